package dev.pcrl.job;

import dev.pcrl.config.ExperimentConfig;
import dev.pcrl.failure.UsageException;
import dev.pcrl.metric.Estimate;
import dev.pcrl.metric.Interval;
import dev.pcrl.metric.MetricValue;
import dev.pcrl.metric.MetricValue.Defined;
import dev.pcrl.metric.Resample;
import dev.pcrl.metric.SeedSummary;
import dev.pcrl.metric.Statistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The evaluations of an experiment's cells as rows of a table. */
final class Grid {
    private final Map<Cell, Evaluation> cells;

    /** Where an evaluation stands. */
    record Cell(String task, String method, double ratio, long seed) {}

    Grid(Map<Cell, Evaluation> cells) {
        this.cells = Map.copyOf(cells);
    }

    /**
     * One row a task, share of the labels and method, in the configuration's order.
     *
     * @throws UsageException if evaluations to be compared are of different cases
     */
    List<GridRow> rows(List<String> tasks, ExperimentConfig config) {
        List<GridRow> rows = new ArrayList<>();
        for (String task : tasks) {
            for (double ratio : config.ratios()) {
                for (String method : config.methods()) {
                    rows.add(row(task, method, ratio, config.seeds()));
                }
            }
        }
        return rows;
    }

    /** The value of each cell, in the same order. */
    List<CellResult> results(List<String> tasks, ExperimentConfig config) {
        List<CellResult> results = new ArrayList<>();
        for (String task : tasks) {
            for (double ratio : config.ratios()) {
                for (String method : config.methods()) {
                    for (long seed : config.seeds()) {
                        Evaluation evaluation = cells.get(new Cell(task, method, ratio, seed));
                        results.add(new CellResult(task, method, ratio, seed, number(value(evaluation))));
                    }
                }
            }
        }
        return results;
    }

    private GridRow row(String task, String method, double ratio, List<Long> seeds) {
        List<Evaluation> own = of(task, method, ratio, seeds);
        SeedSummary summary = SeedSummary.of(own.stream().map(Grid::value).toList(), 0.95);
        Evaluation first = own.get(0);
        Optional<Difference> difference = difference(task, method, ratio, seeds);
        return new GridRow(
                task,
                first.headline(),
                method,
                ratio,
                number(summary.mean().value()),
                number(summary.standardDeviation()),
                difference.map(found -> number(found.overPatients.value())).orElse(null),
                difference
                        .map(found ->
                                number(found.overPatients.interval().interval().lower()))
                        .orElse(null),
                difference
                        .map(found ->
                                number(found.overPatients.interval().interval().upper()))
                        .orElse(null),
                difference.map(found -> number(found.overSeeds.lower())).orElse(null),
                difference.map(found -> number(found.overSeeds.upper())).orElse(null));
    }

    /** To training from scratch, over the seeds that both have; none for that itself. */
    private Optional<Difference> difference(String task, String method, double ratio, List<Long> seeds) {
        List<Long> both = seeds.stream()
                .filter(seed -> cells.containsKey(new Cell(task, method, ratio, seed))
                        && cells.containsKey(new Cell(task, ExperimentConfig.SCRATCH, ratio, seed)))
                .toList();
        if (method.equals(ExperimentConfig.SCRATCH) || both.isEmpty()) {
            return Optional.empty();
        }
        List<Evaluation> own = of(task, method, ratio, both);
        List<Evaluation> scratch = of(task, ExperimentConfig.SCRATCH, ratio, both);
        List<List<String>> cases = Stream.concat(own.stream(), scratch.stream())
                .map(Grid::ids)
                .distinct()
                .toList();
        if (cases.size() > 1) {
            throw new UsageException("evaluations of " + task + ", " + method + " and " + ExperimentConfig.SCRATCH
                    + " at ratio " + ratio + ", are of different cases: remove them and run again");
        }
        return Optional.of(Difference.of(own, scratch));
    }

    private static List<String> ids(Evaluation evaluation) {
        return evaluation.cases().stream().map(CaseAnswer::id).toList();
    }

    /** The paired difference of two methods: same seeds, same patients. */
    private record Difference(Estimate overPatients, Interval overSeeds) {
        static Difference of(List<Evaluation> ones, List<Evaluation> others) {
            List<Statistic> pairs = new ArrayList<>();
            for (int i = 0; i < ones.size(); i++) {
                pairs.add(ones.get(i).statistic().minus(others.get(i).statistic()));
            }
            Estimate overPatients = Estimate.of(mean(pairs), ones.get(0).clusters(), Evaluation.bootstrap());
            List<MetricValue> differences = MetricValue.differences(
                    ones.stream().map(Grid::value).toList(),
                    others.stream().map(Grid::value).toList());
            return new Difference(
                    overPatients, SeedSummary.of(differences, 0.95).interval());
        }

        /** The mean over seeds; undefined if one of them is. */
        private static Statistic mean(List<Statistic> seeds) {
            return resample -> {
                double sum = 0;
                for (Statistic seed : seeds) {
                    MetricValue value = seed.of(resample);
                    if (!(value instanceof Defined known)) {
                        return value;
                    }
                    sum += known.value();
                }
                return MetricValue.of(sum / seeds.size());
            };
        }
    }

    private List<Evaluation> of(String task, String method, double ratio, List<Long> seeds) {
        return seeds.stream()
                .map(seed -> cells.get(new Cell(task, method, ratio, seed)))
                .filter(Objects::nonNull)
                .toList();
    }

    private static MetricValue value(Evaluation evaluation) {
        return evaluation.statistic().of(Resample.once(evaluation.clusters().samples()));
    }

    private static Double number(MetricValue value) {
        return value instanceof Defined known ? known.value() : null;
    }
}
