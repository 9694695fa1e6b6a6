package dev.pcrl.config;

import dev.pcrl.view.Rule;

/**
 * Optimisation, checkpoints and input of training.
 *
 * @param epochs passes over all bundles; {@code epochs}, 240 by default
 * @param batchSize bundles in a minibatch; {@code batch-size}, 32 by default
 * @param learningRate the first step's rate, from which cosine annealing goes down to 0 over the whole run;
 *     {@code learning-rate}, 1e-2 by default
 * @param momentum share of the last step's update that is carried on; {@code momentum}, 0.9 by default
 * @param weightDecay share of each weight that is added to its gradient; {@code weight-decay}, 1e-5 by default
 * @param comparisonWeight weight of the comparison terms in the loss, next to the restoration terms' 1; of no meaning
 *     where nothing is restored; {@code comparison-weight}, 1 by default
 * @param stepsPerRound steps from one checkpoint to the next; {@code steps-per-round}, 50 by default
 * @param keepCheckpoints latest checkpoints that are kept; {@code keep-checkpoints}, 3 by default
 * @param prefetchThreads threads that decode and augment minibatches while the network computes;
 *     {@code prefetch-threads}, 2 by default
 * @param explosionFactor a step has exploded when its loss is above the running median m by more than this many times
 *     the larger of |m| and 1 (the loss may be negative); {@code explosion-factor}, 20 by default
 */
public record TrainingSettings(
        int epochs,
        int batchSize,
        double learningRate,
        double momentum,
        double weightDecay,
        double comparisonWeight,
        int stepsPerRound,
        int keepCheckpoints,
        int prefetchThreads,
        double explosionFactor) {
    public TrainingSettings {
        Rule.check(epochs >= 1, "epochs", "be at least 1", epochs);
        Rule.check(batchSize >= 2, "batch-size", "be at least 2 (batch norm of one vector is always 0)", batchSize);
        Rule.check(
                learningRate > 0 && Double.isFinite(learningRate), "learning-rate", "be greater than 0", learningRate);
        Rule.check(momentum >= 0 && momentum < 1, "momentum", "be in [0, 1)", momentum);
        Rule.check(weightDecay >= 0 && weightDecay < 1, "weight-decay", "be in [0, 1)", weightDecay);
        Rule.checkNotNegative("comparison-weight", comparisonWeight);
        Rule.check(stepsPerRound >= 1, "steps-per-round", "be at least 1", stepsPerRound);
        Rule.check(keepCheckpoints >= 1, "keep-checkpoints", "be at least 1", keepCheckpoints);
        Rule.check(prefetchThreads >= 1, "prefetch-threads", "be at least 1", prefetchThreads);
        Rule.check(
                explosionFactor > 1 && Double.isFinite(explosionFactor),
                "explosion-factor",
                "be greater than 1",
                explosionFactor);
    }

    /** The paper's optimisation on LUNA (section 4.3), and our own choice of what it does not tell. */
    public static TrainingSettings paper() {
        return new TrainingSettings(240, 32, 1e-2, 0.9, 1e-5, 1, 50, 3, 2, 20);
    }
}
