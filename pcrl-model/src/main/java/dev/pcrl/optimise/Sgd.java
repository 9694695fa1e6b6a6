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
        step(parameters, gradient, learningRate, 0, learningRate);
    }

    /**
     * One step in which the vector's beginning has a rate of its own (discriminative fine-tuning: Howard and Ruder,
     * 2018).
     *
     * @param parameters w, changed in place
     * @param gradient g, changed in place
     * @param begin length of the beginning
     * @param rateOfBegin its learning rate; at 0 it is frozen, and its velocity 0
     */
    public void step(INDArray parameters, INDArray gradient, double learningRate, long begin, double rateOfBegin) {
        try (WorkEvent ignored = WorkEvent.of(Sgd.class)) {
            add(gradient, decay, parameters);
            statistics.forEach(
                    s -> ParameterLayout.interval(gradient, s.offset(), s.end()).assign(0));
            velocity.muli(momentum);
            add(velocity, 1, gradient);
            if (begin == 0) {
                add(parameters, -learningRate, velocity);
                return;
            }
            if (rateOfBegin == 0) {
                ParameterLayout.interval(velocity, 0, begin).assign(0);
            }
            move(parameters, 0, begin, rateOfBegin);
            move(parameters, begin, parameters.length(), learningRate);
        }
    }

    private void move(INDArray parameters, long from, long to, double rate) {
        ParameterLayout.interval(parameters, from, to)
                .subi(ParameterLayout.interval(velocity, from, to).mul(rate));
    }

    /** {@code y += a x}, without an array for the product. */
    private static void add(INDArray y, double a, INDArray x) {
        Nd4j.getBlasWrapper().level1().axpy(x.length(), a, x, y);
    }
}
