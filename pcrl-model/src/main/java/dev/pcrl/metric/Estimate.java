package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

import dev.pcrl.metric.MetricValue.Undefined;

/**
 * A statistic of a test set and how sure it is.
 *
 * @param value of the samples as they are
 * @param interval undefined if the value is
 */
public record Estimate(MetricValue value, ResampledInterval interval) {
    public Estimate {
        requireNonNull(value, "value");
        requireNonNull(interval, "interval");
    }

    /**
     * Evaluates and bootstraps. {@code one.minus(other)} gives the paired difference of two methods on the same
     * samples.
     */
    public static Estimate of(Statistic statistic, Clusters clusters, Bootstrap bootstrap) {
        MetricValue value = statistic.of(Resample.once(clusters.samples()));
        ResampledInterval interval = value instanceof Undefined none
                ? ResampledInterval.none(bootstrap.level(), none.reason())
                : bootstrap.interval(statistic, clusters);
        return new Estimate(value, interval);
    }
}
