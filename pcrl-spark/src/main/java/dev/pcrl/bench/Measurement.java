package dev.pcrl.bench;

import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * How long something took.
 *
 * @param name what was measured
 * @param unit what one call makes, in the plural
 * @param items how many of them
 * @param threads that worked at the same time
 * @param seconds of a call, one number a sample
 */
public record Measurement(String name, String unit, int items, int threads, List<Double> seconds) {
    public Measurement {
        seconds = List.copyOf(seconds);
        if (seconds.isEmpty()) {
            throw new IllegalArgumentException("a measurement needs samples");
        }
    }

    /** What is told of a measurement. */
    public Summary summary() {
        return new Summary(
                name,
                unit,
                items * threads / quantile(50),
                threads,
                seconds.size(),
                quantile(25) / items,
                quantile(50) / items,
                quantile(75) / items);
    }

    /** Linear between neighbours, as NumPy's default, which the peers' script uses. */
    private double quantile(double percent) {
        double[] values = seconds.stream().mapToDouble(Double::doubleValue).toArray();
        return new Percentile().withEstimationType(EstimationType.R_7).evaluate(values, percent);
    }

    /**
     * A measurement in a few numbers.
     *
     * @param name what was measured
     * @param unit what was made, in the plural
     * @param perSecond how many of them a second, all threads together, by the median
     * @param threads that worked at the same time
     * @param samples how many samples the quartiles are from
     * @param lowerQuartile seconds for one of them, on one thread
     * @param median likewise
     * @param upperQuartile likewise
     */
    public record Summary(
            String name,
            String unit,
            double perSecond,
            int threads,
            int samples,
            double lowerQuartile,
            double median,
            double upperQuartile) {}
}
