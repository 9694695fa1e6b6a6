package dev.pcrl.bench;

import dev.pcrl.job.Json;
import java.util.List;

/**
 * What several workers cost and how training goes with them.
 *
 * @param surroundings what it was measured on
 * @param master Spark's
 * @param parameters numbers of a gradient
 * @param costs of a step, for each number of workers and each exchange
 * @param curves of the loss, all with the same minibatches
 */
public record ScalingReport(
        Surroundings surroundings, String master, long parameters, List<StepCost> costs, List<Curve> curves) {
    public ScalingReport {
        costs = List.copyOf(costs);
        curves = List.copyOf(curves);
    }

    /**
     * Where the first worker's time of a step goes, on average.
     *
     * @param workers that took part
     * @param gradients how they were shared, {@code alone} for one worker
     * @param batchSize over all workers
     * @param seconds of a step
     * @param computeSeconds network and optimiser
     * @param dataSeconds waiting for the minibatch
     * @param waitSeconds waiting for the slowest worker
     * @param encodeSeconds encoding and decoding
     * @param transferSeconds sending and receiving
     * @param bytes sent by a worker, a step
     * @param resynchroniseSeconds at the end of a round: statistics, hashes
     */
    public record StepCost(
            int workers,
            String gradients,
            int batchSize,
            Quartiles seconds,
            double computeSeconds,
            double dataSeconds,
            double waitSeconds,
            double encodeSeconds,
            double transferSeconds,
            double bytes,
            double resynchroniseSeconds) {}

    /**
     * How the loss went.
     *
     * @param workers that trained
     * @param gradients how they were shared
     * @param threshold that encoding began with; 0 if there was none
     * @param losses mean loss of each fifth of the run; fewer if it ended early
     * @param restorations the same of the restoration loss
     * @param bytes sent by a worker, a step, on average
     * @param betweenRoundsSeconds of a round, on average, that are not steps
     * @param end why it ended early; empty if it did not
     */
    public record Curve(
            int workers,
            String gradients,
            double threshold,
            List<Double> losses,
            List<Double> restorations,
            double bytes,
            double betweenRoundsSeconds,
            String end) {
        public Curve {
            losses = List.copyOf(losses);
            restorations = List.copyOf(restorations);
        }
    }

    /** As a JSON object, keys in kebab case. */
    public String json() {
        return Json.pretty(this);
    }
}
