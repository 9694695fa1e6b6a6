package dev.pcrl.train;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What a worker brings back from a round. A failure comes back as a value, too: Spark would lose its cause, because it
 * aborts a failed barrier stage without one.
 *
 * @param rank the worker's
 * @param state after the round's last step, of the first worker only, as all have the same; else null
 * @param records one for each step that was done
 * @param end how the worker ended the round; null if it failed
 * @param failure why it failed; null if it did not
 */
record RoundResult(int rank, TrainingState state, List<StepRecord> records, RoundEnd end, RuntimeException failure)
        implements Serializable {
    RoundResult {
        records = List.copyOf(records);
    }

    static RoundResult failed(int rank, List<StepRecord> records, RuntimeException failure) {
        return new RoundResult(rank, null, records, null, failure);
    }

    Optional<RuntimeException> failed() {
        return Optional.ofNullable(failure);
    }
}
