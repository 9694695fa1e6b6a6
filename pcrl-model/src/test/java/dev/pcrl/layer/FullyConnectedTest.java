package dev.pcrl.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class FullyConnectedTest {
    @Test
    void should_multiply_by_the_transposed_weights() {
        LayerUnderTest layer = LayerUnderTest.of(new FullyConnected(4, 3), 1);
        INDArray input = LayerUnderTest.random(2, 2, 4);

        INDArray output = layer.forward(input, true);

        assertThat(output.shape()).containsExactly(2, 3);
        for (int n = 0; n < 2; n++) {
            for (int o = 0; o < 3; o++) {
                double expected = layer.parameter("bias").getDouble(o);
                for (int i = 0; i < 4; i++) {
                    expected += layer.parameter("weight").getDouble(o, i) * input.getDouble(n, i);
                }
                assertThat(output.getDouble(n, o)).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void should_differentiate(int rows) {
        LayerUnderTest.of(new FullyConnected(4, 3), 3).assertGradients(LayerUnderTest.random(4, rows, 4));
    }
}
