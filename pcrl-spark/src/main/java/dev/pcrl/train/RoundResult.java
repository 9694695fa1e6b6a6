package dev.pcrl.train;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What a worker brings back from a round.
 *
 * @param state after the round's last good step
 * @param records one for each step
 * @param failure why the round ended early: the loss is no number or exploded; null if it did not
 */
record RoundResult(TrainingState state, List<StepRecord> records, String failure) implements Serializable {
    RoundResult {
        records = List.copyOf(records);
    }

    Optional<String> ended() {
        return Optional.ofNullable(failure);
    }
}
