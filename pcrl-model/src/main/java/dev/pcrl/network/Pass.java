package dev.pcrl.network;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One pass of one input through a chain of layers. It keeps what the backward pass needs until then, so that several
 * passes through the same weights can be under way at once, each its own instance over the same slice of the vector.
 */
final class Pass {
    private final Layer[] layers;
    private int reached;

    Pass(ComputationGraph graph) {
        this.layers = graph.getLayers();
    }

    /** Number of layers. */
    int length() {
        return layers.length;
    }

    /** All layers. */
    INDArray forward(INDArray input, boolean training, StepMemory memory) {
        return forward(input, 0, layers.length, training, memory);
    }

    /**
     * Layers {@code from} to {@code to}, exclusive.
     *
     * @param input what layer {@code from} gets
     * @param training whether batch norm takes the batch's statistics
     * @return the output of layer {@code to - 1}, in the step's memory
     */
    INDArray forward(INDArray input, int from, int to, boolean training, StepMemory memory) {
        INDArray x = input;
        for (int i = from; i < to; i++) {
            try (MemoryWorkspace ignored = memory.working()) {
                layers[i].setInput(x, memory.manager());
                x = layers[i].activate(training, memory.manager());
            }
        }
        reached = to;
        return x;
    }

    /**
     * Back from the last layer that the forward pass reached: writes the parameters' gradients.
     *
     * @param epsilon gradient of the loss with respect to the output
     * @return gradient with respect to the input, in the backward memory
     */
    INDArray backward(INDArray epsilon, StepMemory memory) {
        INDArray gradient = epsilon;
        for (int i = reached - 1; i >= 0; i--) {
            try (MemoryWorkspace ignored = memory.working()) {
                gradient =
                        layers[i].backpropGradient(gradient, memory.manager()).getSecond();
            }
        }
        return gradient;
    }
}
