package dev.pcrl.config;

import static java.util.Objects.requireNonNull;

import dev.pcrl.view.Rule;

/**
 * How a run copes with its cluster. Changes nothing of what is computed, so a run may go on with other values.
 *
 * @param network where workers listen for each other: {@code spark}, the address that Spark knows the executor by, or a
 *     network such as {@code 10.1.0.0/16}, of which each executor must have one address; {@code network}, {@code spark}
 *     by default
 * @param stallSeconds after so long without progress a wait is given up and the round is run again;
 *     {@code stall-seconds}, 600 by default
 * @param executorSeconds how long a round waits for lost executors to be replaced before it goes on with fewer workers;
 *     {@code executor-seconds}, 60 by default
 * @param graceSeconds how long a terminated run may take for its last checkpoint; {@code grace-seconds}, 25 by default
 *     (Kubernetes kills after 30)
 */
public record ClusterSettings(String network, int stallSeconds, int executorSeconds, int graceSeconds) {
    /** The network that means: the address by which Spark knows the executor. */
    public static final String SPARK = "spark";

    public ClusterSettings {
        requireNonNull(network, "network");
        Rule.check(
                network.equals(SPARK) || network.matches("[0-9a-fA-F.:]+/[0-9]{1,3}"),
                "network",
                "be spark or a network such as 10.1.0.0/16",
                network);
        Rule.check(stallSeconds >= 1, "stall-seconds", "be at least 1", stallSeconds);
        Rule.check(executorSeconds >= 0, "executor-seconds", "be at least 0", executorSeconds);
        Rule.check(graceSeconds >= 0, "grace-seconds", "be at least 0", graceSeconds);
    }

    /** Patient enough for slow machines, and in time for Kubernetes. */
    public static ClusterSettings standard() {
        return new ClusterSettings(SPARK, 600, 60, 25);
    }
}
