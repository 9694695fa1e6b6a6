package dev.pcrl.encoder;

import dev.pcrl.network.EncoderShape;
import dev.pcrl.network.ParameterLayout;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What fine-tuning can start from. */
public sealed interface PretrainedEncoder permits Encoder, ResNetEncoder {
    EncoderShape shape();

    /** Where its tensors lie, by the names that they have in a network to be fine-tuned. */
    ParameterLayout layout();

    /** A copy of the parameters, [1, n] of the layout, FLOAT. */
    INDArray parameters();
}
