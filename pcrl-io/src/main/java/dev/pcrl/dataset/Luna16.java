package dev.pcrl.dataset;

import dev.pcrl.dataset.LabelTable.Row;
import dev.pcrl.dataset.Tree.Found;
import dev.pcrl.read.VolumeListing.LeftOut;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * LUNA16 (luna16.grand-challenge.org): {@code subset0..9/SERIES.mhd} with {@code SERIES.raw}, nodules in
 * {@code annotations.csv}, candidates for false-positive reduction in {@code candidates_V2.csv}, both in LPS
 * millimetres. The set names no patients: each series counts as one.
 */
final class Luna16 implements DatasetLayout {
    private static final Pattern VOLUME = Pattern.compile("subset[0-9]/([^/]+)\\.mhd");
    private static final String SERIES = "seriesuid";
    private static final List<String> PLACE = List.of("coordX", "coordY", "coordZ");
    private static final String DIAMETER = "diameter_mm";
    private static final String CLASS = "class";

    @Override
    public String expects() {
        return "subset0..9/*.mhd";
    }

    /** A list of places and what it says of each series. */
    private record Marks(String label, String file, Map<String, List<LabelledPoint>> points, long rows) {
        Marks {
            points = Map.copyOf(points);
        }

        LabelList list(Set<String> series) {
            long withoutFile = points.entrySet().stream()
                    .filter(entry -> !series.contains(entry.getKey()))
                    .mapToLong(entry -> entry.getValue().size())
                    .sum();
            return new LabelList(file, rows, withoutFile);
        }
    }

    @Override
    public FoundCases find(Store store, Path root) {
        Tree tree = Tree.of(store, root);
        List<Marks> lists = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        marks(store, tree, "nodule", "annotations.csv", DIAMETER, Luna16::nodule)
                .ifPresentOrElse(lists::add, () -> absent.add("annotations.csv"));
        marks(store, tree, "candidate", "candidates_V2.csv", CLASS, Luna16::candidate)
                .ifPresentOrElse(lists::add, () -> absent.add("candidates_V2.csv"));
        Map<String, Found> series = tree.unique(VOLUME, header -> header.group(1));
        List<Case> cases = new ArrayList<>();
        List<LeftOut> refused = new ArrayList<>();
        for (Found header : series.values()) {
            Voxels.of(tree, header.name())
                    .ifPresentOrElse(
                            voxels -> cases.add(volume(header, voxels, lists)),
                            () -> refused.add(Voxels.missing(header.path())));
        }
        long withoutRow = series.keySet().stream()
                .filter(uid -> lists.stream().noneMatch(list -> list.points().containsKey(uid)))
                .count();
        return new FoundCases(
                cases,
                refused,
                Set.of(),
                lists.stream().map(list -> list.list(series.keySet())).toList(),
                absent,
                lists.isEmpty() ? 0 : withoutRow,
                tree.others(2L * cases.size() + refused.size() + lists.size()));
    }

    private static Case volume(Found header, Path voxels, List<Marks> lists) {
        String series = header.group(1);
        List<Label> labels = lists.stream()
                .<Label>map(list -> new PointLabels(list.label(), list.points().getOrDefault(series, List.of())))
                .toList();
        CaseImage image = new CaseImage(CaseImage.ONLY, List.of(header.path()), List.of(voxels));
        return Case.of(header.name(), series, image, labels);
    }

    private static Optional<Marks> marks(
            Store store, Tree tree, String label, String name, String column, Function<Row, LabelledPoint> point) {
        return tree.named(name).map(file -> {
            Map<String, List<LabelledPoint>> points = new HashMap<>();
            List<String> columns = new ArrayList<>(PLACE);
            columns.add(SERIES);
            columns.add(column);
            long rows = LabelTable.read(
                    store,
                    file,
                    ',',
                    columns,
                    row -> points.computeIfAbsent(row.required(SERIES), series -> new ArrayList<>())
                            .add(point.apply(row)));
            return new Marks(label, name, points, rows);
        });
    }

    private static LabelledPoint nodule(Row row) {
        return point(row, Truth.POSITIVE, row.number(DIAMETER));
    }

    private static LabelledPoint candidate(Row row) {
        if (row.text(CLASS).isEmpty()) {
            throw row.refusal(CLASS, "is empty");
        }
        return point(row, row.truth(CLASS, Truth.UNKNOWN), null);
    }

    private static LabelledPoint point(Row row, Truth truth, Double diameter) {
        return LabelledPoint.of(
                row.number(PLACE.get(0)), row.number(PLACE.get(1)), row.number(PLACE.get(2)), truth, diameter);
    }
}
