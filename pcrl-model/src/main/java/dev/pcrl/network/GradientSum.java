package dev.pcrl.network;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradient of a step: the sum over its passes, to which one layer after the other adds its own. Layers of all
 * passes write theirs into the same short vector.
 */
public final class GradientSum implements AutoCloseable {
    private final INDArray sum;
    private final INDArray layer;

    /** For the vector of a network. */
    public GradientSum(NsUNet network, DataType dataType) {
        this(network.layout(), network.longestLayer(), dataType);
    }

    GradientSum(ParameterLayout layout, long longestLayer, DataType dataType) {
        this.sum = layout.zeros(dataType);
        this.layer = Nd4j.zeros(dataType, 1, longestLayer);
    }

    /** The vector [1, length]. */
    public INDArray vector() {
        return sum;
    }

    /** Begins anew. */
    public void clear() {
        sum.assign(0);
    }

    /** Where a layer with so many parameters writes its gradient, a view [1, length]. */
    INDArray ofLayer(long length) {
        return ParameterLayout.interval(layer, 0, length);
    }

    /** Adds the gradient that a layer wrote, whose parameters begin at an offset of the vector. */
    void add(long offset, long length) {
        ParameterLayout.interval(sum, offset, offset + length).addi(ofLayer(length));
    }

    @Override
    public void close() {
        sum.close();
        layer.close();
    }
}
