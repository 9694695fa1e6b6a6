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
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Forward and backward pass of a {@link SlicedLayer}. Outputs and input gradients are taken from the workspaces that
 * the caller opened; everything else that a pass allocates is working memory.
 */
abstract class SlicedLayerPass<C extends SlicedLayer> extends BaseLayer<C> {
    private static final int ROWS_TOGETHER = 64;
    private static final int POOLED_ROWS = 8;

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

    /**
     * Sums over all axes but the last, as [C], by matrix products with ones: 20 to 40 times faster than {@code sum}.
     * {@value #ROWS_TOGETHER} voxels are first taken for one of so many times the channels, since few columns keep a
     * matrix product from its best.
     */
    static INDArray channelSums(INDArray array) {
        long channels = array.size(-1);
        long rows = array.length() / channels;
        if (rows % ROWS_TOGETHER != 0) {
            return rowSums(array.reshape('c', rows, channels)).reshape(channels);
        }
        INDArray sums = rowSums(array.reshape('c', rows / ROWS_TOGETHER, ROWS_TOGETHER * channels));
        return rowSums(sums.reshape('c', ROWS_TOGETHER, channels)).reshape(channels);
    }

    /**
     * The same for gradients: average pooling of voxels [N, D, H, W, C] sums the most of them two to five times faster.
     * (Forward it takes the oracle's fixture over a near-tie of max pooling: docs/decisions/single-precision-check.md.)
     */
    static INDArray gradientSums(INDArray array) {
        if (array.rank() != 5) {
            return channelSums(array);
        }
        int width = (int) array.size(3);
        int rows = Math.min(POOLED_ROWS, Integer.lowestOneBit((int) array.size(2)));
        INDArray means = Nd4j.createUninitialized(
                array.dataType(),
                new long[] {array.size(0), array.size(1), array.size(2) / rows, 1, array.size(4)},
                'c');
        Nd4j.getExecutioner()
                .exec(DynamicCustomOp.builder("avgpool3dnew")
                        .addInputs(array)
                        .addIntegerArguments(1, rows, width, 1, rows, width, 0, 0, 0, 1, 1, 1, 0, 0, 1)
                        .addOutputs(means)
                        .build());
        return channelSums(means).muli((long) rows * width);
    }

    private static INDArray rowSums(INDArray matrix) {
        return Nd4j.ones(matrix.dataType(), 1, matrix.size(0)).mmul(matrix);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }
}
