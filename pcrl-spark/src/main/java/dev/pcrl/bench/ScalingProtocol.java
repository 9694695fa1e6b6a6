package dev.pcrl.bench;

import dev.pcrl.view.Rule;
import java.util.Collections;
import java.util.List;

/**
 * What is measured with several workers.
 *
 * @param workers numbers of workers
 * @param bundlesPerWorker in a minibatch, at least 2
 * @param warmUp steps before those that count, at least 1
 * @param steps that count, at least 4
 * @param curveSteps of each training run for the loss, at least 5, or 0 for none
 * @param stepsPerRound of the training runs
 */
public record ScalingProtocol(
        List<Integer> workers, int bundlesPerWorker, int warmUp, int steps, int curveSteps, int stepsPerRound) {
    public ScalingProtocol {
        workers = List.copyOf(workers);
        Rule.check(!workers.isEmpty() && Collections.min(workers) >= 1, "workers", "be numbers of at least 1", workers);
        Rule.check(bundlesPerWorker >= 2, "bundles-per-worker", "be at least 2", bundlesPerWorker);
        Rule.check(warmUp >= 1, "warm-up", "be at least 1", warmUp);
        Rule.check(steps >= 4, "steps", "be at least 4", steps);
        Rule.check(curveSteps == 0 || curveSteps >= 5, "curve-steps", "be 0 or at least 5", curveSteps);
        Rule.check(stepsPerRound > warmUp + steps, "steps-per-round", "be more than warm-up + steps", stepsPerRound);
    }

    int mostWorkers() {
        return Collections.max(workers);
    }
}
