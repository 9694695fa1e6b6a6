package dev.pcrl.dataset;

import dev.pcrl.dataset.LabelTable.Row;
import dev.pcrl.dataset.Tree.Found;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * CheXpert (Irvin et al., AAAI 2019), full or small: {@code train/patient00001/study1/view1_frontal.jpg}, labels in
 * {@code train.csv} and {@code valid.csv}, whose paths start with the name of the archive. A blank is not mentioned in
 * the report and counts as negative, as in the paper's table 1; what -1 counts as is a setting.
 */
final class CheXpert implements DatasetLayout {
    private static final Pattern IMAGE =
            Pattern.compile("(?:.*/)?((train|valid)/(patient[0-9]+)/[^/]+/[^/]+\\.(?:jpg|jpeg|png))");
    private static final List<String> LISTS = List.of("train.csv", "valid.csv");
    private static final String PATH = "Path";
    private static final List<String> OBSERVATIONS = List.of(
            "No Finding",
            "Enlarged Cardiomediastinum",
            "Cardiomegaly",
            "Lung Opacity",
            "Lung Lesion",
            "Edema",
            "Consolidation",
            "Pneumonia",
            "Atelectasis",
            "Pneumothorax",
            "Pleural Effusion",
            "Pleural Other",
            "Fracture",
            "Support Devices");

    private final UncertainLabels uncertain;

    CheXpert(UncertainLabels uncertain) {
        this.uncertain = uncertain;
    }

    @Override
    public String expects() {
        return "train/patient00001/study1/view1_frontal.jpg";
    }

    @Override
    public FoundCases find(Store store, Path root) {
        Tree tree = Tree.of(store, root);
        Map<String, Found> images = tree.unique(IMAGE, image -> image.group(1));
        Map<String, ImageLabels> labels = new HashMap<>();
        List<LabelList> lists = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (String name : LISTS) {
            Optional<Path> file = tree.named(name);
            file.ifPresentOrElse(list -> lists.add(read(store, list, images.keySet(), labels)), () -> absent.add(name));
        }
        if (lists.isEmpty()) {
            throw new UsageException(
                    root + " lacks train.csv and valid.csv, without which nothing is known of its images");
        }
        List<Case> cases = new ArrayList<>();
        images.forEach((name, image) -> cases.add(radiograph(image, Optional.ofNullable(labels.get(name)))));
        long withoutRow = images.keySet().stream()
                .filter(name -> !labels.containsKey(name))
                .count();
        boolean validates = !absent.contains("valid.csv")
                || cases.stream().anyMatch(one -> one.official().isPresent());
        return new FoundCases(
                cases,
                List.of(),
                validates ? Set.of(Split.VALIDATION) : Set.of(),
                lists,
                absent,
                withoutRow,
                tree.others(images.size() + lists.size()));
    }

    private static Case radiograph(Found image, Optional<ImageLabels> labels) {
        boolean validation = image.group(2).equals("valid");
        return new Case(
                image.name(),
                image.group(3),
                validation ? Optional.of(Split.VALIDATION) : Optional.empty(),
                List.of(CaseImage.of(CaseImage.ONLY, image.path())),
                labels.<Label>map(found -> found).stream().toList(),
                Optional.empty());
    }

    private LabelList read(Store store, Path list, Set<String> images, Map<String, ImageLabels> labels) {
        List<String> columns = new ArrayList<>(OBSERVATIONS);
        columns.add(PATH);
        long[] withoutFile = {0};
        long rows = LabelTable.read(store, list, ',', columns, row -> {
            Matcher path = IMAGE.matcher(row.required(PATH));
            if (!path.matches()) {
                throw row.refusal(PATH, "is not like CheXpert-v1.0/train/patient00001/study1/view1_frontal.jpg");
            }
            if (labels.put(path.group(1), labels(row)) != null) {
                throw row.refusal(PATH, "the image had a row before");
            }
            withoutFile[0] += images.contains(path.group(1)) ? 0 : 1;
        });
        return new LabelList(list.getName(), rows, withoutFile[0]);
    }

    private ImageLabels labels(Row row) {
        Map<String, Truth> values = new LinkedHashMap<>();
        for (String observation : OBSERVATIONS) {
            String text = row.text(observation);
            boolean unsure = text.equals("-1.0") || text.equals("-1");
            values.put(observation, unsure ? uncertain.truth() : row.truth(observation, Truth.NEGATIVE));
        }
        return new ImageLabels(values);
    }
}
