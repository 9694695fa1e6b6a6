package dev.pcrl.train;

/**
 * An epoch of fine-tuning: a line of {@code epochs.jsonl}.
 *
 * @param epoch from 1
 * @param loss mean over its steps
 * @param learningRate of its last step
 * @param isValidated whether the validation cases gave a number
 * @param validation mean Dice or mean AUROC of them; of no meaning if they gave none
 * @param isBest whether the model of this epoch is the best so far, which is kept
 * @param seconds that the steps and the validation took
 */
public record EpochRecord(
        int epoch,
        double loss,
        double learningRate,
        boolean isValidated,
        double validation,
        boolean isBest,
        double seconds) {}
