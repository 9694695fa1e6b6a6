package dev.pcrl.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ConvolutionTest {
    @ParameterizedTest
    @CsvSource({"2, 3, 4, 5, 2, 3", "1, 1, 2, 1, 1, 2", "1, 1, 1, 1, 3, 1"})
    void should_convolve_with_zero_padding(int n, int d, int h, int w, int inputs, int outputs) {
        LayerUnderTest layer = LayerUnderTest.of(new Convolution3d(inputs, outputs), 1);
        INDArray input = LayerUnderTest.random(2, n, d, h, w, inputs);

        INDArray output = layer.forward(input, true);

        assertThat(output.shape()).containsExactly(n, d, h, w, outputs);
        forEachVoxel(output, (place, o) -> {
            double expected = layer.parameter("bias").getDouble(o);
            for (int q = 0; q < 27; q++) {
                int[] from = {place[0], place[1] + q / 9 - 1, place[2] + q / 3 % 3 - 1, place[3] + q % 3 - 1};
                for (int i = 0; i < inputs && isInside(input, from); i++) {
                    expected += layer.parameter("weight").getDouble(o, i, q / 9, q / 3 % 3, q % 3)
                            * input.getDouble(from[0], from[1], from[2], from[3], i);
                }
            }
            assertThat(output.getDouble(place[0], place[1], place[2], place[3], o))
                    .isCloseTo(expected, within(1e-12));
        });
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 3, 2, 2, 3", "1, 1, 2, 1, 1, 2", "2, 3, 2, 3, 3, 1", "1, 2, 1, 2, 1, 1"})
    void should_differentiate_the_convolution(int n, int d, int h, int w, int inputs, int outputs) {
        LayerUnderTest.of(new Convolution3d(inputs, outputs), 3)
                .assertGradients(LayerUnderTest.random(4, n, d, h, w, inputs));
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 3, 4, 5, 8, 2", "1, 1, 2, 8, 2, 3, 8", "1, 1, 1, 2, 2, 2, 2", "1, 1, 1, 3, 2, 2, 1"})
    void should_differentiate_with_neighbours_as_channels(
            int n, int d, int h, int w, int inputs, int outputs, int folds) {
        FoldedKernel kernel = FoldedKernel.of(inputs, outputs, w);

        assertThat(kernel.folds()).isEqualTo(folds);
        assertGradientsAreThoseOfNd4j(kernel::backward, n, d, h, w, inputs, outputs);
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 4, 5, 2, 3", "1, 1, 2, 1, 3, 2", "3, 2, 1, 4, 1, 2", "1, 1, 1, 1, 1, 1"})
    void should_differentiate_by_products_of_shifted_copies(int n, int d, int h, int w, int inputs, int outputs) {
        Backward products = (x, weight, epsilon, inputGradient, weightGradient, biasGradient) ->
                ShiftedProducts.of(x).backward(x, weight, epsilon, inputGradient, weightGradient, biasGradient);

        assertGradientsAreThoseOfNd4j(products, n, d, h, w, inputs, outputs);
    }

    private interface Backward {
        void run(
                INDArray x,
                INDArray weight,
                INDArray epsilon,
                INDArray inputGradient,
                INDArray weightGradient,
                INDArray biasGradient);
    }

    private static void assertGradientsAreThoseOfNd4j(
            Backward backward, int n, int d, int h, int w, int inputs, int outputs) {
        INDArray x = LayerUnderTest.random(12, n, d, h, w, inputs);
        INDArray weight = LayerUnderTest.random(13, outputs, inputs, 3, 3, 3);
        INDArray epsilon = LayerUnderTest.random(14, n, d, h, w, outputs);
        List<INDArray> expected = List.of(x.like(), weight.like(), Nd4j.zeros(x.dataType(), outputs));
        NativeConvolution3d.backward(x, weight, epsilon, expected.get(0), expected.get(1), expected.get(2));
        List<INDArray> actual = expected.stream().map(INDArray::ulike).toList();

        backward.run(x, weight, epsilon, actual.get(0), actual.get(1), actual.get(2));

        for (int i = 0; i < 3; i++) {
            assertThat(actual.get(i).sub(expected.get(i)).norm2Number().doubleValue())
                    .isLessThan(1e-12 * expected.get(i).norm2Number().doubleValue());
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 2, 3, 1, 2", "1, 2, 1, 2, 1, 1", "1, 2, 1, 2, 2, 3"})
    void should_differentiate_the_first_convolution_by_its_parameters(
            int n, int d, int h, int w, int inputs, int outputs) {
        LayerUnderTest.of(Convolution3d.ofImage(inputs, outputs), 9)
                .assertParameterGradients(LayerUnderTest.random(10, n, d, h, w, inputs));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 4, 5, 2, 3, 3, 1",
        "2, 7, 4, 3, 2, 7, 2",
        "1, 5, 4, 2, 3, 3, 2",
        "2, 5, 4, 3, 2, 1, 2", // a projection between stages
        "1, 1, 1, 1, 1, 3, 2"
    })
    void should_convolve_planes_with_zero_padding(int n, int h, int w, int inputs, int outputs, int edge, int stride) {
        LayerUnderTest layer = LayerUnderTest.of(new Convolution2d(inputs, outputs, edge, stride), 1);
        INDArray input = LayerUnderTest.random(2, n, 1, h, w, inputs);

        INDArray output = layer.forward(input, true);

        assertThat(output.shape()).containsExactly(n, 1, (h - 1) / stride + 1, (w - 1) / stride + 1, outputs);
        forEachVoxel(output, (place, o) -> {
            double expected = 0;
            for (int q = 0; q < edge * edge; q++) {
                int[] from = {
                    place[0], 0, stride * place[2] + q / edge - edge / 2, stride * place[3] + q % edge - edge / 2
                };
                for (int i = 0; i < inputs && isInside(input, from); i++) {
                    expected += layer.parameter("weight").getDouble(o, i, q / edge, q % edge)
                            * input.getDouble(from[0], from[1], from[2], from[3], i);
                }
            }
            assertThat(output.getDouble(place[0], place[1], place[2], place[3], o))
                    .isCloseTo(expected, within(1e-12));
        });
    }

    @ParameterizedTest
    @CsvSource({"2, 4, 5, 2, 3, 3, 1", "2, 7, 4, 3, 2, 7, 2", "1, 5, 4, 2, 3, 3, 2", "2, 5, 4, 3, 2, 1, 2"})
    void should_differentiate_the_convolution_of_planes(
            int n, int h, int w, int inputs, int outputs, int edge, int stride) {
        LayerUnderTest.of(new Convolution2d(inputs, outputs, edge, stride), 3)
                .assertGradients(LayerUnderTest.random(4, n, 1, h, w, inputs));
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 4, 5, 2, 3", "1, 1, 2, 1, 3, 1", "1, 1, 1, 1, 1, 2"})
    void should_double_each_extent(int n, int d, int h, int w, int inputs, int outputs) {
        LayerUnderTest layer = LayerUnderTest.of(new TransposedConvolution3d(inputs, outputs), 5);
        INDArray input = LayerUnderTest.random(6, n, d, h, w, inputs);

        INDArray output = layer.forward(input, true);

        assertThat(output.shape()).containsExactly(n, 2L * d, 2L * h, 2L * w, outputs);
        forEachVoxel(output, (place, o) -> {
            double expected = layer.parameter("bias").getDouble(o);
            for (int i = 0; i < inputs; i++) {
                expected += layer.parameter("weight").getDouble(i, o, place[1] % 2, place[2] % 2, place[3] % 2)
                        * input.getDouble(place[0], place[1] / 2, place[2] / 2, place[3] / 2, i);
            }
            assertThat(output.getDouble(place[0], place[1], place[2], place[3], o))
                    .isCloseTo(expected, within(1e-12));
        });
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 1, 2, 2, 3", "1, 1, 2, 3, 1, 2", "1, 1, 1, 1, 3, 1"})
    void should_differentiate_the_transposed_convolution(int n, int d, int h, int w, int inputs, int outputs) {
        LayerUnderTest.of(new TransposedConvolution3d(inputs, outputs), 7)
                .assertGradients(LayerUnderTest.random(8, n, d, h, w, inputs));
    }

    /** Samples so large that a layer takes one at a time. */
    @ParameterizedTest
    @MethodSource
    void should_do_with_samples_one_by_one_as_with_each_alone(SlicedLayer layer, long[] shape) {
        LayerUnderTest together = LayerUnderTest.of(layer, 11, DataType.FLOAT);
        LayerUnderTest alone = LayerUnderTest.of(layer, 11, DataType.FLOAT);
        INDArray input = normal(shape);
        INDArray output = together.forward(input, true).dup();
        INDArray epsilon = normal(output.shape());
        INDArray inputGradient = together.backward(epsilon).dup();

        INDArray weight = together.gradient("weight").like();
        INDArray bias = together.gradient("bias").like();
        for (int n = 0; n < shape[0]; n++) {
            INDArrayIndex one = NDArrayIndex.interval(n, n + 1);
            assertClose(output.get(one), alone.forward(input.get(one).dup(), true));
            assertClose(inputGradient.get(one), alone.backward(epsilon.get(one).dup()));
            weight.addi(alone.gradient("weight"));
            bias.addi(alone.gradient("bias"));
        }
        assertClose(together.gradient("weight"), weight);
        assertClose(together.gradient("bias"), bias);
    }

    static List<Arguments> should_do_with_samples_one_by_one_as_with_each_alone() {
        return List.of(
                Arguments.of(new Convolution3d(1, 2), new long[] {3, 128, 128, 176, 1}),
                Arguments.of(new TransposedConvolution3d(1, 1), new long[] {3, 128, 128, 72, 1}));
    }

    private static INDArray normal(long... shape) {
        return Nd4j.randn(DataType.FLOAT, shape);
    }

    private static void assertClose(INDArray actual, INDArray expected) {
        assertThat(actual.sub(expected).norm2Number().doubleValue())
                .isLessThan(1e-3 * expected.norm2Number().doubleValue());
    }

    private static boolean isInside(INDArray input, int[] place) {
        for (int axis = 0; axis < 4; axis++) {
            if (place[axis] < 0 || place[axis] >= input.size(axis)) {
                return false;
            }
        }
        return true;
    }

    private interface VoxelCheck {
        void check(int[] place, int channel);
    }

    private static void forEachVoxel(INDArray output, VoxelCheck check) {
        long[] shape = output.shape();
        for (int n = 0; n < shape[0]; n++) {
            for (int d = 0; d < shape[1]; d++) {
                for (int h = 0; h < shape[2]; h++) {
                    for (int w = 0; w < shape[3]; w++) {
                        for (int c = 0; c < shape[4]; c++) {
                            check.check(new int[] {n, d, h, w}, c);
                        }
                    }
                }
            }
        }
    }
}
