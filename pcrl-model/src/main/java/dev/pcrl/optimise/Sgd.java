package dev.pcrl.optimise;

import dev.pcrl.layer.WorkEvent;
import dev.pcrl.network.ParameterLayout;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Stochastic gradient descent with momentum and weight decay, as PyTorch's SGD: {@code g += decay w; v = momentum v +
 * g; w -= rate v}, for all weights (biases, too) and also for those that took no part in the step, whose gradient is 0.
 * Running statistics are left alone. Deeplearning4j's {@code Nesterovs} is another rule.
 */
public final class Sgd {
    private final double momentum;
    private final INDArray velocity;
    private final INDArray decay; // weight decay where weights are, 0 where statistics are

    /**
     * @param velocity the optimiser's state v [1, length], changed in place; zeros at the start of a run
     * @param weightDecay decay
     */
    public Sgd(ParameterLayout layout, INDArray velocity, double momentum, double weightDecay) {
        this.momentum = momentum;
        this.velocity = velocity;
        this.decay = layout.weightMask(velocity.dataType()).muli(weightDecay);
    }

    /** The state v, to be kept with the parameters. */
    public INDArray velocity() {
        return velocity;
    }

    /**
     * One step.
     *
     * @param parameters w, changed in place
     * @param gradient g, changed in place
     */
    public void step(INDArray parameters, INDArray gradient, double learningRate) {
        try (WorkEvent work = WorkEvent.of(Sgd.class);
                MemoryWorkspace memory = Nd4j.getWorkspaceManager().getAndActivateWorkspace("PCRL_OPTIMISER")) {
            gradient.addi(parameters.mul(decay));
            velocity.muli(momentum).addi(gradient);
            parameters.subi(velocity.mul(learningRate));
        }
    }
}
