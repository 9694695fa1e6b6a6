package dev.pcrl.dataset;

import dev.pcrl.dataset.LabelTable.Row;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.read.VolumeInput;
import dev.pcrl.read.VolumeListing;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/**
 * Any directory: each image in it that is a volume is a case, and a volume that its name calls a segmentation
 * ({@link VolumeName}) belongs to the images of its name. The patient is a part of the path. {@code labels.csv} in the
 * root, if it is there, has a column {@code file} with paths below the root (that of any slice for a DICOM series) and
 * for each class a column of 0, 1 or nothing, which is unknown.
 */
final class Folder implements DatasetLayout {
    private static final String LIST = "labels.csv";
    private static final String FILE = "file";

    private final VolumeReaders readers;
    private final Pattern patient;

    /** @param patient is searched for in the path below the root; its first group is the patient */
    Folder(VolumeReaders readers, Pattern patient) {
        this.readers = readers;
        this.patient = patient;
    }

    @Override
    public String expects() {
        return "volume that can be read and is no segmentation";
    }

    @Override
    public FoundCases find(Store store, Path root) {
        Tree tree = Tree.of(store, root);
        VolumeListing listing = readers.list(store, tree.files());
        FolderVolumes volumes = FolderVolumes.of(root, listing.volumes());
        Optional<Path> list = tree.at(LIST);
        Map<String, ImageLabels> labels = list.map(file -> labels(store, file)).orElse(Map.of());
        List<Case> cases = new ArrayList<>();
        Set<String> named = new HashSet<>();
        long withoutRow = 0;
        for (VolumeInput volume : volumes.images()) {
            List<String> names = volume.files().stream()
                    .map(file -> Tree.relative(root, file))
                    .sorted()
                    .toList();
            Set<String> rows = new HashSet<>(names);
            rows.retainAll(labels.keySet());
            named.addAll(rows);
            withoutRow += rows.isEmpty() ? 1 : 0;
            Optional<Path> voxels = Voxels.of(tree, names.get(0)); // a header may also lead to files of other names
            cases.add(new Case(
                    names.get(0),
                    patient(root, names.get(0)),
                    Optional.empty(),
                    List.of(new CaseImage(
                            CaseImage.ONLY, volume.files(), voxels.stream().toList())),
                    rows.stream().sorted().limit(1).<Label>map(labels::get).toList(),
                    volumes.segmentation(volume).map(file -> new CaseSegmentation(file, Map.of()))));
        }
        Stream<LabelList> lists =
                list.stream().map(file -> new LabelList(LIST, labels.size(), labels.size() - named.size()));
        return new FoundCases(
                cases,
                listing.refused(),
                Set.of(),
                Stream.concat(lists, volumes.list().stream()).toList(),
                List.of(),
                list.isPresent() ? withoutRow : 0,
                listing.noVolumes().size() - (list.isPresent() ? 1 : 0));
    }

    private String patient(Path root, String name) {
        Matcher matcher = patient.matcher(name);
        if (!matcher.find() || matcher.group(1) == null) {
            throw new BadDataException(
                    root + "/" + name, "path", "dataset.patient finds no patient in it: " + patient.pattern());
        }
        return matcher.group(1);
    }

    private static Map<String, ImageLabels> labels(Store store, Path list) {
        Map<String, ImageLabels> labels = new HashMap<>();
        LabelTable.read(store, list, ',', List.of(FILE), row -> {
            if (labels.put(row.required(FILE), labels(row)) != null) {
                throw row.refusal(FILE, "the file had a row before");
            }
        });
        return labels;
    }

    private static ImageLabels labels(Row row) {
        Map<String, Truth> values = new LinkedHashMap<>();
        Stream<String> classes = row.columns().stream().filter(column -> !column.equals(FILE));
        classes.forEach(column -> values.put(column, row.truth(column, Truth.UNKNOWN)));
        return new ImageLabels(values);
    }
}
