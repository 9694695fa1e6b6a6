package dev.pcrl.report;

import dev.pcrl.train.StepRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** From thousands of noisy steps to what a chart can show: fewer points, and a smooth line through them. */
final class Trend {
    private Trend() {}

    /** One number of each step; steps where it is missing, NaN or infinite are left out. */
    static List<Point> points(List<StepRecord> steps, ToDoubleFunction<StepRecord> number) {
        return steps.stream()
                .map(step -> new Point(step.step(), number.applyAsDouble(step)))
                .filter(point -> Double.isFinite(point.y()))
                .toList();
    }

    /**
     * At most {@code limit} of the points: some of each stretch, evenly spaced, and its lowest and highest if they
     * stand out, so that no spike is lost. (Lowest and highest always, as is usual, would draw the cloud as two lines.)
     *
     * @param limit at least 4
     */
    static List<Point> thin(List<Point> points, int limit) {
        if (points.size() <= limit) {
            return points;
        }
        int stretches = limit / 4;
        List<Point> kept = new ArrayList<>(limit);
        for (int i = 0; i < stretches; i++) {
            List<Point> stretch = points.subList(at(points, i, stretches), at(points, i + 1, stretches));
            TreeSet<Point> chosen = new TreeSet<>(Comparator.comparingDouble(Point::x));
            chosen.add(stretch.get(0));
            chosen.add(stretch.get(stretch.size() / 2));
            chosen.addAll(spikes(stretch));
            kept.addAll(chosen);
        }
        return kept;
    }

    /** The lowest and the highest point, each if it lies further out than the middle 80 % are wide. */
    private static List<Point> spikes(List<Point> stretch) {
        List<Point> ordered =
                stretch.stream().sorted(Comparator.comparingDouble(Point::y)).toList();
        int last = ordered.size() - 1;
        double low = ordered.get(last / 10).y();
        double high = ordered.get(last - last / 10).y();
        double width = high - low;
        return Stream.of(ordered.get(0), ordered.get(last))
                .filter(point -> point.y() < low - width || point.y() > high + width)
                .toList();
    }

    /**
     * A running mean over about a twentieth of the points, at no more than {@code limit} places. The lowest and the
     * highest tenth of each window do not count, so that a single wild step does not bend the line; a median would jump
     * between the levels of the scales that the steps draw in turn.
     */
    static List<Point> smooth(List<Point> points, int limit) {
        int places = Math.min(points.size(), limit);
        int half = Math.max(Math.min(2, points.size() / 4), points.size() / 40);
        List<Point> smooth = new ArrayList<>(places);
        for (int i = 0; i < places; i++) {
            int centre = places == 1 ? 0 : (int) ((long) i * (points.size() - 1) / (places - 1));
            int from = Math.max(0, centre - half);
            int to = Math.min(points.size(), centre + half + 1);
            smooth.add(new Point(points.get(centre).x(), trimmedMean(points.subList(from, to))));
        }
        return smooth;
    }

    /** The mean of the middle 80 %. NaN for no points. */
    static double trimmedMean(List<Point> points) {
        double[] values = points.stream().mapToDouble(Point::y).sorted().toArray();
        int cut = values.length / 10;
        return Arrays.stream(values, cut, values.length - cut).average().orElse(Double.NaN);
    }

    private static int at(List<Point> points, int stretch, int stretches) {
        return (int) ((long) stretch * points.size() / stretches);
    }
}
