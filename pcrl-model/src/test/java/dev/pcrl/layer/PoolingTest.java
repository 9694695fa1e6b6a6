package dev.pcrl.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PoolingTest {
    @ParameterizedTest
    @CsvSource({"4, 2, 6", "3, 5, 2", "1, 2, 3", "1, 1, 1", "7, 1, 4"})
    void should_take_the_maximum_and_keep_the_last_plane_of_an_odd_extent(int d, int h, int w) {
        INDArray input = distinct(d, h, w);

        INDArray output = LayerUnderTest.of(new MaxPooling3d()).forward(input, true);

        assertThat(output.shape()).containsExactly(2, (d + 1) / 2, (h + 1) / 2, (w + 1) / 2, 3);
        for (int i = 0; i < output.length(); i++) {
            int c = i % 3;
            int z = i / 3 % ((w + 1) / 2);
            int y = i / 3 / ((w + 1) / 2) % ((h + 1) / 2);
            int x = i / 3 / ((w + 1) / 2) / ((h + 1) / 2) % ((d + 1) / 2);
            int n = i / 3 / ((w + 1) / 2) / ((h + 1) / 2) / ((d + 1) / 2);
            double expected = Double.NEGATIVE_INFINITY;
            for (int from = 0; from < 8; from++) {
                int[] place = {2 * x + from / 4, 2 * y + from / 2 % 2, 2 * z + from % 2};
                if (place[0] < d && place[1] < h && place[2] < w) {
                    expected = Math.max(expected, input.getDouble(n, place[0], place[1], place[2], c));
                }
            }
            assertThat(output.getDouble(n, x, y, z, c)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 2, 2", "3, 5, 2", "1, 2, 3", "1, 1, 1"})
    void should_differentiate_the_maximum(int d, int h, int w) {
        LayerUnderTest.of(new MaxPooling3d()).assertGradients(distinct(d, h, w));
    }

    @ParameterizedTest
    @CsvSource({"4, 7", "5, 2", "1, 1"})
    void should_take_the_maximum_around_every_other_pixel_of_a_plane(int h, int w) {
        INDArray input = distinct(1, h, w);

        INDArray output = LayerUnderTest.of(MaxPooling3d.ofPlanes()).forward(input, true);

        assertThat(output.shape()).containsExactly(2, 1, (h + 1) / 2, (w + 1) / 2, 3);
        for (int i = 0; i < output.length(); i++) {
            int c = i % 3;
            int x = i / 3 % ((w + 1) / 2);
            int y = i / 3 / ((w + 1) / 2) % ((h + 1) / 2);
            int n = i / 3 / ((w + 1) / 2) / ((h + 1) / 2);
            double expected = Double.NEGATIVE_INFINITY;
            for (int row = Math.max(0, 2 * y - 1); row <= Math.min(h - 1, 2 * y + 1); row++) {
                for (int column = Math.max(0, 2 * x - 1); column <= Math.min(w - 1, 2 * x + 1); column++) {
                    expected = Math.max(expected, input.getDouble(n, 0, row, column, c));
                }
            }
            assertThat(output.getDouble(n, 0, y, x, c)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 7", "5, 2", "1, 1"})
    void should_differentiate_the_maximum_of_a_plane(int h, int w) {
        LayerUnderTest.of(MaxPooling3d.ofPlanes()).assertGradients(distinct(1, h, w));
    }

    @Test
    void should_average_in_single_precision_without_adding_up_rounding_errors() {
        INDArray input = LayerUnderTest.random(2, 1, 64, 64, 32, 8).addi(2);

        INDArray output = LayerUnderTest.of(new GlobalAveragePooling3d()).forward(input.castTo(DataType.FLOAT), true);

        INDArray expected = LayerUnderTest.of(new GlobalAveragePooling3d()).forward(input, true);
        for (int c = 0; c < 8; c++) {
            assertThat(output.getDouble(0, c)).isCloseTo(expected.getDouble(0, c), withinPercentage(1e-4));
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 2, 3", "1, 1, 1", "1, 5, 2"})
    void should_average_over_all_voxels(int d, int h, int w) {
        INDArray input = LayerUnderTest.random(1, 2, d, h, w, 3);

        INDArray output = LayerUnderTest.of(new GlobalAveragePooling3d()).forward(input, true);

        assertThat(output.shape()).containsExactly(2, 3);
        double[] sums = new double[6];
        for (int i = 0; i < input.length(); i++) {
            sums[i / (d * h * w * 3) * 3 + i % 3] += input.getDouble(i);
        }
        for (int i = 0; i < 6; i++) {
            assertThat(output.getDouble(i / 3, i % 3)).isCloseTo(sums[i] / (d * h * w), within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 3", "1, 1, 1"})
    void should_differentiate_the_average(int d, int h, int w) {
        LayerUnderTest.of(new GlobalAveragePooling3d()).assertGradients(LayerUnderTest.random(2, 2, d, h, w, 3));
    }

    /** Negative numbers, all different, in random order: no ties at a maximum, and padding with 0 would win. */
    private static INDArray distinct(int d, int h, int w) {
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(0, 2 * d * h * w * 3).boxed().toList());
        Collections.shuffle(numbers, new Random(3));
        double[] values = numbers.stream().mapToDouble(i -> -1 - 0.1 * i).toArray();
        return Nd4j.create(values, new long[] {2, d, h, w, 3}, 'c');
    }
}
