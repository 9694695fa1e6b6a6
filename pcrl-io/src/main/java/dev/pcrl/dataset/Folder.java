package dev.pcrl.dataset;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.read.VolumeInput;
import dev.pcrl.read.VolumeListing;
import dev.pcrl.read.VolumeListing.LeftOut;
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
 * ({@link VolumeName}) belongs to the images of its name, which if there are several may be the channels of one case.
 * The patient is a part of the path, and images that share a segmentation are of one. Labels are what lists in the
 * root, if there are any, say of paths below the root (those of any slices for a DICOM series): {@code labels.csv} of
 * images ({@link FolderClasses}), {@code points.csv} of places in them ({@link FolderPoints}). A 2D image is a case if
 * one of them speaks of it: others may be anything, such as screenshots.
 */
final class Folder implements DatasetLayout {
    private final VolumeReaders readers;
    private final Pattern patient;

    /** @param patient is searched for in the path below the root; its first group is the patient */
    Folder(VolumeReaders readers, Pattern patient) {
        this.readers = readers;
        this.patient = patient;
    }

    @Override
    public String expects() {
        return "volume that can be read and is no segmentation, nor 2D image that " + FolderClasses.NAME + " names";
    }

    @Override
    public FoundCases find(Store store, Path root) {
        Tree tree = Tree.of(store, root);
        VolumeListing listing = readers.list(store, tree.files());
        FolderVolumes volumes = FolderVolumes.of(root, listing.volumes());
        List<FolderList> lists = lists(store, tree);
        List<VolumeInput> planes = listing.images().stream()
                .filter(image -> !labels(lists, names(root, List.of(image))).isEmpty())
                .toList();
        List<Case> cases = new ArrayList<>();
        Set<String> files = new HashSet<>();
        Map<Path, String> patients = new HashMap<>();
        Stream<List<VolumeInput>> found =
                Stream.concat(volumes.cases().stream(), planes.stream().map(List::of));
        for (List<VolumeInput> images : found.toList()) {
            List<String> names = names(root, images);
            files.addAll(names);
            String own = patient(root, names.get(0));
            cases.add(new Case(
                    names.get(0),
                    volumes.segmentation(images.get(0))
                            .map(file -> patients.computeIfAbsent(file, first -> own))
                            .orElse(own),
                    Optional.empty(),
                    images.stream()
                            .map(image -> image(
                                    root, tree, images.size() == 1 ? CaseImage.ONLY : volumes.channel(image), image))
                            .toList(),
                    labels(lists, names),
                    volumes.segmentation(images.get(0)).map(file -> new CaseSegmentation(file, Map.of()))));
        }
        List<LeftOut> unlike = takeUnlikeMost(cases);
        long withoutRow = cases.stream().filter(one -> one.labels().isEmpty()).count();
        Stream<LabelList> read = lists.stream().map(list -> list.against(files));
        return new FoundCases(
                cases,
                Stream.concat(listing.refused().stream(), unlike.stream()).toList(),
                Set.of(),
                Stream.concat(read, volumes.list().stream()).toList(),
                List.of(),
                lists.isEmpty() ? 0 : withoutRow,
                listing.noVolumes().size() - planes.size() - lists.size());
    }

    /** Takes away cases whose channels are not those of most: they would be learnt as if they were. */
    private static List<LeftOut> takeUnlikeMost(List<Case> cases) {
        Map<List<String>, Long> counts = new LinkedHashMap<>();
        cases.forEach(one -> counts.merge(channels(one), one.images().size() > 1 ? 1L : 0L, Long::sum));
        List<String> usual = counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(List.of());
        List<Case> unlike = cases.stream()
                .filter(one -> one.images().size() > 1 && !channels(one).equals(usual))
                .toList();
        cases.removeAll(unlike);
        return unlike.stream()
                .map(one -> new LeftOut(
                        one.id(),
                        "channels",
                        "are " + String.join(", ", channels(one)) + "; most cases have " + String.join(", ", usual)))
                .toList();
    }

    private static List<String> channels(Case one) {
        return one.images().stream().map(CaseImage::name).toList();
    }

    private static List<FolderList> lists(Store store, Tree tree) {
        Optional<FolderList> classes = tree.at(FolderClasses.NAME).map(file -> FolderClasses.read(store, file));
        Optional<FolderList> points = tree.at(FolderPoints.NAME).map(file -> FolderPoints.read(store, file));
        return Stream.of(classes, points).flatMap(Optional::stream).toList();
    }

    /** An image with the files that its name leads to; a header may also lead to others. */
    private static CaseImage image(Path root, Tree tree, String name, VolumeInput image) {
        Optional<Path> voxels =
                Voxels.of(tree, Tree.relative(root, image.files().get(0)));
        return new CaseImage(name, image.files(), voxels.stream().toList());
    }

    /** The paths of the files of a case's images below the root. */
    private static List<String> names(Path root, List<VolumeInput> images) {
        return images.stream()
                .flatMap(image -> image.files().stream())
                .map(file -> Tree.relative(root, file))
                .sorted()
                .toList();
    }

    private static List<Label> labels(List<FolderList> lists, List<String> names) {
        return lists.stream().flatMap(list -> list.of(names).stream()).toList();
    }

    private String patient(Path root, String name) {
        Matcher matcher = patient.matcher(name);
        if (!matcher.find() || matcher.group(1) == null) {
            throw new BadDataException(
                    root + "/" + name, "path", "dataset.patient finds no patient in it: " + patient.pattern());
        }
        return matcher.group(1);
    }
}
