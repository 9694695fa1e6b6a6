package dev.pcrl.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes passes over one part of a vector after the other. Of the memory's thread. */
final class PassBuilder {
    private final INDArray parameters;
    private final StepMemory memory;
    private final GradientSum gradients;
    private long offset;

    /**
     * @param parameters vector [1, length], of which passes keep views
     * @param memory where passes have their arrays
     * @param gradients what they add their gradients to
     */
    PassBuilder(INDArray parameters, StepMemory memory, GradientSum gradients) {
        this.parameters = parameters;
        this.memory = memory;
        this.gradients = gradients;
    }

    StepMemory memory() {
        return memory;
    }

    Pass next(LayerChain chain) {
        Pass pass = Pass.of(chain, offset, parameters, gradients, memory);
        offset = chain.end(offset);
        return pass;
    }
}
