package dev.pcrl.exchange;

import org.nd4j.linalg.api.ndarray.INDArray;

/** How the workers of a round share their gradients, so that all of them take the same step. */
interface Exchange extends AutoCloseable {
    /**
     * Replaces a worker's gradient by the sum of everybody's, the same bits on each worker.
     *
     * @param gradient [1, length] in the method's layout, changed in place; 0 where running statistics are
     * @param last whether the round ends with this step, so that nothing may stay behind
     */
    Cost share(INDArray gradient, boolean last);

    /** What an element must reach now to be sent. */
    double threshold();

    @Override
    void close();
}
