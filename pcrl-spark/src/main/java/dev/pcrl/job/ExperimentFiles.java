package dev.pcrl.job;

import dev.pcrl.config.ExperimentConfig;
import dev.pcrl.store.Store;
import java.util.ArrayList;
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
        List<CellResult> cells = grid.results(tasks, config);
        store.writeText(new Path(directory, "results.json"), Json.pretty(new Results(config.toYaml(), rows)));
        store.writeText(new Path(directory, "results.csv"), table(rows));
        store.writeText(new Path(directory, "cells.csv"), cells(cells));
        new ExperimentReport(config, tasks, rows, cells).build().write(store, new Path(directory, "report.html"));
    }

    private static String table(List<GridRow> rows) {
        List<Object[]> lines = new ArrayList<>();
        rows.forEach(row -> lines.add(new Object[] {
            row.task(),
            row.metric(),
            row.ratio(),
            row.method(),
            row.mean(),
            row.deviation(),
            row.difference(),
            row.lower(),
            row.upper(),
            row.seedLower(),
            row.seedUpper()
        }));
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
                "seed-upper");
    }

    private static String cells(List<CellResult> cells) {
        List<Object[]> lines = new ArrayList<>();
        cells.forEach(
                cell -> lines.add(new Object[] {cell.task(), cell.ratio(), cell.method(), cell.seed(), cell.value()}));
        return Csv.of(lines, "task", "ratio", "method", "seed", "value");
    }
}
