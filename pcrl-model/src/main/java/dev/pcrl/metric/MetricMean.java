package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

import dev.pcrl.metric.MetricValue.Defined;
import dev.pcrl.metric.MetricValue.Undefined;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The mean of a metric over cases, classes or seeds, and what it leaves out.
 *
 * @param value mean of the defined values; undefined if there are none
 * @param defined how many values the mean is of
 * @param undefined why others have no value, and how many for each reason
 */
public record MetricMean(MetricValue value, int defined, SortedMap<String, Integer> undefined) {
    public MetricMean {
        requireNonNull(value, "value");
        undefined = Collections.unmodifiableSortedMap(new TreeMap<>(undefined));
        if (value.isDefined() != defined > 0) {
            throw new IllegalArgumentException("a mean is defined if a value is: " + value + " of " + defined);
        }
    }

    /** Each value counts the same. */
    public static MetricMean of(Collection<MetricValue> values) {
        SortedMap<String, Integer> undefined = new TreeMap<>();
        double sum = 0;
        int defined = 0;
        for (MetricValue value : values) {
            if (value instanceof Defined known) {
                sum += known.value();
                defined++;
            } else if (value instanceof Undefined unknown) {
                undefined.merge(unknown.reason(), 1, Integer::sum);
            }
        }
        return new MetricMean(
                defined > 0 ? MetricValue.of(sum / defined) : MetricValue.undefined(reason(undefined)),
                defined,
                undefined);
    }

    private static String reason(SortedMap<String, Integer> undefined) {
        return undefined.isEmpty() ? "no values" : String.join("; ", undefined.keySet());
    }

    /** How many values there are, defined or not. */
    public int count() {
        return defined + undefined.values().stream().mapToInt(Integer::intValue).sum();
    }
}
