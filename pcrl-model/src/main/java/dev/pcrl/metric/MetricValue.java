package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.IntStream;

/** The value of a metric, or why there is none: a class without positives has no AUROC, and 0 would be a lie. */
public sealed interface MetricValue {
    /**
     * A value.
     *
     * @param value finite
     */
    record Defined(double value) implements MetricValue {
        public Defined {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("the value of a metric must be a finite number: " + value);
            }
        }
    }

    /**
     * No value.
     *
     * @param reason why, in a few words; equal reasons are counted together, so it names no case
     */
    record Undefined(String reason) implements MetricValue {
        public Undefined {
            requireNonNull(reason, "reason");
        }
    }

    /** @throws IllegalArgumentException if it is not a finite number */
    static MetricValue of(double value) {
        return new Defined(value);
    }

    static MetricValue undefined(String reason) {
        return new Undefined(reason);
    }

    /** {@code part / whole}; undefined for the given reason if there is no whole. */
    static MetricValue ratio(long part, long whole, String reasonWithoutWhole) {
        return whole == 0 ? undefined(reasonWithoutWhole) : of((double) part / whole);
    }

    /**
     * How two methods differ on each of the same cases (or seeds): {@code ones[i] - others[i]}, undefined where either
     * is.
     */
    static List<MetricValue> differences(List<MetricValue> ones, List<MetricValue> others) {
        if (ones.size() != others.size()) {
            throw new IllegalArgumentException(
                    "pairs need as many values on both sides: " + ones.size() + " and " + others.size());
        }
        return IntStream.range(0, ones.size())
                .mapToObj(i -> ones.get(i).minus(others.get(i)))
                .toList();
    }

    default boolean isDefined() {
        return this instanceof Defined;
    }

    /** The difference; undefined if either value is, for the first one's reason if both are. */
    default MetricValue minus(MetricValue other) {
        if (!(this instanceof Defined one)) {
            return this;
        }
        return other instanceof Defined two ? of(one.value() - two.value()) : other;
    }
}
