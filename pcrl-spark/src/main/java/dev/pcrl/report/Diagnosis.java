package dev.pcrl.report;

import dev.pcrl.report.Finding.Verdict;
import dev.pcrl.train.StepRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Reads the numbers of a run as an experienced eye would: compares the first tenth of the steps with the last. Its
 * limits are rules of thumb, and the report says that they are.
 */
final class Diagnosis {
    static final String RESTORATION = "restoration";
    static final String GLOBAL = "global";
    static final String LOCAL = "local";
    static final String REPRESENTATION_STD = "representation-std";

    /** Fewer steps than this have no first and last tenth to speak of. */
    private static final int ENOUGH_STEPS = 20;

    private static final double LOW_COMPARISON = -0.9;
    private static final double COLLAPSED_SHARE = 0.2;
    private static final double COLLAPSED = 0.01; // of a spread that is 1 where representations are even
    private static final double RISE = 0.05;
    private static final double LONG_WAIT = 0.2;

    private final List<StepRecord> steps;

    Diagnosis(List<StepRecord> steps) {
        this.steps = steps;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        finite().ifPresent(findings::add);
        if (steps.size() < ENOUGH_STEPS) {
            String few = steps.isEmpty() ? "No step was recorded" : "With so few steps (" + steps.size() + ")";
            findings.add(new Finding(Verdict.WATCH, few + ": nothing can be said about a tendency."));
            return findings;
        }
        tendency().ifPresent(findings::add);
        restoration().ifPresent(findings::add);
        collapse().ifPresent(findings::add);
        waiting().ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> finite() {
        long bad = steps.stream().filter(step -> !Double.isFinite(step.loss())).count();
        if (bad == 0) {
            return Optional.empty();
        }
        String count = "The loss was not a finite number in " + bad + " of " + steps.size() + " steps";
        boolean recovered = Double.isFinite(steps.get(steps.size() - 1).loss());
        return Optional.of(
                recovered
                        ? new Finding(Verdict.WATCH, count + ", and was one again in the end.")
                        : new Finding(
                                Verdict.BAD,
                                count
                                        + ", the last one too: training diverged. A lower learning rate is the usual remedy."));
    }

    private Optional<Finding> tendency() {
        return change(StepRecord::loss).map(change -> {
            // A share of the range that was covered, since a total that may be negative has no meaningful ratio.
            double range = change.highest - change.lowest;
            if (range > 0 && change.last > change.lowest + Math.max(RISE, 0.5 * range)) {
                return new Finding(
                        Verdict.BAD,
                        "The total loss ended well above its best, " + change.inWords() + ": it diverged.");
            }
            boolean fell = change.last < change.first;
            return new Finding(
                    fell ? Verdict.GOOD : Verdict.WATCH,
                    "The total loss " + (fell ? "fell " : "did not fall ") + change.inWords() + ".");
        });
    }

    private Optional<Finding> restoration() {
        return change(step -> term(step, RESTORATION)).map(change -> {
            boolean fell = change.last < change.first;
            return new Finding(
                    fell ? Verdict.GOOD : Verdict.BAD,
                    "The restoration error " + (fell ? "fell " : "did not fall ") + change.inWords()
                            + (fell ? "." : ": the network does not learn to restore."));
        });
    }

    private Optional<Finding> collapse() {
        Optional<Change> spread = change(step -> term(step, REPRESENTATION_STD));
        Optional<Change> comparison = change(step -> term(step, GLOBAL));
        if (spread.isEmpty() || comparison.isEmpty()) {
            return Optional.empty();
        }
        boolean flat = spread.get().last < Math.max(COLLAPSED, COLLAPSED_SHARE * spread.get().first);
        boolean agreed = comparison.get().last < LOW_COMPARISON;
        String numbers =
                "the comparison of global views went " + comparison.get().inWords() + ", the spread of representations "
                        + spread.get().inWords();
        if (flat && agreed) {
            return Optional.of(new Finding(
                    Verdict.BAD, "Collapse: " + numbers + ". All images look the same to the network; do not use it."));
        }
        return Optional.of(
                flat
                        ? new Finding(Verdict.WATCH, "The representations draw together: " + numbers + ".")
                        : new Finding(Verdict.GOOD, "No sign of collapse: " + numbers + "."));
    }

    private Optional<Finding> waiting() {
        double seconds = sum(StepRecord::seconds);
        double waited = sum(StepRecord::waitSeconds);
        if (seconds <= 0) {
            return Optional.empty();
        }
        String share = Math.round(100 * waited / seconds) + " % of the time went by waiting for data";
        return Optional.of(
                waited > LONG_WAIT * seconds
                        ? new Finding(Verdict.WATCH, share + ": reading, not the network, sets the pace.")
                        : new Finding(Verdict.GOOD, share + "."));
    }

    private double sum(ToDoubleFunction<StepRecord> number) {
        return Trend.points(steps, number).stream().mapToDouble(Point::y).sum();
    }

    static double term(StepRecord step, String name) {
        return step.terms().getOrDefault(name, Double.NaN);
    }

    private Optional<Change> change(ToDoubleFunction<StepRecord> number) {
        List<Point> points = Trend.points(steps, number);
        if (points.size() < ENOUGH_STEPS) {
            return Optional.empty();
        }
        int tenth = points.size() / 10;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < 10; i++) {
            double level = Trend.trimmedMean(points.subList(i * tenth, (i + 1) * tenth));
            lowest = Math.min(lowest, level);
            highest = Math.max(highest, level);
        }
        return Optional.of(new Change(
                Trend.trimmedMean(points.subList(0, tenth)),
                Trend.trimmedMean(points.subList(points.size() - tenth, points.size())),
                lowest,
                highest));
    }

    /** Mean levels of a number: in the first tenth of the steps, the last, the lowest and the highest of all tenths. */
    private record Change(double first, double last, double lowest, double highest) {
        String inWords() {
            return "from " + Numbers.brief(first) + " to " + Numbers.brief(last);
        }
    }
}
