package dev.pcrl.train;

import java.io.Serializable;
import java.util.List;

/**
 * How fast a worker was in a round.
 *
 * @param executor where it ran, as Spark writes a preferred location
 * @param secondsABundle median over the round's steps, or over those for which it ended early; an odd hiccup does not
 *     make a straggler
 */
record Pace(String executor, double secondsABundle) implements Serializable {
    /** @param seconds a bundle took in each step, at least one */
    static Pace of(String executor, List<Double> seconds) {
        return new Pace(executor, median(seconds));
    }

    static double median(List<Double> seconds) {
        return seconds.stream().sorted().toList().get(seconds.size() / 2);
    }
}
