package dev.pcrl.encoder;

import static java.util.Objects.requireNonNull;

import dev.pcrl.network.ParameterLayout;
import dev.pcrl.network.ResNet18;
import dev.pcrl.network.ResNetConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A ResNet-18 that somebody trained. Immutable. */
public final class ResNetEncoder implements PretrainedEncoder {
    private final ResNetConfig shape;
    private final float[] parameters;

    /**
     * @param parameters [1, n] of {@link ResNet18#layout}, FLOAT; copied
     * @throws IllegalArgumentException if the vector is not of this layout and type
     */
    public ResNetEncoder(ResNetConfig shape, INDArray parameters) {
        this.shape = requireNonNull(shape, "shape");
        long length = layout().length();
        if (parameters.dataType() != DataType.FLOAT || parameters.length() != length) {
            throw new IllegalArgumentException("the encoder's parameters are [1, " + length + "] FLOAT");
        }
        this.parameters = parameters.reshape(length).toFloatVector();
    }

    @Override
    public ResNetConfig shape() {
        return shape;
    }

    @Override
    public ParameterLayout layout() {
        return ResNet18.layout(shape);
    }

    @Override
    public INDArray parameters() {
        return Nd4j.createFromArray(parameters).reshape('c', 1, parameters.length);
    }
}
