package dev.pcrl.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.pcrl.failure.Category;

/**
 * How a run stands: content of {@code status.json}. Of a run that is said to go on, {@code retryable} and
 * {@code exitCode} hold if its process is gone without another word, as after SIGKILL.
 *
 * @param job {@code views}, {@code pretrain}, {@code experiment} ...
 * @param run identifies configuration and input
 * @param step steps of training, volumes, or cells of an experiment, that are done and kept
 * @param steps all of them; 0 while that is not known
 * @param reason what the user is told of a failure; else empty
 * @param retryable whether the same command may succeed later
 * @param exitCode of the process
 */
record RunStatus(
        String job, String run, State state, long step, long steps, String reason, boolean retryable, int exitCode) {

    /** What a run does. */
    enum State {
        @JsonProperty("running")
        RUNNING,
        @JsonProperty("finished")
        FINISHED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("stopped")
        STOPPED
    }

    /** A run that begins. */
    static RunStatus begun(String job, String run) {
        return new RunStatus(job, run, State.RUNNING, 0, 0, "", true, Category.RETRYABLE.exitCode());
    }

    RunStatus at(long done, long all) {
        return new RunStatus(job, run, state, done, all, reason, retryable, exitCode);
    }

    RunStatus finished() {
        return new RunStatus(job, run, State.FINISHED, steps, steps, "", false, 0);
    }

    RunStatus failed(FailureReason why) {
        return ended(State.FAILED, why);
    }

    RunStatus stopped(FailureReason why) {
        return ended(State.STOPPED, why);
    }

    private RunStatus ended(State how, FailureReason why) {
        return new RunStatus(
                job,
                run,
                how,
                step,
                steps,
                why.line(),
                why.category() == Category.RETRYABLE,
                why.category().exitCode());
    }
}
