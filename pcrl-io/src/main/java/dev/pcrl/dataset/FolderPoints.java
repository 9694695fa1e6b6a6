package dev.pcrl.dataset;

import dev.pcrl.dataset.LabelTable.Row;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/**
 * {@code points.csv}: a row a marked place, with what is marked, the place in LPS millimetres, 0, 1 or nothing
 * (unknown) for whether it is there, and a diameter in millimetres or nothing.
 */
final class FolderPoints implements FolderList {
    static final String NAME = "points.csv";

    private static final String MARKED = "name";
    private static final String TRUTH = "truth";
    private static final String DIAMETER = "diameter";
    private static final List<String> COLUMNS = List.of(FILE, MARKED, "x", "y", "z", TRUTH, DIAMETER);

    private final Map<String, List<Mark>> marks;

    /** A row, without its file. */
    private record Mark(String name, LabelledPoint point) {}

    private FolderPoints(Map<String, List<Mark>> marks) {
        this.marks = Map.copyOf(marks);
    }

    /** @throws BadDataException if it is not such a list; names line and column */
    static FolderPoints read(Store store, Path list) {
        Map<String, List<Mark>> marks = new HashMap<>();
        LabelTable.read(store, list, ',', COLUMNS, row -> {
            Mark mark = new Mark(row.required(MARKED), point(row));
            marks.computeIfAbsent(row.required(FILE), file -> new ArrayList<>()).add(mark);
        });
        return new FolderPoints(marks);
    }

    private static LabelledPoint point(Row row) {
        return LabelledPoint.of(
                row.number("x"), row.number("y"), row.number("z"), row.truth(TRUTH, Truth.UNKNOWN), diameter(row));
    }

    private static Double diameter(Row row) {
        if (row.text(DIAMETER).isEmpty()) {
            return null;
        }
        double diameter = row.number(DIAMETER);
        if (diameter <= 0) {
            throw row.refusal(DIAMETER, "is not positive");
        }
        return diameter;
    }

    /** One label for each name, in the order of names; its points in the list's order. */
    @Override
    public List<Label> of(List<String> names) {
        Map<String, List<LabelledPoint>> points = new TreeMap<>();
        names.stream()
                .sorted()
                .flatMap(file -> marks.getOrDefault(file, List.of()).stream())
                .distinct() // channels of one case may have the same rows
                .forEach(mark -> points.computeIfAbsent(mark.name(), name -> new ArrayList<>())
                        .add(mark.point()));
        return points.entrySet().stream()
                .<Label>map(entry -> new PointLabels(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public LabelList against(Set<String> names) {
        long rows = marks.values().stream().mapToLong(List::size).sum();
        long present = names.stream()
                .mapToLong(file -> marks.getOrDefault(file, List.of()).size())
                .sum();
        return new LabelList(NAME, rows, rows - present);
    }
}
