package dev.pcrl.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrilinearResizeTest {
    @ParameterizedTest
    @CsvSource({"2, 3, 2, 4, 6, 4", "5, 4, 3, 2, 2, 1", "3, 4, 2, 3, 4, 2", "1, 3, 5, 7, 4, 9", "5, 2, 1, 3, 7, 1"})
    void should_interpolate_between_the_eight_nearest_voxels(int d, int h, int w, int depth, int height, int width) {
        INDArray input = LayerUnderTest.random(1, 2, d, h, w, 2);

        INDArray output =
                LayerUnderTest.of(new TrilinearResize(depth, height, width)).forward(input, true);

        assertThat(output.shape()).containsExactly(2, depth, height, width, 2);
        for (int i = 0; i < depth * height * width; i++) {
            double x = position(i / (height * width), d, depth);
            double y = position(i / width % height, h, height);
            double z = position(i % width, w, width);
            for (int n = 0; n < 2; n++) {
                for (int c = 0; c < 2; c++) {
                    assertThat(output.getDouble(n, i / (height * width), i / width % height, i % width, c))
                            .isCloseTo(interpolated(input, n, x, y, z, c), within(1e-12));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 3, 2, 4, 6, 4", "5, 4, 3, 2, 2, 1", "2, 2, 2, 2, 2, 2", "1, 3, 2, 3, 4, 5"})
    void should_differentiate(int d, int h, int w, int depth, int height, int width) {
        LayerUnderTest.of(new TrilinearResize(depth, height, width))
                .assertGradients(LayerUnderTest.random(2, 2, d, h, w, 2));
    }

    @Test
    void should_sample_between_voxel_centres_and_hold_the_ends() {
        INDArray input = Nd4j.create(new double[] {0, 1, 4}, new long[] {1, 1, 1, 3, 1}, 'c');

        INDArray output = LayerUnderTest.of(new TrilinearResize(1, 1, 5)).forward(input, true);

        // at -0.2 (held at 0), 0.4, 1, 1.6 and 2.2 (held at 2)
        assertThat(output.reshape(5).toDoubleVector()).containsExactly(new double[] {0, 0.4, 1, 2.8, 4}, within(1e-12));
    }

    private static double position(int i, int from, int to) {
        return Math.max(0, (i + 0.5) * from / to - 0.5);
    }

    private static double interpolated(INDArray input, int n, double x, double y, double z, int c) {
        double sum = 0;
        for (int corner = 0; corner < 8; corner++) {
            int[] place = {(int) x + corner / 4, (int) y + corner / 2 % 2, (int) z + corner % 2};
            double weight = (1 - Math.abs(x - place[0])) * (1 - Math.abs(y - place[1])) * (1 - Math.abs(z - place[2]));
            for (int axis = 0; axis < 3; axis++) {
                place[axis] = (int) Math.min(place[axis], input.size(axis + 1) - 1);
            }
            sum += weight * input.getDouble(n, place[0], place[1], place[2], c);
        }
        return sum;
    }
}
