package dev.pcrl.train;

import dev.pcrl.view.Rule;
import java.io.Serializable;

/**
 * A step as its workers know it before.
 *
 * @param step global step, from 0
 * @param epoch that its minibatch belongs to
 * @param bundles of the minibatch, over all workers
 */
public record PlannedStep(long step, int epoch, int bundles) implements Serializable {
    /** The first of the minibatch's bundles that belongs to a worker; the next worker's first is the end. */
    int begin(int rank, int workers) {
        Rule.check(workers >= 1 && rank >= 0 && rank <= workers, "rank", "be in [0, " + workers + "]", rank);
        return (int) ((long) bundles * rank / workers);
    }

    /** How many of the minibatch's bundles belong to a worker. */
    int share(int rank, int workers) {
        return begin(rank + 1, workers) - begin(rank, workers);
    }
}
