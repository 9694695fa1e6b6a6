package dev.pcrl.dataset;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import dev.pcrl.dicom.Series;
import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.dicom.SeriesSorter;
import dev.pcrl.dicom.SkippedFile.Kind;
import dev.pcrl.dicom.SortedFiles;
import dev.pcrl.read.VolumeListing.LeftOut;
import dev.pcrl.store.Store;
import dev.pcrl.store.StoredFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * LIDC-IDRI as the Cancer Imaging Archive gives it: {@code LIDC-IDRI-0001/STUDY/SERIES/*.dcm}, each series of slices a
 * case, the directory the patient. Labels are the readers' marks, from XML files beside the images or anywhere else
 * below the root, as in the archive {@code tcia-lidc-xml}. Radiographs and DICOM segmentations have no use here.
 */
final class LidcIdri implements DatasetLayout {
    private static final Pattern PATIENT = Pattern.compile("LIDC-IDRI-[0-9]{4}");

    private final SeriesSettings settings;

    LidcIdri(SeriesSettings settings) {
        this.settings = settings;
    }

    @Override
    public String expects() {
        return "LIDC-IDRI-0001/.../*.dcm";
    }

    @Override
    public FoundCases find(Store store, Path root) {
        Map<Boolean, List<Path>> children = store.children(root).stream()
                .filter(child -> !Store.isHidden(child.getName()))
                .collect(partitioningBy(
                        child -> PATIENT.matcher(child.getName()).matches() && store.isDirectory(child)));
        LidcReadings readings = new LidcReadings(store);
        readings.take(children.get(false).stream()
                .flatMap(store::files)
                .map(StoredFile::path)
                .filter(LidcReadings::recognisesName));
        Search search = new Search(store, root, readings);
        children.get(true).forEach(search::take); // no patient at a time needs more memory than one
        return search.found();
    }

    /** The cases as patient after patient is searched. */
    private final class Search {
        private final Store store;
        private final Path root;
        private final LidcReadings readings;
        private final List<Case> cases = new ArrayList<>();
        private final List<LeftOut> refused = new ArrayList<>();
        private long others;

        Search(Store store, Path root, LidcReadings readings) {
            this.store = store;
            this.root = root;
            this.readings = readings;
        }

        void take(Path patient) {
            List<Path> texts = new ArrayList<>();
            SortedFiles sorted = sort(patient, texts);
            readings.take(texts.stream());
            sorted.series().stream()
                    .collect(groupingBy(Series::uid, LinkedHashMap::new, toList()))
                    .values()
                    .forEach(volumes -> add(patient, volumes));
            sorted.refused().forEach(series -> refused.add(LeftOut.of(series)));
            sorted.skipped().forEach(file -> {
                if (file.kind() == Kind.DAMAGED) {
                    refused.add(LeftOut.of(file));
                } else {
                    others++;
                }
            });
        }

        private SortedFiles sort(Path patient, List<Path> texts) {
            try (SeriesSorter sorter = new SeriesSorter(store, settings)) {
                store.files(patient).map(StoredFile::path).forEach(file -> {
                    if (LidcReadings.recognisesName(file)) {
                        texts.add(file);
                    } else {
                        sorter.take(file);
                    }
                });
                return sorter.finish();
            }
        }

        private void add(Path patient, List<Series> volumes) {
            List<List<Label>> labels = readings.labels(volumes);
            for (int i = 0; i < volumes.size(); i++) {
                List<Path> files = volumes.get(i).files();
                Path first = files.stream().min(Path::compareTo).orElseThrow();
                CaseImage image = new CaseImage(CaseImage.ONLY, files, List.of());
                cases.add(Case.of(Tree.relative(root, first), patient.getName(), image, labels.get(i)));
            }
        }

        FoundCases found() {
            refused.addAll(readings.refused());
            long unread = cases.stream().filter(one -> one.labels().isEmpty()).count();
            return new FoundCases(
                    cases,
                    refused,
                    Set.of(),
                    readings.list().stream().toList(),
                    readings.absent(),
                    readings.list().isPresent() ? unread : 0,
                    others + readings.others());
        }
    }
}
