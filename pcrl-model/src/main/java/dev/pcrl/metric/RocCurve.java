package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * The receiver operating characteristic: true-positive rate over false-positive rate as the threshold falls.
 *
 * @param points from (0, 0) to (1, 1); the corners of the curve only, points on straight lines between them are left
 *     out. None if the area is undefined.
 * @param area under the curve
 */
public record RocCurve(List<Point> points, MetricValue area) {
    /**
     * A point of the curve: what is taken for positive are scores of at least the threshold.
     *
     * @param threshold infinite for the first point, where nothing is
     * @param falsePositiveRate share of the negatives taken for positive, 1 - specificity
     * @param truePositiveRate share of the positives taken for positive, sensitivity
     */
    public record Point(double threshold, double falsePositiveRate, double truePositiveRate) {}

    public RocCurve {
        points = List.copyOf(points);
        requireNonNull(area, "area");
    }

    /** The curve of ranked samples. */
    public static RocCurve of(ThresholdCounts counts) {
        MetricValue area = areaUnder(counts);
        List<Point> points = new ArrayList<>();
        if (area.isDefined()) {
            int corner = -1;
            points.add(point(counts, corner));
            for (int k = 0; k < counts.size(); k++) {
                if (k == counts.size() - 1 || turns(counts, corner, k)) {
                    points.add(point(counts, k));
                    corner = k;
                }
            }
        }
        return new RocCurve(points, area);
    }

    /** Whether the curve turns at threshold k, after the corner before it. */
    private static boolean turns(ThresholdCounts counts, int corner, int k) {
        long right = counts.falsePositives(k) - counts.falsePositives(corner);
        long up = counts.truePositives(k) - counts.truePositives(corner);
        long nextRight = counts.falsePositives(k + 1) - counts.falsePositives(k);
        long nextUp = counts.truePositives(k + 1) - counts.truePositives(k);
        return right * nextUp != up * nextRight;
    }

    private static Point point(ThresholdCounts counts, int k) {
        return new Point(
                k < 0 ? Double.POSITIVE_INFINITY : counts.threshold(k),
                (double) counts.falsePositives(k) / counts.negatives(),
                (double) counts.truePositives(k) / counts.positives());
    }

    /**
     * The exact area: the share of pairs of a positive and a negative in which the positive has the higher score, ties
     * counting one half (Mann, Whitney, 1947; Hanley, McNeil, Radiology 143, 1982):
     *
     * <pre>{@code AUROC = sum over (p, n) of ([s_p > s_n] + [s_p = s_n] / 2) / (P N)}</pre>
     *
     * <p>Summed in integers, so that rounding happens once. Undefined without positives or without negatives.
     */
    public static MetricValue areaUnder(ThresholdCounts counts) {
        if (counts.positives() == 0) {
            return MetricValue.undefined("no positives");
        }
        long halfPairs = 0; // two for each ordered pair, one for each tie
        for (int k = 0; k < counts.size(); k++) {
            long negatives = counts.falsePositives(k) - counts.falsePositives(k - 1);
            halfPairs += negatives * (counts.truePositives(k - 1) + counts.truePositives(k));
        }
        return MetricValue.ratio(halfPairs, 2 * counts.positives() * counts.negatives(), "no negatives");
    }
}
