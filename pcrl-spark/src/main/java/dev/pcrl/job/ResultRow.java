package dev.pcrl.job;

import dev.pcrl.metric.Estimate;
import dev.pcrl.metric.Interval;
import dev.pcrl.metric.MeanEstimate;
import dev.pcrl.metric.MetricValue;
import dev.pcrl.metric.MetricValue.Defined;
import dev.pcrl.metric.MetricValue.Undefined;
import dev.pcrl.metric.ResampledInterval;
import java.util.Map;
import java.util.TreeMap;

/**
 * A metric of a class over a test set.
 *
 * @param subject the class, or {@code mean} of the classes
 * @param metric its name
 * @param value null if undefined
 * @param lower end of the confidence interval; null if undefined
 * @param upper end likewise
 * @param undefined what has no value and why: how many cases or classes for each reason
 */
record ResultRow(
        String subject, String metric, Double value, Double lower, Double upper, Map<String, Integer> undefined) {
    static final String MEAN = "mean";

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

    private static Double number(MetricValue value) {
        return value instanceof Defined known ? known.value() : null;
    }
}
