package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

import dev.pcrl.view.Rule;
import java.util.List;

/**
 * The mean of a metric over cases or classes and how sure it is.
 *
 * @param mean with what it leaves out
 * @param interval undefined if the mean is
 */
public record MeanEstimate(MetricMean mean, ResampledInterval interval) {
    public MeanEstimate {
        requireNonNull(mean, "mean");
        requireNonNull(interval, "interval");
    }

    /**
     * Averages and bootstraps. With {@link MetricValue#differences} this is the paired difference of two methods on the
     * same cases.
     *
     * @param cases one value a case
     * @param clusters the same cases by patient
     */
    public static MeanEstimate of(List<MetricValue> cases, Clusters clusters, Bootstrap bootstrap) {
        Rule.check(
                clusters.samples() == cases.size(), "clusters", "have " + cases.size() + " cases", clusters.samples());
        return new MeanEstimate(
                MetricMean.of(cases),
                Estimate.of(Statistic.mean(cases), clusters, bootstrap).interval());
    }
}
