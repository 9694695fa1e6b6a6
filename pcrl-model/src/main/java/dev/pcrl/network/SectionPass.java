package dev.pcrl.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/** One pass of one input through a {@link Section}. */
interface SectionPass {
    /**
     * Its output, kept until the next forward pass.
     *
     * @param input kept by the caller until the backward pass
     * @param training whether batch norm takes the batch's statistics
     */
    INDArray forward(INDArray input, boolean training);

    /**
     * Adds the parameters' gradients to their sum.
     *
     * @param epsilon gradient of the loss with respect to the output
     * @return gradient with respect to the input, in one of the memory's arrays that take turns
     */
    INDArray backward(INDArray epsilon);
}
