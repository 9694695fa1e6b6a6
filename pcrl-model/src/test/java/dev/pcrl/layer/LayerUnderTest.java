package dev.pcrl.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One layer with random parameters, in double precision if not told otherwise, and the check of its gradients. */
final class LayerUnderTest {
    private static final double STEP = 1e-5;

    private final Layer layer;
    private final List<ParameterSlice> slices;
    private final INDArray parameters;
    private final INDArray gradient;

    private LayerUnderTest(
            org.deeplearning4j.nn.conf.layers.Layer layer, List<ParameterSlice> slices, long seed, DataType dataType) {
        NeuralNetConfiguration configuration = new NeuralNetConfiguration.Builder()
                .dataType(dataType)
                .layer(layer)
                .build();
        int length = (int) slices.stream().mapToLong(ParameterSlice::length).sum();
        this.slices = slices;
        this.parameters = random(seed, 1, Math.max(1, length)).castTo(dataType);
        this.gradient = Nd4j.zeros(dataType, 1, Math.max(1, length));
        this.layer = layer.instantiate(configuration, null, 0, parameters, false, dataType);
        if (length > 0) {
            this.layer.setBackpropGradientsViewArray(gradient);
        }
        slices.stream()
                .filter(slice -> slice.name().equals("running_var"))
                .forEach(slice -> parameter(slice.name()).addi(3)); // a variance is positive
    }

    static LayerUnderTest of(SlicedLayer layer, long seed) {
        return of(layer, seed, DataType.DOUBLE);
    }

    static LayerUnderTest of(SlicedLayer layer, long seed, DataType dataType) {
        return new LayerUnderTest(layer, layer.slices(), seed, dataType);
    }

    static LayerUnderTest of(ParameterlessLayer layer) {
        return new LayerUnderTest(layer, List.of(), 0, DataType.DOUBLE);
    }

    /** Numbers from the standard normal distribution. */
    static INDArray random(long seed, long... shape) {
        Random random = new Random(seed);
        double[] values = new double[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        Arrays.setAll(values, i -> random.nextGaussian());
        return Nd4j.create(values, shape, 'c');
    }

    INDArray parameter(String name) {
        return layer.getParam(name);
    }

    INDArray gradient(String name) {
        long offset = 0;
        for (ParameterSlice slice : slices) {
            if (slice.name().equals(name)) {
                return gradient.get(NDArrayIndex.all(), NDArrayIndex.interval(offset, offset + slice.length()));
            }
            offset += slice.length();
        }
        throw new IllegalArgumentException(name);
    }

    INDArray forward(INDArray input, boolean training) {
        layer.setInput(input, LayerWorkspaceMgr.noWorkspaces());
        return layer.activate(training, LayerWorkspaceMgr.noWorkspaces());
    }

    INDArray backward(INDArray epsilon) {
        return layer.backpropGradient(epsilon, LayerWorkspaceMgr.noWorkspaces()).getSecond();
    }

    /**
     * Compares the gradients of {@code sum of w y}, w random, with central differences, for each element of the input
     * and of the parameters. Gradients of statistics are 0.
     */
    void assertGradients(INDArray input) {
        assertInputGradient(input, true);
        assertParameterGradients(input);
    }

    /** The same of the input alone. */
    void assertInputGradient(INDArray input, boolean training) {
        INDArray weights = random(99, forward(input, training).shape());
        assertDerivative("input", input, backward(weights.dup()), input, weights, training);
    }

    /** The same of the parameters alone. */
    void assertParameterGradients(INDArray input) {
        INDArray weights = random(99, forward(input, true).shape());
        gradient.assign(7); // what an earlier step left there is overwritten
        backward(weights.dup());
        for (ParameterSlice slice : slices) {
            if (slice.isStatistic()) {
                assertThat(gradient(slice.name()).toDoubleVector()).containsOnly(0);
            } else {
                assertDerivative(slice.name(), parameter(slice.name()), gradient(slice.name()), input, weights, true);
            }
        }
    }

    private void assertDerivative(
            String name, INDArray moved, INDArray actual, INDArray input, INDArray weights, boolean training) {
        INDArray flat = moved.reshape(moved.length());
        double[] gradients = actual.dup('c').reshape(actual.length()).toDoubleVector();
        for (int i = 0; i < gradients.length; i++) {
            double value = flat.getDouble(i);
            flat.putScalar(i, value + STEP);
            double above = forward(input, training).mul(weights).sumNumber().doubleValue();
            flat.putScalar(i, value - STEP);
            double below = forward(input, training).mul(weights).sumNumber().doubleValue();
            flat.putScalar(i, value);
            double expected = (above - below) / (2 * STEP);
            assertThat(gradients[i])
                    .as("gradient of %s at %d", name, i)
                    .isCloseTo(expected, within(1e-7 + 1e-6 * Math.abs(expected)));
        }
    }
}
