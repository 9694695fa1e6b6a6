package dev.pcrl.report;

import dev.pcrl.report.Curve.Kind;
import dev.pcrl.train.StepRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The sections that show numbers over steps. Black lines stand for all scales, a colour always for the same scale. */
final class ChartSections {
    // These bound the file's size, whatever the number of steps.
    private static final int DOTS = 500;
    private static final int LINE_POINTS = 200;

    private static final Set<String> LOSSES =
            Set.of(Diagnosis.RESTORATION, Diagnosis.GLOBAL, Diagnosis.LOCAL, "total", "loss");

    private final List<StepRecord> steps;
    private final ChartPainter painter = new ChartPainter();

    ChartSections(List<StepRecord> steps) {
        this.steps = steps;
    }

    /** All sections, in the order of reading. */
    String html() {
        return losses() + scales() + watched() + pace();
    }

    private String losses() {
        String guide = """
                Each dot is one training step (of thousands, a selection), the line is the running mean. Lower is better: expect a steep start and a \
                long, flat tail. A line that climbs and does not come back means that training diverged; a total that \
                falls while the restoration error does not means that one term has won over the other.""";
        List<Chart> charts = new ArrayList<>();
        charts.add(trend("Total loss", "What training makes small: the sum of the terms.", StepRecord::loss));
        for (String term : terms(LOSSES::contains)) {
            charts.add(trend(title(term), caption(term), step -> Diagnosis.term(step, term)));
        }
        return Html.section("losses", "Losses", guide, grid(charts));
    }

    private String scales() {
        String guide = """
                Every step works on one scale of the network's pyramid, drawn at random (with cross-scale each view on \
                its own, and the first global view's counts here); scale 1 is the coarsest. Good: \
                every line falls, and finer scales restore better than coarse ones. Bad: one scale stays behind or rises \
                while the others fall, which the mean over all scales above would hide.""";
        List<Chart> charts =
                terms(LOSSES::contains).stream().map(this::perScale).toList();
        return Html.section(
                "scales",
                "Scale by scale",
                guide,
                charts.isEmpty() ? Html.nothing("This run recorded no terms of its loss.") : grid(charts));
    }

    private String watched() {
        String guide = """
                Not part of the loss, but a check on it. The comparison terms are easy to cheat: a network that answers \
                the same for every image reaches their minimum and has learnt nothing. Such a collapse shows as \
                comparison terms at their minimum together with a spread of representations (representation-std) that \
                falls to near zero; a healthy spread stays near where it began, or rises.""";
        List<Chart> charts = terms(term -> !LOSSES.contains(term)).stream()
                .map(term -> trend(title(term), caption(term), step -> Diagnosis.term(step, term)))
                .toList();
        return Html.section(
                "health",
                "Health of the representation",
                guide,
                charts.isEmpty() ? Html.nothing("This run recorded no such number.") : grid(charts));
    }

    private String pace() {
        String guide = """
                How fast it went. The learning rate should follow its schedule: with cosine annealing, a smooth slope \
                from its start to zero. Throughput should be level and the share of time spent waiting for data near \
                zero; where that share is large, more or faster readers help more than a faster processor.""";
        Curve rate =
                new Curve("", Ink.TEXT, Kind.LINE, Trend.thin(Trend.points(steps, StepRecord::learningRate), DOTS));
        List<Chart> charts = List.of(
                new Chart("Learning rate", "How large the optimiser's steps are.", List.of(rate)),
                trend("Throughput", "Views through the network in a second.", step -> step.views() / step.seconds()),
                trend(
                        "Waiting for data",
                        "Share of each step's time, from 0 to 1.",
                        step -> step.waitSeconds() / step.seconds()));
        return Html.section("pace", "Pace", guide, grid(charts));
    }

    private Chart trend(String title, String caption, ToDoubleFunction<StepRecord> number) {
        List<Point> points = Trend.points(steps, number);
        return new Chart(
                title,
                caption,
                List.of(
                        new Curve("single steps", Ink.FAINT, Kind.DOTS, Trend.thin(points, DOTS)),
                        new Curve("running mean", Ink.TEXT, Kind.LINE, Trend.smooth(points, LINE_POINTS))));
    }

    private Chart perScale(String term) {
        List<Curve> curves = new ArrayList<>();
        for (int scale : new TreeSet<>(steps.stream().map(StepRecord::scale).toList())) {
            List<StepRecord> itsSteps =
                    steps.stream().filter(step -> step.scale() == scale).toList();
            List<Point> points = Trend.points(itsSteps, step -> Diagnosis.term(step, term));
            curves.add(new Curve("scale " + scale, Ink.scale(scale), Kind.LINE, Trend.smooth(points, LINE_POINTS)));
        }
        return new Chart(title(term) + ", by scale", "Running mean of the steps that drew the scale.", curves);
    }

    /** The terms that any step has, those of the loss in the method's order, others by name. */
    private List<String> terms(Predicate<String> wanted) {
        List<String> order = List.of(Diagnosis.RESTORATION, Diagnosis.GLOBAL, Diagnosis.LOCAL);
        Set<String> found = new TreeSet<>();
        steps.forEach(step -> found.addAll(step.terms().keySet()));
        List<String> terms =
                new ArrayList<>(order.stream().filter(found::contains).toList());
        found.stream().filter(term -> !order.contains(term)).forEach(terms::add);
        return terms.stream().filter(wanted).toList();
    }

    private static String title(String term) {
        return switch (term) {
            case Diagnosis.RESTORATION -> "Restoration error";
            case Diagnosis.GLOBAL -> "Comparison of global views";
            case Diagnosis.LOCAL -> "Comparison of local with global views";
            case Diagnosis.REPRESENTATION_STD -> "Spread of representations";
            default -> term;
        };
    }

    private static String caption(String term) {
        return switch (term) {
            case Diagnosis.RESTORATION -> "Mean squared error of the restored views; 0 would be perfect.";
            case Diagnosis.GLOBAL -> "Negative cosine similarity of the two; \u22121 is the minimum.";
            case Diagnosis.LOCAL ->
                "Summed over pairs: the minimum is minus the number of pairs, \u221212 for 6 \u00d7 2 views.";
            case Diagnosis.REPRESENTATION_STD ->
                "Standard deviation over the batch of what the first global view gives; 0 is collapse.";
            default -> "";
        };
    }

    private String grid(List<Chart> charts) {
        StringBuilder figures = new StringBuilder("<div class=\"charts\">\n");
        charts.forEach(chart -> figures.append(painter.figure(chart)));
        return figures.append("</div>").toString();
    }
}
