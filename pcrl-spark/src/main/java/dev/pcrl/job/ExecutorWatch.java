package dev.pcrl.job;

import dev.pcrl.failure.UsageException;
import dev.pcrl.train.TaskSlots;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * Gives up Spark jobs that wait for executors which do not come, as on a cluster that has lost its Master and its
 * workers: Spark would wait for ever. How long it is patient, {@value #TIMEOUT} says, 600 s by default.
 */
final class ExecutorWatch implements Runnable {
    /** Spark's setting. */
    static final String TIMEOUT = "spark.pcrl.executor.timeout";

    private static final Pattern REASON = Pattern.compile("no executor for \\d+ s");
    private static final long POLL_MILLIS = 500;

    private final SparkContext spark;
    private final Duration patience;

    private ExecutorWatch(SparkContext spark, Duration patience) {
        this.spark = spark;
        this.patience = patience;
    }

    /**
     * What the setting says.
     *
     * @throws UsageException if it is no time, or less than a second
     */
    static Duration patience(SparkConf conf) {
        try {
            long seconds = conf.getTimeAsSeconds(TIMEOUT, "600s");
            if (seconds >= 1) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) { // told below
        }
        throw new UsageException(TIMEOUT + " must be a time of 1s or more, not " + conf.get(TIMEOUT));
    }

    /** Watches until Spark ends. */
    static void start(SparkContext spark, Duration patience) {
        Thread thread = new Thread(new ExecutorWatch(spark, patience), "pcrl-executor-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** What a failed job's message says if it was given up here. */
    static Optional<String> reason(String message) {
        return REASON.matcher(message).results().map(MatchResult::group).findFirst();
    }

    @Override
    public void run() {
        long since = System.nanoTime();
        try {
            while (!spark.isStopped()) {
                long now = System.nanoTime();
                if (!isWaiting()) {
                    since = now;
                } else if (now - since > patience.toNanos()) {
                    giveUp();
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!spark.isStopped()) { // while it stops, its parts are missing
                throw e;
            }
        }
    }

    private boolean isWaiting() {
        return activeJobs().length > 0 && TaskSlots.of(spark) == 0;
    }

    private void giveUp() {
        for (int job : activeJobs()) {
            spark.cancelJob(job, "no executor for " + patience.toSeconds() + " s");
        }
    }

    private int[] activeJobs() {
        return spark.statusTracker().getActiveJobIds();
    }
}
