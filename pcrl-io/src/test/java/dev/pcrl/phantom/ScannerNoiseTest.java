package dev.pcrl.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.pcrl.random.RandomStream;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScannerNoiseTest {
    private static final int EDGE = 64;
    private static final int SLICES = 8;
    private static final Geometry GRID = new Geometry(EDGE, EDGE, SLICES, Affine.axial(1, 1, 1));

    /** What becomes of an image that is the same all over. */
    private static float[] taken(float value, double sigma) {
        float[] values = new float[(int) GRID.voxels()];
        Arrays.fill(values, value);
        new ScannerNoise(RandomStream.of(3).generator(), sigma).addTo(values, GRID);
        return values;
    }

    /** The noise alone. */
    private static double[] noise(double sigma) {
        float[] noisy = taken(40, sigma);
        float[] still = taken(40, 0);
        double[] noise = new double[noisy.length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = noisy[i] - still[i];
        }
        return noise;
    }

    /** Mean product of the noise and itself so many voxels on, within the slices' inside. */
    private static double covariance(double[] noise, int step) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i + step < noise.length; i++) {
            int x = i % EDGE;
            int y = i / EDGE % EDGE;
            if (x > 0 && x < EDGE - 2 && y > 0 && y < EDGE - 2) {
                sum += noise[i] * noise[i + step];
                count++;
            }
        }
        return sum / count;
    }

    @Test
    void should_have_the_standard_deviation_that_was_asked_for() {
        assertThat(Math.sqrt(covariance(noise(20), 0))).isCloseTo(20, withinPercentage(3));
        assertThat(Math.sqrt(covariance(noise(10), 0))).isCloseTo(10, withinPercentage(3));
    }

    /** The kernel (w, 1, w) makes two neighbours' correlation 2 w / (1 + 2 w^2). */
    @Test
    void should_let_neighbours_of_a_slice_share_some_and_slices_nothing() {
        double[] noise = noise(20);
        double shared = 2 * 0.35 / (1 + 2 * 0.35 * 0.35);
        assertThat(covariance(noise, 1) / covariance(noise, 0)).isCloseTo(shared, within(0.05));
        assertThat(covariance(noise, EDGE) / covariance(noise, 0)).isCloseTo(shared, within(0.05));
        assertThat(covariance(noise, EDGE * EDGE) / covariance(noise, 0)).isCloseTo(0, within(0.05));
    }

    @Test
    void should_lift_the_middle_against_the_rim() {
        float[] still = taken(40, 0);
        int middle = EDGE / 2;
        assertThat(still[middle + EDGE * middle]).isEqualTo(44); // 8 / 2 above
        assertThat(still[EDGE * middle]).isEqualTo(36);
        assertThat(still[0]).isEqualTo(28);
    }

    @Test
    void should_give_whole_numbers_of_twelve_bits() {
        for (float value : new float[] {-1020, 3060}) {
            int broken = 0;
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (float one : taken(value, 30)) {
                broken += one == Math.rint(one) ? 0 : 1;
                least = Math.min(least, one);
                most = Math.max(most, one);
            }
            assertThat(broken).isZero();
            assertThat(least).isGreaterThanOrEqualTo(-1024);
            assertThat(most).isLessThanOrEqualTo(3071);
            assertThat(value < 0 ? least : most).as("cut off").isEqualTo(value < 0 ? -1024 : 3071);
        }
    }
}
