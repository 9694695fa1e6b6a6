package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

/**
 * A bootstrap interval and how it came about.
 *
 * @param interval of the resamples in which the metric is defined
 * @param resamples how many were drawn; 0 if there was nothing to draw from
 * @param undefined in how many of them the metric has no value
 */
public record ResampledInterval(Interval interval, int resamples, int undefined) {
    public ResampledInterval {
        requireNonNull(interval, "interval");
    }

    /** No interval, and nothing drawn. */
    static ResampledInterval none(double level, String reason) {
        return new ResampledInterval(Interval.undefined(level, reason), 0, 0);
    }
}
