package dev.pcrl.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SgdTest {
    private static final double MOMENTUM = 0.9;
    private static final double DECAY = 0.01;

    /** Elements 0 and 1 are a weight, 2 a running statistic, 3 the bias of a layer that takes no part. */
    private final ParameterLayout layout = new ParameterLayout(List.of(
            new Parameter("encoder.weight", List.of(2L), 0, false),
            new Parameter("encoder.running_mean", List.of(1L), 2, true),
            new Parameter("decoder.bias", List.of(1L), 3, false)));

    @Test
    void should_step_as_pytorch_does() {
        double[] weights = {1, -2, 5, 3};
        double[] velocities = new double[4];
        INDArray parameters = Nd4j.createFromArray(new double[][] {weights});
        Sgd optimiser = new Sgd(layout, layout.zeros(DataType.DOUBLE), MOMENTUM, DECAY);
        for (int step = 0; step < 5; step++) {
            double rate = 0.1 / (step + 1);
            double[] gradient = {0.5 - step, 2 * step, 0, step == 0 ? 1 : 0};
            for (int i : new int[] {0, 1, 3}) {
                velocities[i] = MOMENTUM * velocities[i] + gradient[i] + DECAY * weights[i];
                weights[i] -= rate * velocities[i];
            }

            optimiser.step(parameters, Nd4j.createFromArray(new double[][] {gradient}), rate);

            assertThat(parameters.reshape(4).toDoubleVector()).containsExactly(weights, within(1e-12));
            assertThat(optimiser.velocity().reshape(4).toDoubleVector()).containsExactly(velocities, within(1e-12));
        }
    }

    @Test
    void should_let_weights_that_took_no_part_coast_and_decay_but_statistics_stand() {
        INDArray parameters = Nd4j.createFromArray(new double[][] {{1, 1, 1, 1}});
        INDArray velocity = Nd4j.createFromArray(new double[][] {{0, 2, 0, 2}});

        new Sgd(layout, velocity, MOMENTUM, DECAY).step(parameters, layout.zeros(DataType.DOUBLE), 1);

        double decayed = 1 - DECAY;
        double coasted = 1 - (2 * MOMENTUM + DECAY);
        assertThat(parameters.reshape(4).toDoubleVector())
                .containsExactly(new double[] {decayed, coasted, 1, coasted}, within(1e-12));
    }

    @Test
    void should_continue_from_the_velocity_it_is_given() {
        INDArray parameters = Nd4j.createFromArray(new double[][] {{1, 2, 3, 4}});
        INDArray gradient = Nd4j.createFromArray(new double[][] {{1, -1, 0, 2}});
        Sgd whole = new Sgd(layout, layout.zeros(DataType.DOUBLE), MOMENTUM, DECAY);
        whole.step(parameters, gradient.dup(), 0.1);
        INDArray resumed = parameters.dup();
        Sgd other = new Sgd(layout, whole.velocity().dup(), MOMENTUM, DECAY);

        whole.step(parameters, gradient.dup(), 0.1);
        other.step(resumed, gradient.dup(), 0.1);

        assertThat(resumed).isEqualTo(parameters);
    }

    @Test
    void should_step_the_beginning_at_a_rate_of_its_own() {
        INDArray plain = Nd4j.createFromArray(new double[][] {{1, -2, 5, 3}});
        INDArray slow = plain.dup();
        INDArray gradient = Nd4j.createFromArray(new double[][] {{0.5, 2, 0, 1}});
        new Sgd(layout, layout.zeros(DataType.DOUBLE), MOMENTUM, DECAY).step(plain, gradient.dup(), 0.1);

        new Sgd(layout, layout.zeros(DataType.DOUBLE), MOMENTUM, DECAY).step(slow, gradient.dup(), 0.1, 3, 0.05);

        assertThat(slow.getDouble(0)).isCloseTo((1 + plain.getDouble(0)) / 2, within(1e-12));
        assertThat(slow.getDouble(1)).isCloseTo((-2 + plain.getDouble(1)) / 2, within(1e-12));
        assertThat(slow.getDouble(3)).isEqualTo(plain.getDouble(3));
    }

    @Test
    void should_neither_move_nor_decay_nor_remember_a_frozen_beginning() {
        INDArray parameters = Nd4j.createFromArray(new double[][] {{1, -2, 5, 3}});
        Sgd optimiser = new Sgd(layout, layout.zeros(DataType.DOUBLE), MOMENTUM, DECAY);

        optimiser.step(parameters, Nd4j.createFromArray(new double[][] {{0.5, 2, 0, 1}}), 0.1, 3, 0);
        optimiser.step(parameters, layout.zeros(DataType.DOUBLE), 0.1, 3, 0.1);

        assertThat(parameters.getDouble(2)).isEqualTo(5);
        assertThat(parameters.getDouble(0)).isCloseTo(1 - 0.1 * DECAY, within(1e-12)); // of the second step alone
    }
}
