package dev.pcrl.network;

import java.util.function.IntUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trunk without skip connections: each scale is a prefix of one chain of layers.
 *
 * @param layers of a scale: how many of them give its feature map
 */
record ChainTrunk(Pass pass, IntUnaryOperator layers) implements Trunk {
    @Override
    public INDArray feature(INDArray views, int scale, boolean training) {
        return pass.feature(views, layers.applyAsInt(scale), training);
    }

    @Override
    public INDArray repeatFeature() {
        return pass.repeatFeature();
    }

    @Override
    public void backward(INDArray gradient) {
        pass.backward(gradient);
    }
}
