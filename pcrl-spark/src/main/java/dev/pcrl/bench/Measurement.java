package dev.pcrl.bench;

import java.util.List;

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
        Quartiles one = Quartiles.of(seconds);
        return new Summary(
                name,
                unit,
                items * threads / one.median(),
                threads,
                seconds.size(),
                one.lower() / items,
                one.median() / items,
                one.upper() / items);
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
