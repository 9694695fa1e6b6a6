package dev.pcrl.train;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.failure.UnavailableException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;

/** How many workers can train now: as many as are configured, or fewer while executors are missing. */
final class Crew {
    private static final long POLL_MILLIS = 200;

    private final SparkContext spark;
    private final int wanted;
    private final Duration patience;
    private final Duration stall;
    private final Consumer<String> log;
    private int last;
    private boolean patient = true;

    /**
     * A crew.
     *
     * @param smallestBatch bundles of the smallest minibatch: each worker needs two of it
     * @param log is told when the number of workers changes
     */
    Crew(SparkContext spark, PretrainConfig config, int smallestBatch, Consumer<String> log) {
        this.spark = spark;
        this.wanted = Math.max(1, Math.min(config.exchange().workers(), smallestBatch / Division.FEWEST));
        this.patience = Duration.ofSeconds(config.cluster().executorSeconds());
        this.stall = Duration.ofSeconds(config.cluster().stallSeconds());
        this.log = log;
        this.last = wanted;
        if (wanted < config.exchange().workers()) {
            log.accept(
                    "training goes with " + wanted + " of " + config.exchange().workers()
                            + " workers: each needs " + Division.FEWEST + " bundles, and the smallest minibatch has "
                            + smallestBatch);
        }
    }

    /** The next round waits again for missing executors: one was lost. */
    void lost() {
        patient = true;
    }

    /**
     * Workers for a round. At the start of a run and after a loss it waits for missing executors, up to
     * {@code cluster.executor-seconds}; for the first one, up to {@code cluster.stall-seconds}.
     *
     * @throws UnavailableException if there is no executor at all
     */
    int gather() {
        long began = System.nanoTime();
        int slots = slots();
        while (slots < wanted && (slots == 0 || patient)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            if (slots == 0 && waited.compareTo(stall) > 0) {
                throw new UnavailableException("no executor for " + stall.toSeconds() + " s", null);
            }
            if (slots > 0 && waited.compareTo(patience) > 0) {
                break;
            }
            sleep();
            slots = slots();
        }
        patient = false;
        int workers = Math.min(wanted, slots);
        if (workers != last) {
            log.accept("training goes on with " + workers + " of " + wanted + " workers");
            last = workers;
        }
        return workers;
    }

    private int slots() {
        if (spark.isStopped()) { // no executor will come any more
            throw new UnavailableException(
                    "Spark was shut down: the same command goes on from the newest checkpoint", null);
        }
        return TaskSlots.of(spark);
    }

    private static void sleep() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while waiting for executors", e);
        }
    }
}
