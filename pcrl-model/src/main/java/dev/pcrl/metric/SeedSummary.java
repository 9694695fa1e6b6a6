package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

import dev.pcrl.metric.MetricValue.Defined;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A metric over a few seeds: mean m, standard deviation {@code s = sqrt(sum (x_i - m)^2 / (n - 1))}, and Student's
 * interval {@code m +- t s / sqrt(n)}, t being the {@code (1 + level) / 2} quantile of the t distribution with n - 1
 * degrees of freedom. It takes values (or their differences) to be normal; with three or five of them a bootstrap would
 * be much too narrow.
 *
 * <p>It speaks of other seeds on the same test cases; of other cases speaks {@link MeanEstimate}.
 *
 * @param mean with what it leaves out
 * @param standardDeviation s; undefined for less than two seeds
 * @param interval Student's, undefined likewise
 */
public record SeedSummary(MetricMean mean, MetricValue standardDeviation, Interval interval) {
    public SeedSummary {
        requireNonNull(mean, "mean");
        requireNonNull(standardDeviation, "standardDeviation");
        requireNonNull(interval, "interval");
    }

    /**
     * Summarises. With {@link MetricValue#differences} this is the paired difference of two methods.
     *
     * @param seeds one value a seed
     * @param level of the interval, in (0, 1)
     */
    public static SeedSummary of(List<MetricValue> seeds, double level) {
        MetricMean mean = MetricMean.of(seeds);
        int n = mean.defined();
        if (!(mean.value() instanceof Defined centre) || n < 2) {
            String reason = "a spread needs two seeds with a value";
            return new SeedSummary(mean, MetricValue.undefined(reason), Interval.undefined(level, reason));
        }
        double m = centre.value();
        double squares = 0;
        for (MetricValue seed : seeds) {
            if (seed instanceof Defined known) {
                squares += (known.value() - m) * (known.value() - m);
            }
        }
        double s = Math.sqrt(squares / (n - 1));
        double half = new TDistribution(n - 1.0).inverseCumulativeProbability((1 + level) / 2) * s / Math.sqrt(n);
        return new SeedSummary(mean, MetricValue.of(s), Interval.of(level, m - half, m + half));
    }
}
