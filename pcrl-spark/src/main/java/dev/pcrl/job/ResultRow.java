package dev.pcrl.job;

import dev.pcrl.metric.Estimate;
import dev.pcrl.metric.Interval;
import dev.pcrl.metric.MeanEstimate;
import dev.pcrl.metric.MetricValue;
import dev.pcrl.metric.MetricValue.Defined;
import dev.pcrl.metric.MetricValue.Undefined;
import dev.pcrl.metric.ResampledInterval;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A metric of a class over a test set.
 *
 * @param subject the class, or {@code mean} of the classes
 * @param metric its name, or what samples are counted
 * @param value null if undefined
 * @param lower end of the confidence interval; null if undefined
 * @param upper end likewise
 * @param undefined what has no value and why: how many cases or classes for each reason
 */
record ResultRow(
        String subject, String metric, Double value, Double lower, Double upper, Map<String, Integer> undefined) {
    static final String MEAN = "mean";

    private static final Set<String> COUNTED = Set.of("positives", "negatives", "unknown");

    ResultRow {
        undefined = new TreeMap<>(undefined);
    }

    static ResultRow of(String subject, String metric, MeanEstimate estimate) {
        return of(
                subject,
                metric,
                estimate.mean().value(),
                estimate.interval(),
                estimate.mean().undefined());
    }

    static ResultRow of(String subject, String metric, Estimate estimate) {
        Map<String, Integer> undefined =
                estimate.value() instanceof Undefined none ? Map.of(none.reason(), 1) : Map.of();
        return of(subject, metric, estimate.value(), estimate.interval(), undefined);
    }

    /** How many samples of a class there are of a kind, which makes a metric of it more or less sure. */
    static ResultRow count(String subject, String kind, long samples) {
        return new ResultRow(subject, kind, (double) samples, null, null, Map.of());
    }

    private static ResultRow of(
            String subject,
            String metric,
            MetricValue value,
            ResampledInterval resampled,
            Map<String, Integer> undefined) {
        Interval interval = resampled.interval();
        return new ResultRow(
                subject, metric, number(value), number(interval.lower()), number(interval.upper()), undefined);
    }

    /** Whether it counts samples. */
    boolean isCount() {
        return COUNTED.contains(metric);
    }

    private static Double number(MetricValue value) {
        return value instanceof Defined known ? known.value() : null;
    }
}
