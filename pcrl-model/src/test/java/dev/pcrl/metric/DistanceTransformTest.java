package dev.pcrl.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistanceTransformTest {
    private static final double[] SPACING = {0.7, 1.5, 3};

    @Test
    void should_square_the_distance_along_a_line() {
        boolean[] features = {false, true, false, false, false, true};

        assertThat(DistanceTransform.squared(features, new int[] {6}, new double[] {2}))
                .containsExactly(4, 0, 4, 16, 4, 0);
    }

    @Test
    void should_take_the_nearer_feature_where_axes_differ() {
        // From the corner (0, 0): 3 voxels of 1 mm to the right, or 1 of 5 mm down.
        boolean[] features = {false, false, false, true, true, false, false, false};

        assertThat(DistanceTransform.squared(features, new int[] {4, 2}, new double[] {1, 5})[0])
                .isEqualTo(9);
        assertThat(DistanceTransform.squared(features, new int[] {4, 2}, new double[] {1, 2})[0])
                .isEqualTo(4);
    }

    @Test
    void should_be_infinite_without_features() {
        assertThat(DistanceTransform.squared(new boolean[8], new int[] {2, 2, 2}, SPACING))
                .containsOnly(Double.POSITIVE_INFINITY);
    }

    @Test
    void should_be_scipys() {
        // python tools/metric_values.py
        double[] squares = DistanceTransform.squared(features(40, 987654321), new int[] {9, 7, 5}, SPACING);

        assertThat(Arrays.stream(squares).sum()).isCloseTo(2928.32, within(1e-9));
        assertThat(Arrays.stream(squares).max()).hasValueCloseTo(37.89, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "10, 2", "100, 3", "300, 4"})
    void should_be_what_trying_all_features_gives(int oneIn, long seed) {
        boolean[] features = features(oneIn, seed);
        double[] squares = DistanceTransform.squared(features, new int[] {9, 7, 5}, SPACING);

        for (int i = 0; i < features.length; i++) {
            double nearest = Double.POSITIVE_INFINITY;
            for (int k = 0; k < features.length; k++) {
                nearest = features[k] ? Math.min(nearest, square(i, k)) : nearest;
            }
            assertThat(squares[i]).isCloseTo(nearest, within(1e-9));
        }
    }

    private static double square(int i, int k) {
        double x = SPACING[0] * (i % 9 - k % 9);
        double y = SPACING[1] * (i / 9 % 7 - k / 9 % 7);
        double z = SPACING[2] * (i / 63 - k / 63);
        return x * x + y * y + z * z;
    }

    private static boolean[] features(int oneIn, long seed) {
        int[] numbers = Lehmer.numbers(9 * 7 * 5, oneIn, seed);
        boolean[] features = new boolean[numbers.length];
        for (int i = 0; i < features.length; i++) {
            features[i] = numbers[i] == 0;
        }
        return features;
    }
}
