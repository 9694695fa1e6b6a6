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
        return ofClasses(List.of(cases), clusters, bootstrap);
    }

    /**
     * Averages over the cases of each class, then over the classes that have a value, and bootstraps.
     *
     * @param classes for each class one value a case
     * @param clusters the same cases by patient
     */
    public static MeanEstimate ofClasses(List<List<MetricValue>> classes, Clusters clusters, Bootstrap bootstrap) {
        for (List<MetricValue> cases : classes) {
            Rule.check(
                    clusters.samples() == cases.size(),
                    "clusters",
                    "have " + cases.size() + " cases",
                    clusters.samples());
        }
        Estimate estimate = Estimate.of(
                Statistic.meanOf(classes.stream().map(Statistic::mean).toList(), clusters.samples()),
                clusters,
                bootstrap);
        MetricMean counted =
                MetricMean.of(classes.stream().flatMap(List::stream).toList());
        return new MeanEstimate(
                new MetricMean(
                        counted.value().isDefined() ? estimate.value() : counted.value(),
                        counted.defined(),
                        counted.undefined()),
                estimate.interval());
    }
}
