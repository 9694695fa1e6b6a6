package dev.pcrl.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Forward and backward pass of a {@link SlicedLayer}. Outputs and input gradients are taken from the workspaces that
 * the caller opened; everything else that a pass allocates is working memory.
 */
abstract class SlicedLayerPass<C extends SlicedLayer> extends BaseLayer<C> {
    private final transient C layer;

    SlicedLayerPass(C layer, NeuralNetConfiguration configuration, DataType dataType) {
        super(configuration, dataType);
        this.layer = layer;
    }

    /** The layer's output for {@link #input()}. */
    abstract INDArray forward(boolean training, LayerWorkspaceMgr memory);

    /** Writes the parameters' gradients into their slices and gives the gradient of the input. */
    abstract INDArray backward(INDArray epsilon, LayerWorkspaceMgr memory);

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        try (WorkEvent ignored = WorkEvent.forward(layer.getClass())) {
            return forward(training, workspaceMgr);
        }
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        INDArray inputGradient;
        try (WorkEvent ignored = WorkEvent.backward(layer.getClass())) {
            inputGradient = backward(epsilon, workspaceMgr);
        }
        Gradient gradients = new DefaultGradient(gradientsFlattened);
        gradientViews.forEach((name, gradient) -> gradients.setGradientFor(name, gradient, 'c'));
        return new Pair<>(gradients, inputGradient);
    }

    final C layer() {
        return layer;
    }

    final INDArray parameter(String name) {
        return params.get(name);
    }

    final INDArray gradient(String name) {
        return gradientViews.get(name);
    }

    static INDArray activations(LayerWorkspaceMgr memory, DataType dataType, long... shape) {
        return memory.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
    }

    static INDArray inputGradient(LayerWorkspaceMgr memory, INDArray input) {
        return memory.createUninitialized(ArrayType.ACTIVATION_GRAD, input.dataType(), input.shape(), 'c');
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }
}
