package dev.pcrl.job;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.Category;
import dev.pcrl.failure.PcrlException;
import dev.pcrl.shard.ShardDamage;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a user, and who reads {@code status.json}, is told of a failure.
 *
 * @param category who can cure it
 * @param line what happened; a list of files that cannot be used may follow in further lines
 */
public record FailureReason(Category category, String line) {
    /** A signal ended the process. */
    public static final FailureReason TERMINATED =
            new FailureReason(Category.RETRYABLE, "terminated: the same command again goes on from what is done");

    private static final FailureReason SPARK_ENDED = new FailureReason(
            Category.RETRYABLE,
            "Spark has ended: its cluster was stopped, does not answer or refuses this driver;"
                    + " the same command goes on from what is done");

    /** How Spark says so: to a job that runs, to what comes after it, in the middle of its end, and in standalone. */
    private static final Pattern ENDED =
            Pattern.compile("stopped SparkContext|SparkContext (was shut down|has been shutdown)"
                    + "|LiveListenerBus is stopped|RpcEnv already stopped|Could not find CoarseGrainedScheduler"
                    + "|Master removed our application|All masters are unresponsive");

    /** How Spark says that a stage could not fetch what another one had left, as often as it tries. */
    private static final String LOST_SHUFFLE = "failed the maximum allowable number of times";

    /** Whether nothing that needs Spark can be done any more: it has ended, or no executor comes. */
    boolean isEndOfSpark() {
        return equals(SPARK_ENDED) || ExecutorWatch.reason(line).isPresent();
    }

    /** The reason for whatever was thrown, perhaps by Spark around what an executor threw. */
    public static FailureReason of(Throwable failure) {
        Throwable last = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (ENDED.matcher(String.valueOf(cause.getMessage())).find()) { // whoever met it first
                return SPARK_ENDED;
            }
            if (cause instanceof PcrlException told) {
                return new FailureReason(told.category(), told.getMessage());
            }
            if (cause instanceof OutOfMemoryError) {
                return new FailureReason(
                        Category.RETRYABLE,
                        "out of memory (" + cause.getMessage() + "): give more, or make batches or views smaller");
            }
            Optional<String> givenUp = ExecutorWatch.reason(String.valueOf(cause.getMessage()));
            if (givenUp.isPresent()) {
                return new FailureReason(
                        Category.RETRYABLE, givenUp.get() + ": the same command goes on from what is done");
            }
            last = cause;
        }
        Optional<BadDataException> damage = ShardDamage.of(failure);
        if (damage.isPresent()) {
            return new FailureReason(damage.get().category(), damage.get().getMessage());
        }
        if (last instanceof IOException) { // a full disk, a connection that broke
            return new FailureReason(Category.RETRYABLE, String.valueOf(last.getMessage()));
        }
        String line = failure.toString().lines().findFirst().orElse("");
        int lost = line.indexOf("ExecutorLostFailure");
        if (lost >= 0) { // killed for memory, most often
            return new FailureReason(Category.RETRYABLE, "executors were lost: " + line.substring(lost));
        }
        if (line.contains(LOST_SHUFFLE)) {
            String told = failure.getMessage().lines().findFirst().orElse("");
            return new FailureReason(
                    Category.RETRYABLE, "executors were lost, and what they had shuffled with them: " + told);
        }
        return new FailureReason(Category.BUG, "this is a bug: " + line);
    }
}
