package dev.pcrl.job;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A seed of a row of an experiment's table: a line of {@code cells.csv}.
 *
 * @param seed of fine-tuning
 * @param state whether it is done
 * @param value mean Dice or mean AUROC of the test cases; null if undefined or not done
 * @param reason why it failed; empty if it did not
 */
record CellResult(long seed, State state, Double value, String reason) {
    /** How far a cell is. */
    enum State {
        DONE("done"),
        FAILED("failed"),
        TO_COME("to come");

        private final String label;

        State(String label) {
            this.label = label;
        }

        @JsonValue
        @Override
        public String toString() {
            return label;
        }
    }
}
