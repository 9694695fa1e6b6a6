package dev.pcrl.job;

import dev.pcrl.config.ExperimentConfig;
import dev.pcrl.report.Plot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A task's metric over the share of the labels, a line a method. */
final class ExperimentPlots {
    private static final double APART = 0.08; // of the distance of two shares

    private final String task;
    private final String metric;
    private final List<GridRow> rows;

    /**
     * @param metric as a reader knows it
     * @param rows of this task and others
     */
    ExperimentPlots(String task, String metric, List<GridRow> rows) {
        this.task = task;
        this.metric = metric;
        this.rows = rows.stream()
                .filter(row -> row.task().equals(task))
                .sorted(Comparator.comparing(GridRow::ratio))
                .toList();
    }

    /** One of all methods, or several of so many as colours tell apart, each with {@code scratch}, which is grey. */
    List<Plot> build(List<String> methods) {
        List<String> scratch =
                methods.stream().filter(ExperimentConfig.SCRATCH::equals).toList();
        List<String> others =
                methods.stream().filter(method -> !scratch.contains(method)).toList();
        if (others.size() <= Plot.COLOURS) {
            return List.of(plot(methods));
        }
        List<Plot> plots = new ArrayList<>();
        for (int begin = 0; begin < others.size(); begin += Plot.COLOURS) {
            List<String> some = new ArrayList<>(scratch);
            some.addAll(others.subList(begin, Math.min(begin + Plot.COLOURS, others.size())));
            plots.add(plot(some));
        }
        return plots;
    }

    private Plot plot(List<String> methods) {
        List<Double> ratios = rows.stream().map(GridRow::ratio).distinct().toList();
        List<Plot.Series> series = new ArrayList<>();
        for (int i = 0; i < methods.size(); i++) {
            series.addAll(series(methods.get(i), ratios, APART * (i - (methods.size() - 1) / 2.0)));
        }
        return new Plot(
                task,
                "Each dot is a seed. The line joins their means, and bars reach one standard deviation over seeds up and"
                        + " down. Methods stand side by side, so that none hides another.",
                "share of the training patients' labels",
                metric,
                ratios.stream().map(ExperimentReport::percent).toList(),
                series);
    }

    /** A method's means, their spread, and its seeds, in one colour. */
    private List<Plot.Series> series(String method, List<Double> ratios, double shift) {
        boolean isReference = method.equals(ExperimentConfig.SCRATCH);
        List<Double> meansAt = new ArrayList<>();
        List<Double> means = new ArrayList<>();
        List<Double> seedsAt = new ArrayList<>();
        List<Double> seeds = new ArrayList<>();
        List<Plot.Series> spreads = new ArrayList<>();
        for (GridRow row :
                rows.stream().filter(row -> row.method().equals(method)).toList()) {
            double at = 1 + ratios.indexOf(row.ratio()) + shift;
            if (row.mean() != null) {
                meansAt.add(at);
                means.add(row.mean());
            }
            if (row.deviation() != null) {
                List<Double> ends = List.of(row.mean() - row.deviation(), row.mean() + row.deviation());
                spreads.add(new Plot.Series(method, true, isReference, List.of(at, at), ends));
            }
            for (CellResult cell : row.cells()) {
                if (cell.value() != null) {
                    seedsAt.add(at);
                    seeds.add(cell.value());
                }
            }
        }
        List<Plot.Series> series = new ArrayList<>(List.of(new Plot.Series(method, true, isReference, meansAt, means)));
        series.addAll(spreads);
        series.add(new Plot.Series(method, false, isReference, seedsAt, seeds));
        return series;
    }
}
