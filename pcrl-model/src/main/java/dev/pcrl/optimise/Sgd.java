package dev.pcrl.optimise;

import dev.pcrl.layer.WorkEvent;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import java.util.List;
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
    private final double decay;
    private final List<Parameter> statistics;

    /**
     * @param velocity the optimiser's state v [1, length], changed in place; zeros at the start of a run
     * @param weightDecay decay
     */
    public Sgd(ParameterLayout layout, INDArray velocity, double momentum, double weightDecay) {
        this.momentum = momentum;
        this.velocity = velocity;
        this.decay = weightDecay;
        this.statistics = layout.statistics();
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
        try (WorkEvent ignored = WorkEvent.of(Sgd.class)) {
            add(gradient, decay, parameters);
            statistics.forEach(
                    s -> ParameterLayout.interval(gradient, s.offset(), s.end()).assign(0));
            velocity.muli(momentum);
            add(velocity, 1, gradient);
            add(parameters, -learningRate, velocity);
        }
    }

    /** {@code y += a x}, without an array for the product. */
    private static void add(INDArray y, double a, INDArray x) {
        Nd4j.getBlasWrapper().level1().axpy(x.length(), a, x, y);
    }
}
