package dev.pcrl.config;

import dev.pcrl.view.Rule;

/**
 * Optimisation of fine-tuning. An epoch is a number of steps, whatever the number of labels: a share of the labels is
 * then compared at equal work.
 *
 * @param epochs at most so many; {@code epochs}, 100 by default
 * @param stepsPerEpoch after which the network is validated and a checkpoint kept; {@code steps-per-epoch}, 100 by
 *     default
 * @param batchSize examples in a minibatch; {@code batch-size}, 32 by default
 * @param learningRate the first step's rate of decoder and head, from which cosine annealing goes down to 0;
 *     {@code learning-rate}, 1e-2 by default
 * @param encoderRate the encoder's share of that rate; {@code encoder-rate}, 1 by default
 * @param freezeEpochs the encoder learns nothing in the first so many; {@code freeze-epochs}, 0 by default
 * @param momentum share of the last step's update that is carried on; {@code momentum}, 0.9 by default
 * @param weightDecay share of each weight that is added to its gradient; {@code weight-decay}, 1e-5 by default
 * @param patience epochs without a better validation after which training stops; 0 never does; {@code patience}, 20 by
 *     default
 */
public record FittingSettings(
        int epochs,
        int stepsPerEpoch,
        int batchSize,
        double learningRate,
        double encoderRate,
        int freezeEpochs,
        double momentum,
        double weightDecay,
        int patience) {
    public FittingSettings {
        Rule.check(epochs >= 1, "epochs", "be at least 1", epochs);
        Rule.check(stepsPerEpoch >= 1, "steps-per-epoch", "be at least 1", stepsPerEpoch);
        Rule.check(batchSize >= 1, "batch-size", "be at least 1", batchSize);
        Rule.check(
                learningRate > 0 && Double.isFinite(learningRate), "learning-rate", "be greater than 0", learningRate);
        Rule.checkNotNegative("encoder-rate", encoderRate);
        Rule.check(freezeEpochs >= 0, "freeze-epochs", "be at least 0", freezeEpochs);
        Rule.check(momentum >= 0 && momentum < 1, "momentum", "be in [0, 1)", momentum);
        Rule.check(weightDecay >= 0 && weightDecay < 1, "weight-decay", "be in [0, 1)", weightDecay);
        Rule.check(patience >= 0, "patience", "be at least 0", patience);
    }

    /** The paper's fine-tuning on LUNA (section 4.3), and our own choice of what it does not tell. */
    public static FittingSettings paper() {
        return new FittingSettings(100, 100, 32, 1e-2, 1, 0, 0.9, 1e-5, 20);
    }

    /** The same, but all of the network learns, and at one rate. */
    FittingSettings fromScratch() {
        return new FittingSettings(
                epochs, stepsPerEpoch, batchSize, learningRate, 1, 0, momentum, weightDecay, patience);
    }

    /** Steps of the whole run. */
    public long steps() {
        return (long) epochs * stepsPerEpoch;
    }
}
