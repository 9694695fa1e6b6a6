package dev.pcrl.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RestorationLossTest {
    private final INDArray restored = Nd4j.create(new double[] {1, 2, 3, 4}, new long[] {1, 2, 2, 1, 1}, 'c');
    private final INDArray target = Nd4j.create(new double[] {1, 0, 4, 1}, new long[] {1, 2, 2, 1, 1}, 'c');

    @Test
    void should_be_the_mean_squared_error_with_its_gradient() {
        RestorationLoss loss = RestorationLoss.of(restored, target);

        assertThat(loss.value()).isCloseTo((0 + 4 + 1 + 9) / 4.0, within(1e-12));
        assertThat(loss.gradient().shape()).isEqualTo(restored.shape());
        assertThat(loss.gradient().reshape(4).toDoubleVector()).containsExactly(0, 1, -0.5, 1.5);
    }

    @Test
    void should_leave_the_views_alone() {
        RestorationLoss.of(restored, target);

        assertThat(restored.reshape(4).toDoubleVector()).containsExactly(1, 2, 3, 4);
        assertThat(target.reshape(4).toDoubleVector()).containsExactly(1, 0, 4, 1);
    }
}
