package dev.pcrl.job;

import dev.pcrl.config.ExperimentConfig;
import dev.pcrl.failure.UsageException;
import dev.pcrl.job.CellResult.State;
import dev.pcrl.metric.MetricValue;
import dev.pcrl.metric.MetricValue.Defined;
import dev.pcrl.metric.Resample;
import dev.pcrl.metric.SeedSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;

/** What an experiment's cells have come to so far, and that as rows of a table. */
final class Grid {
    private final Map<Cell, Evaluation> done;
    private final Map<Cell, RuntimeException> failed;
    private final Map<Pairing, PairedDifference> differences; // that later grids need not resample again

    /** Where an evaluation stands. */
    record Cell(String task, String method, double ratio, long seed) {
        /** Its directory below that of all cells. */
        String path() {
            return task + "/" + method + "/ratio-" + ratio + "/seed-" + seed;
        }
    }

    /** Cells, one a seed, and those that they are compared with. */
    private record Pairing(List<Cell> ones, List<Cell> others) {}

    private Grid(
            Map<Cell, Evaluation> done,
            Map<Cell, RuntimeException> failed,
            Map<Pairing, PairedDifference> differences) {
        this.done = done;
        this.failed = failed;
        this.differences = differences;
    }

    /** Nothing is done yet. */
    static Grid empty() {
        return new Grid(Map.of(), Map.of(), new HashMap<>());
    }

    /**
     * The same with a cell that is done: or that has failed if its test cases are not those of the task's other cells,
     * since what is compared is paired.
     */
    Grid with(Cell cell, Evaluation evaluation) {
        List<String> cases = ids(evaluation);
        Optional<Cell> other = done.keySet().stream()
                .filter(known -> known.task().equals(cell.task()))
                .findFirst()
                .filter(known -> !ids(done.get(known)).equals(cases));
        if (other.isPresent()) {
            return with(
                    cell,
                    new UsageException("the test cases of " + cell.path() + " are not those of "
                            + other.get().path() + ": remove the one that lacks some, and run again"));
        }
        return new Grid(plus(done, cell, evaluation), failed, differences);
    }

    /** The same with a cell that has failed. */
    Grid with(Cell cell, RuntimeException failure) {
        return new Grid(done, plus(failed, cell, failure), differences);
    }

    private static <V> Map<Cell, V> plus(Map<Cell, V> map, Cell cell, V value) {
        Map<Cell, V> more = new LinkedHashMap<>(map);
        more.put(cell, value);
        return more;
    }

    /** How many cells are done or have failed. */
    int ended() {
        return done.size() + failed.size();
    }

    Optional<RuntimeException> firstFailure() {
        return failed.values().stream().findFirst();
    }

    /** One row a task, share of the labels and method, in the configuration's order. */
    List<GridRow> rows(List<String> tasks, ExperimentConfig config) {
        List<GridRow> rows = new ArrayList<>();
        for (String task : tasks) {
            for (double ratio : config.ratios()) {
                for (String method : config.methods()) {
                    rows.add(row(task, method, ratio, config));
                }
            }
        }
        return rows;
    }

    private GridRow row(String task, String method, double ratio, ExperimentConfig config) {
        LongFunction<Cell> own = seed -> new Cell(task, method, ratio, seed);
        LongFunction<Cell> scratch = seed -> new Cell(task, ExperimentConfig.SCRATCH, ratio, seed);
        double most = config.largestRatio();
        LongFunction<Cell> moreLabels = seed -> new Cell(task, method, most, seed);
        List<Long> seeds = config.seeds();
        List<Cell> cells = seeds.stream().map(own::apply).toList();
        SeedSummary summary =
                SeedSummary.of(evaluations(cells).stream().map(Grid::value).toList(), 0.95);
        return new GridRow(
                task,
                metric(task),
                method,
                ratio,
                cells.stream().map(this::result).toList(),
                number(summary.mean().value()),
                number(summary.standardDeviation()),
                method.equals(ExperimentConfig.SCRATCH) ? null : difference(own, scratch, seeds),
                ratio == most ? null : difference(moreLabels, own, seeds));
    }

    private CellResult result(Cell cell) {
        if (done.containsKey(cell)) {
            return new CellResult(cell.seed(), State.DONE, number(value(done.get(cell))), "");
        }
        return failed.containsKey(cell)
                ? new CellResult(
                        cell.seed(),
                        State.FAILED,
                        null,
                        FailureReason.of(failed.get(cell)).line())
                : new CellResult(cell.seed(), State.TO_COME, null, "");
    }

    private String metric(String task) {
        return done.entrySet().stream()
                .filter(entry -> entry.getKey().task().equals(task))
                .findFirst()
                .map(entry -> entry.getValue().headline())
                .orElse(null);
    }

    /** {@code ones - others} over the seeds that both have; null for none. */
    private PairedDifference difference(LongFunction<Cell> ones, LongFunction<Cell> others, List<Long> seeds) {
        List<Long> both = seeds.stream()
                .filter(seed -> done.containsKey(ones.apply(seed)) && done.containsKey(others.apply(seed)))
                .toList();
        if (both.isEmpty()) {
            return null;
        }
        Pairing pairing = new Pairing(
                both.stream().map(ones::apply).toList(),
                both.stream().map(others::apply).toList());
        return differences.computeIfAbsent(
                pairing, cells -> PairedDifference.of(evaluations(cells.ones()), evaluations(cells.others())));
    }

    private List<Evaluation> evaluations(List<Cell> cells) {
        return cells.stream().map(done::get).filter(Objects::nonNull).toList();
    }

    private static List<String> ids(Evaluation evaluation) {
        return evaluation.cases().stream().map(CaseAnswer::id).toList();
    }

    static MetricValue value(Evaluation evaluation) {
        return evaluation.statistic().of(Resample.once(evaluation.clusters().samples()));
    }

    static Double number(MetricValue value) {
        return value instanceof Defined known ? known.value() : null;
    }
}
