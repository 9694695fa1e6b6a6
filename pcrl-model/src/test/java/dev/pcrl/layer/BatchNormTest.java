package dev.pcrl.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

class BatchNormTest {
    private static final int CHANNELS = 3;
    private static final double EPSILON = 1e-5;

    @ParameterizedTest
    @CsvSource({"5, false", "5, true", "2, false", "2, true"})
    void should_normalise_by_the_batch(int rank, boolean relu) {
        LayerUnderTest layer = LayerUnderTest.of(new BatchNorm(CHANNELS, relu), 1);
        INDArray input = input(rank, 2);

        INDArray output = layer.forward(input, true);

        assertThat(output.shape()).isEqualTo(input.shape());
        for (int c = 0; c < CHANNELS; c++) {
            double[] x = column(input, c);
            assertNormalised(layer, x, column(output, c), c, mean(x), variance(x), relu);
        }
    }

    @ParameterizedTest
    @CsvSource({"5, false", "5, true", "2, false", "2, true"})
    void should_use_running_statistics_in_evaluation_and_leave_them_alone(int rank, boolean relu) {
        LayerUnderTest layer = LayerUnderTest.of(new BatchNorm(CHANNELS, relu), 3);
        double[] means = layer.parameter("running_mean").toDoubleVector();
        double[] variances = layer.parameter("running_var").toDoubleVector();
        INDArray input = input(rank, 4);

        INDArray output = layer.forward(input, false);

        for (int c = 0; c < CHANNELS; c++) {
            assertNormalised(layer, column(input, c), column(output, c), c, means[c], variances[c], relu);
        }
        assertThat(layer.parameter("running_mean").toDoubleVector()).containsExactly(means);
        assertThat(layer.parameter("running_var").toDoubleVector()).containsExactly(variances);
    }

    @Test
    void should_move_running_statistics_a_tenth_of_the_way_in_each_training_pass() {
        LayerUnderTest layer = LayerUnderTest.of(new BatchNorm(CHANNELS, true), 5);
        double[] mean = layer.parameter("running_mean").toDoubleVector();
        double[] variance = layer.parameter("running_var").toDoubleVector();
        for (int pass = 0; pass < 2; pass++) {
            INDArray input = input(5, 6 + pass);

            layer.forward(input, true);

            for (int c = 0; c < CHANNELS; c++) {
                double[] x = column(input, c);
                mean[c] = 0.9 * mean[c] + 0.1 * mean(x);
                variance[c] = 0.9 * variance[c] + 0.1 * variance(x) * x.length / (x.length - 1);
            }
            assertThat(layer.parameter("running_mean").toDoubleVector()).containsExactly(mean, within(1e-12));
            assertThat(layer.parameter("running_var").toDoubleVector()).containsExactly(variance, within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource({"5, false", "5, true", "2, false", "2, true"})
    void should_differentiate(int rank, boolean relu) {
        INDArray input = input(rank, 9);
        INDArray linear = LayerUnderTest.of(new BatchNorm(CHANNELS, false), 10).forward(input, true);
        // far enough from the ReLU's kink for central differences
        assertThat(Transforms.abs(linear).minNumber().doubleValue()).isGreaterThan(1e-3);

        LayerUnderTest.of(new BatchNorm(CHANNELS, relu), 10).assertGradients(input);
    }

    /** By the running statistics, which are the same whatever the input. */
    @ParameterizedTest
    @CsvSource({"5, false", "5, true", "2, false", "2, true"})
    void should_differentiate_in_evaluation(int rank, boolean relu) {
        INDArray input = input(rank, 9);
        INDArray linear = LayerUnderTest.of(new BatchNorm(CHANNELS, false), 10).forward(input, false);
        assertThat(Transforms.abs(linear).minNumber().doubleValue()).isGreaterThan(1e-3);

        LayerUnderTest.of(new BatchNorm(CHANNELS, relu), 10).assertInputGradient(input, false);
    }

    private static void assertNormalised(
            LayerUnderTest layer, double[] x, double[] y, int c, double mean, double variance, boolean relu) {
        double gamma = layer.parameter("weight").getDouble(c);
        double beta = layer.parameter("bias").getDouble(c);
        for (int row = 0; row < x.length; row++) {
            double expected = gamma * (x[row] - mean) / Math.sqrt(variance + EPSILON) + beta;
            assertThat(y[row]).isCloseTo(relu ? Math.max(0, expected) : expected, within(1e-12));
        }
    }

    private static INDArray input(int rank, long seed) {
        INDArray normal = rank == 2
                ? LayerUnderTest.random(seed, 7, CHANNELS)
                : LayerUnderTest.random(seed, 2, 2, 1, 3, CHANNELS);
        return normal.muli(2).addi(5);
    }

    private static double[] column(INDArray array, int c) {
        long channels = array.size(array.rank() - 1);
        return array.reshape('c', array.length() / channels, channels)
                .getColumn(c)
                .toDoubleVector();
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    /** The biased variance. */
    private static double variance(double[] x) {
        double mean = mean(x);
        double sum = 0;
        for (double value : x) {
            sum += (value - mean) * (value - mean);
        }
        return sum / x.length;
    }
}
