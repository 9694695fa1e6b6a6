package dev.pcrl.dataset;

import dev.pcrl.dataset.LabelTable.Row;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** {@code labels.csv}: a row a file, and for each class a column of 0, 1 or nothing, which is unknown. */
final class FolderClasses implements FolderList {
    static final String NAME = "labels.csv";

    private final Map<String, ImageLabels> labels;

    private FolderClasses(Map<String, ImageLabels> labels) {
        this.labels = Map.copyOf(labels);
    }

    /** @throws BadDataException if it is not such a list, or a file has two rows; names line and column */
    static FolderClasses read(Store store, Path list) {
        Map<String, ImageLabels> labels = new HashMap<>();
        LabelTable.read(store, list, ',', List.of(FILE), row -> {
            if (labels.put(row.required(FILE), labels(row)) != null) {
                throw row.refusal(FILE, "the file had a row before");
            }
        });
        return new FolderClasses(labels);
    }

    private static ImageLabels labels(Row row) {
        Map<String, Truth> values = new LinkedHashMap<>();
        Stream<String> classes = row.columns().stream().filter(column -> !column.equals(FILE));
        classes.forEach(column -> values.put(column, row.truth(column, Truth.UNKNOWN)));
        return new ImageLabels(values);
    }

    /** Of several files with rows, slices or channels, the first one's. */
    @Override
    public List<Label> of(List<String> names) {
        return names.stream()
                .filter(labels::containsKey)
                .sorted()
                .limit(1)
                .<Label>map(labels::get)
                .toList();
    }

    @Override
    public LabelList against(Set<String> names) {
        long absent =
                labels.keySet().stream().filter(file -> !names.contains(file)).count();
        return new LabelList(NAME, labels.size(), absent);
    }
}
