package dev.pcrl.train;

import java.io.Serializable;
import java.util.Map;

/**
 * What one training step reported: a line of {@code metrics.jsonl}.
 *
 * @param step global step, from 0
 * @param epoch epoch the step's minibatch belongs to, from 0
 * @param scale the pyramid's scale that was drawn, 1 = coarsest
 * @param learningRate rate of the optimiser in this step
 * @param loss total loss (Eq. 10)
 * @param terms the loss's terms by name ({@code restoration}, {@code global}, {@code local}), unweighted, and other
 *     quantities that the method watches
 * @param views views that passed the network
 * @param seconds time from the step before to this one
 * @param waitSeconds the part of it spent waiting for data
 */
public record StepRecord(
        long step,
        int epoch,
        int scale,
        double learningRate,
        double loss,
        Map<String, Double> terms,
        int views,
        double seconds,
        double waitSeconds)
        implements Serializable {
    public StepRecord {
        terms = Map.copyOf(terms);
    }
}
