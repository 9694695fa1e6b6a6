package dev.pcrl.dataset;

import dev.pcrl.dataset.LabelTable.Row;
import dev.pcrl.dataset.Tree.Found;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * NIH ChestX-ray14 (Wang et al., "ChestX-ray8", CVPR 2017): {@code PATIENT_VISIT.png} in {@code images} or in
 * {@code images_001/images} and so on, findings in {@code Data_Entry_2017.csv} or its correction
 * {@code Data_Entry_2017_v2020.csv}, the images to test on in {@code test_list.txt}.
 */
final class ChestXray14 implements DatasetLayout {
    private static final Pattern IMAGE = Pattern.compile("(?:.*/)?images[^/]*/(([0-9]{8})_[0-9]{3}\\.png)");
    private static final List<String> LISTS = List.of("Data_Entry_2017_v2020.csv", "Data_Entry_2017.csv");
    private static final String TEST_LIST = "test_list.txt";
    private static final String TRAIN_LIST = "train_val_list.txt";
    private static final String NAME = "Image Index";
    private static final String LABELS = "Finding Labels";
    private static final String PATIENT = "Patient ID";
    private static final String NOTHING = "No Finding";
    private static final List<String> FINDINGS = List.of(
            "Atelectasis",
            "Cardiomegaly",
            "Effusion",
            "Infiltration",
            "Mass",
            "Nodule",
            "Pneumonia",
            "Pneumothorax",
            "Consolidation",
            "Edema",
            "Emphysema",
            "Fibrosis",
            "Pleural_Thickening",
            "Hernia");

    @Override
    public String expects() {
        return "images*/00000001_000.png";
    }

    /** What the list says of an image. */
    private record Entry(String patient, ImageLabels labels) {}

    @Override
    public FoundCases find(Store store, Path root) {
        Tree tree = Tree.of(store, root);
        Path list = LISTS.stream()
                .flatMap(name -> tree.named(name).stream())
                .findFirst()
                .orElseThrow(() -> new UsageException(root + " lacks " + String.join(" or ", LISTS)
                        + ", without which nothing is known of its images"));
        Map<String, Entry> entries = entries(store, list);
        Optional<Set<String>> test = tree.named(TEST_LIST).map(file -> names(store, file));
        Optional<Set<String>> train = tree.named(TRAIN_LIST).map(file -> names(store, file));
        Map<String, Found> images = tree.unique(IMAGE, image -> image.group(1));
        List<Case> cases = new ArrayList<>();
        images.forEach((name, image) -> cases.add(radiograph(image, Optional.ofNullable(entries.get(name)), test)));
        List<LabelList> lists = new ArrayList<>();
        lists.add(counted(list.getName(), entries.keySet(), images));
        test.ifPresent(names -> lists.add(counted(TEST_LIST, names, images)));
        train.ifPresent(names -> lists.add(counted(TRAIN_LIST, names, images)));
        long withoutRow = images.keySet().stream()
                .filter(name -> !entries.containsKey(name))
                .count();
        return new FoundCases(
                cases,
                List.of(),
                test.isPresent() ? Set.of(Split.TEST) : Set.of(),
                lists,
                test.isPresent() ? List.of() : List.of(TEST_LIST),
                withoutRow,
                tree.others(images.size() + lists.size()));
    }

    private static Case radiograph(Found image, Optional<Entry> entry, Optional<Set<String>> test) {
        String patient = entry.map(Entry::patient).orElse(patient(image.group(2)));
        boolean official = test.isPresent() && test.get().contains(image.group(1));
        return new Case(
                image.name(),
                patient,
                official ? Optional.of(Split.TEST) : Optional.empty(),
                List.of(CaseImage.of(CaseImage.ONLY, image.path())),
                entry.<Label>map(Entry::labels).stream().toList(),
                Optional.empty());
    }

    private static Map<String, Entry> entries(Store store, Path list) {
        Map<String, Entry> entries = new HashMap<>();
        LabelTable.read(store, list, ',', List.of(NAME, LABELS, PATIENT), row -> {
            Entry entry = new Entry(patient(row.required(PATIENT)), labels(row));
            if (entries.put(row.required(NAME), entry) != null) {
                throw row.refusal(NAME, "the image had a row before");
            }
        });
        return entries;
    }

    /** The image's name has leading zeros, the list's column has none. */
    private static String patient(String number) {
        return number.replaceFirst("^0+(?=.)", "");
    }

    private static ImageLabels labels(Row row) {
        Set<String> named = new HashSet<>(List.of(row.required(LABELS).split("\\|", -1)));
        Map<String, Truth> values = new LinkedHashMap<>();
        FINDINGS.forEach(name -> values.put(name, named.remove(name) ? Truth.POSITIVE : Truth.NEGATIVE));
        named.remove(NOTHING);
        if (!named.isEmpty()) {
            throw row.refusal(LABELS, "has a finding that is none of the 14");
        }
        return new ImageLabels(values);
    }

    private static Set<String> names(Store store, Path list) {
        Set<String> names = new HashSet<>();
        store.readText(list)
                .lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        if (names.isEmpty()) {
            throw new BadDataException(list.toString(), "line 1", "empty: names of images are expected");
        }
        return names;
    }

    private static LabelList counted(String name, Set<String> rows, Map<String, Found> images) {
        long absent = rows.stream().filter(image -> !images.containsKey(image)).count();
        return new LabelList(name, rows.size(), absent);
    }
}
