package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.Category;
import dev.pcrl.failure.UsageException;
import java.io.IOException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureReasonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cannot call methods on a stopped SparkContext.\nThis stopped SparkContext was created at:",
                "Job 3 cancelled because SparkContext was shut down",
                "SparkContext has been shutdown",
                "LiveListenerBus is stopped.",
                "RpcEnv already stopped.",
                "Could not find CoarseGrainedScheduler.",
                "Job aborted due to stage failure: Master removed our application: KILLED",
                "Job aborted due to stage failure: All masters are unresponsive! Giving up."
            })
    void should_tell_in_one_line_that_spark_has_ended(String message) {
        FailureReason reason = FailureReason.of(
                new UsageException("cannot read views/bundles: " + message, new SparkException(message)));

        assertThat(reason.category()).isEqualTo(Category.RETRYABLE);
        assertThat(reason.line())
                .isEqualTo("Spark has ended: its cluster was stopped, does not answer or refuses this driver;"
                        + " the same command goes on from what is done");
    }

    @Test
    void should_tell_what_lies_below_what_spark_says() {
        Exception below = new BadDataException("a.nii.gz", "byte 7", "is not gzip");

        assertThat(FailureReason.of(new SparkException("Job aborted due to stage failure", below)))
                .isEqualTo(new FailureReason(Category.DATA, below.getMessage()));
        assertThat(FailureReason.of(new SparkException("Job aborted", new IOException("No space left on device"))))
                .isEqualTo(new FailureReason(Category.RETRYABLE, "No space left on device"));
    }

    @Test
    void should_call_for_a_retry_where_executors_were_lost() {
        String line = "Job aborted due to stage failure: Task 0 in stage 1.0 failed 4 times, most recent failure: Lost"
                + " task 0.3 in stage 1.0 (TID 7) (host executor 3): ExecutorLostFailure (executor 3 exited caused by"
                + " one of the running tasks) Reason: Container killed by YARN for exceeding physical memory limits.";

        FailureReason reason = FailureReason.of(new SparkException(line + "\nDriver stacktrace:"));

        assertThat(reason.category()).isEqualTo(Category.RETRYABLE);
        assertThat(reason.line())
                .isEqualTo("executors were lost: ExecutorLostFailure (executor 3 exited caused by one of the running"
                        + " tasks) Reason: Container killed by YARN for exceeding physical memory limits.");
    }

    @Test
    void should_call_for_a_retry_where_what_was_shuffled_is_lost() {
        String line =
                "Job aborted due to stage failure: ResultStage 3 (write) has failed the maximum allowable number of"
                        + " times: 4. Most recent failure reason:";

        FailureReason reason = FailureReason.of(new SparkException(
                line + "\norg.apache.spark.shuffle.MetadataFetchFailedException: Missing an output"));

        assertThat(reason)
                .isEqualTo(new FailureReason(
                        Category.RETRYABLE, "executors were lost, and what they had shuffled with them: " + line));
    }

    @Test
    void should_take_for_a_bug_what_nobody_foresaw() {
        assertThat(FailureReason.of(new IllegalStateException("one\ntwo")))
                .isEqualTo(new FailureReason(Category.BUG, "this is a bug: java.lang.IllegalStateException: one"));
    }
}
