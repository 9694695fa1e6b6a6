package dev.pcrl.train;

import org.nd4j.linalg.api.ndarray.INDArray;

/** How the workers of a round share their gradients, so that all of them take the same step. */
@FunctionalInterface
public interface Exchange {
    /**
     * Replaces a worker's gradient by the one that every worker applies.
     *
     * @param gradient [1, length] in the method's layout, changed in place; 0 where running statistics are
     */
    void share(INDArray gradient);

    /** The only worker: its gradient is everybody's. */
    static Exchange alone() {
        return gradient -> {};
    }
}
