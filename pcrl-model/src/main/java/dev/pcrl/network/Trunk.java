package dev.pcrl.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/** One view's way through encoder and decoder, and back. */
interface Trunk {
    /**
     * F_scale of a batch [N, x, y, z, C], scale in 0..S, where 0 is the encoder's output. It is valid until any trunk
     * of the same memory is asked for its own.
     *
     * @param training whether batch norm takes the batch's statistics
     */
    INDArray feature(INDArray views, int scale, boolean training);

    /** The feature map of the last forward pass once more, as valid as that was. */
    INDArray repeatFeature();

    /** Back from the gradient of the last forward pass's feature map, through all that it passed. */
    void backward(INDArray gradient);
}
