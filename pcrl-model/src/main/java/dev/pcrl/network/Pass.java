package dev.pcrl.network;

import dev.pcrl.layer.RepeatableLayer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One pass of one input through a chain of layers. It keeps what the backward pass needs until then, so that several
 * passes through the same weights can be under way at once, each its own instance over the same slice of the vector.
 */
final class Pass implements SectionPass {
    private final Layer[] layers;
    private final StepMemory memory;
    private final LayerWorkspaceMgr[] kept;
    private final LayerWorkspaceMgr[] passed;
    private final GradientSum gradients;
    private final long offset;
    private int reached;

    /**
     * @param memory where arrays live
     * @param gradients what layers add their gradients to
     * @param offset of the first layer's parameters in their vector
     */
    private Pass(ComputationGraph graph, StepMemory memory, GradientSum gradients, long offset) {
        this.layers = graph.getLayers();
        this.memory = memory;
        this.kept = Stream.of(layers).map(layer -> memory.keeping()).toArray(LayerWorkspaceMgr[]::new);
        this.passed = IntStream.range(0, layers.length)
                .mapToObj(i -> isRepeated(i - 1) ? memory.passingOn() : memory.passing())
                .toArray(LayerWorkspaceMgr[]::new);
        this.gradients = gradients;
        this.offset = offset;
        for (Layer layer : layers) {
            if (layer.numParams() > 0) {
                layer.setBackpropGradientsViewArray(gradients.ofLayer(layer.numParams()));
            }
        }
    }

    /**
     * A pass over a chain's slice of a parameter vector.
     *
     * @param offset where the slice begins
     * @param parameters the vector, kept as a view
     */
    static Pass of(LayerChain chain, long offset, INDArray parameters, GradientSum gradients, StepMemory memory) {
        INDArray slice = ParameterLayout.interval(parameters, offset, chain.end(offset));
        return new Pass(chain.over(slice), memory, gradients, offset);
    }

    /** Number of layers. */
    int length() {
        return layers.length;
    }

    private boolean isRepeated(int i) {
        return i >= 0 && layers[i] instanceof RepeatableLayer;
    }

    @Override
    public INDArray forward(INDArray input, boolean training) {
        return forward(input, 0, layers.length, training);
    }

    /**
     * Layers {@code from} to {@code to}, exclusive.
     *
     * @param input what layer {@code from} gets
     * @param training whether batch norm takes the batch's statistics
     * @return the output of layer {@code to - 1}, kept until the next forward pass
     */
    INDArray forward(INDArray input, int from, int to, boolean training) {
        return forward(input, from, to, training, kept[to - 1]);
    }

    /**
     * Layers 0 to {@code to}, exclusive.
     *
     * @return the output of layer {@code to - 1}, in the memory's place for feature maps
     */
    INDArray feature(INDArray input, int to, boolean training) {
        return forward(input, 0, to, training, memory.feature());
    }

    private INDArray forward(INDArray input, int from, int to, boolean training, LayerWorkspaceMgr last) {
        INDArray x = input;
        for (int i = from; i < to - 1; i++) {
            x = forward(i, x, training, isRepeated(i) ? passed[i] : kept[i]);
        }
        reached = to;
        return forward(to - 1, x, training, last);
    }

    private INDArray forward(int i, INDArray input, boolean training, LayerWorkspaceMgr arrays) {
        try (MemoryWorkspace ignored = memory.working()) {
            layers[i].setInput(input, arrays);
            return layers[i].activate(training, arrays);
        }
    }

    /** Computes the feature map of the last forward pass again. */
    INDArray repeatFeature() {
        try (MemoryWorkspace ignored = memory.working()) {
            return ((RepeatableLayer) layers[reached - 1]).repeat(memory.feature());
        }
    }

    /** Tells where the forward pass's input lies now. */
    void setInput(INDArray input) {
        layers[0].setInput(input, memory.passing());
    }

    /** Back through all layers that the forward pass reached. */
    @Override
    public INDArray backward(INDArray epsilon) {
        return backward(epsilon, 0);
    }

    /**
     * Back from the last layer that the forward pass reached: adds the parameters' gradients to their sum.
     *
     * @param epsilon gradient of the loss with respect to the output
     * @param to the last layer that it passes
     * @return gradient with respect to that layer's input, in one of the memory's arrays that take turns
     */
    INDArray backward(INDArray epsilon, int to) {
        INDArray gradient = epsilon;
        long end = offset + parametersOf(reached);
        for (int i = reached - 1; i >= to; i--) {
            gradient = backwardOf(i, gradient);
            long parameters = layers[i].numParams();
            end -= parameters;
            if (parameters > 0) {
                gradients.add(end, parameters);
            }
        }
        return gradient;
    }

    private INDArray backwardOf(int i, INDArray epsilon) {
        try (MemoryWorkspace ignored = memory.working()) {
            repeatInput(i);
            return layers[i].backpropGradient(epsilon, memory.passing()).getSecond();
        }
    }

    private void repeatInput(int i) {
        if (isRepeated(i - 1)) {
            repeatInput(i - 1);
            layers[i].setInput(((RepeatableLayer) layers[i - 1]).repeat(passed[i - 1]), passed[i - 1]);
        }
    }

    private long parametersOf(int count) {
        return Stream.of(layers).limit(count).mapToLong(Layer::numParams).sum();
    }
}
