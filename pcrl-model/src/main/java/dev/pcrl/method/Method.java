package dev.pcrl.method;

import dev.pcrl.network.ParameterLayout;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A way to pre-train: a function of parameters, minibatch and step. It knows nothing of Spark, checkpoints or files.
 *
 * <p>An instance is bound to one parameter vector, which it reads (the optimiser changes it in between) and whose
 * running statistics its training passes move in place. Not thread-safe: one instance a worker, used by one thread.
 */
public interface Method extends AutoCloseable {
    /** The tensors in {@link #parameters()}: weights, statistics, and whatever state the method carries. */
    ParameterLayout layout();

    /** The vector [1, length] that the instance is bound to. */
    INDArray parameters();

    /** One training pass over a minibatch. */
    StepResult step(ViewBatch batch, Step step);

    /** Gives its memory back, but for the parameters; of the thread that used it. */
    @Override
    void close();
}
