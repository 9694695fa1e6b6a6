package dev.pcrl.train;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * What one training step reported: a line of {@code metrics.jsonl}.
 *
 * @param step global step, from 0
 * @param epoch epoch the step's minibatch belongs to, from 0
 * @param scale the pyramid's scale that was drawn, 1 = coarsest; the first global view's, if each view drew its own
 * @param learningRate rate of the optimiser in this step
 * @param loss total loss (Eq. 10)
 * @param terms the loss's terms by name ({@code restoration}, {@code global}, {@code local}), unweighted, and other
 *     quantities that the method watches
 * @param views views that passed the network
 * @param seconds time from the step before to this one
 * @param waitSeconds the part of it spent waiting for data
 * @param sharing what sharing the gradient took, empty for one worker: {@code workers}, {@code wait-seconds} (for the
 *     slowest worker), {@code encode-seconds}, {@code transfer-seconds}, {@code bytes} sent by a worker,
 *     {@code threshold}; in a round's last step also {@code drift} of running statistics (relative L2 distance from
 *     their mean) and {@code resynchronise-seconds}
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
        double waitSeconds,
        Map<String, Double> sharing)
        implements Serializable {
    public StepRecord {
        terms = Map.copyOf(terms);
        sharing = sharing == null ? Map.of() : Map.copyOf(sharing); // lines of older versions have none
    }

    /** The same record with more about sharing. */
    StepRecord withSharing(Map<String, Double> more) {
        Map<String, Double> all = new HashMap<>(sharing);
        all.putAll(more);
        return new StepRecord(step, epoch, scale, learningRate, loss, terms, views, seconds, waitSeconds, all);
    }
}
