package dev.pcrl.job;

import dev.pcrl.config.ExperimentConfig;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** The files that an experiment leaves. */
final class ExperimentFiles {
    private final Store store;
    private final Path directory;

    ExperimentFiles(Store store, Path directory) {
        this.store = store;
        this.directory = directory;
    }

    /** Content of {@code results.json}. */
    record Results(String configuration, List<GridRow> rows) {}

    void write(ExperimentConfig config, List<String> tasks, Grid grid) {
        List<GridRow> rows = grid.rows(tasks, config);
        store.writeText(new Path(directory, "results.json"), Json.pretty(new Results(config.toYaml(), rows)));
        store.writeText(new Path(directory, "results.csv"), table(rows));
        store.writeText(new Path(directory, "cells.csv"), cells(rows));
        new ExperimentReport(config, tasks, rows).build().write(store, new Path(directory, "report.html"));
    }

    private static String table(List<GridRow> rows) {
        List<Object[]> lines = new ArrayList<>();
        for (GridRow row : rows) {
            List<Object> line = new ArrayList<>(
                    Arrays.asList(row.task(), row.metric(), row.ratio(), row.method(), row.mean(), row.deviation()));
            line.addAll(numbers(row.toScratch()));
            line.addAll(numbers(row.moreLabels()));
            line.add(row.seeds());
            lines.add(line.toArray());
        }
        return Csv.of(
                lines,
                "task",
                "metric",
                "ratio",
                "method",
                "mean",
                "standard-deviation",
                "difference",
                "lower",
                "upper",
                "seed-lower",
                "seed-upper",
                "more-labels",
                "more-labels-lower",
                "more-labels-upper",
                "more-labels-seed-lower",
                "more-labels-seed-upper",
                "seeds");
    }

    private static List<Double> numbers(PairedDifference difference) {
        return difference == null
                ? Collections.nCopies(5, null)
                : Arrays.asList(
                        difference.value(),
                        difference.lower(),
                        difference.upper(),
                        difference.seedLower(),
                        difference.seedUpper());
    }

    private static String cells(List<GridRow> rows) {
        List<Object[]> lines = new ArrayList<>();
        for (GridRow row : rows) {
            for (CellResult cell : row.cells()) {
                lines.add(new Object[] {
                    row.task(), row.ratio(), row.method(), cell.seed(), cell.value(), cell.state(), cell.reason()
                });
            }
        }
        return Csv.of(lines, "task", "ratio", "method", "seed", "value", "state", "reason");
    }
}
