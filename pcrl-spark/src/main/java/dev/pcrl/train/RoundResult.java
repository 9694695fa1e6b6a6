package dev.pcrl.train;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What a worker brings back from a round. A failure comes back as a value, too: Spark would lose its cause, because it
 * aborts a failed barrier stage without one.
 *
 * @param state after the round's last step; null if the round failed
 * @param records one for each step that was done
 * @param failure why the round failed; null if it did not
 */
record RoundResult(TrainingState state, List<StepRecord> records, RuntimeException failure) implements Serializable {
    RoundResult {
        records = List.copyOf(records);
    }

    static RoundResult failed(List<StepRecord> records, RuntimeException failure) {
        return new RoundResult(null, records, failure);
    }

    Optional<RuntimeException> failed() {
        return Optional.ofNullable(failure);
    }
}
