package dev.pcrl.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.random.RandomStream;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BiasFieldTest {
    private static final Geometry TRUNK = new Geometry(48, 48, 24, Affine.axial(7, 7, 8));

    /** What becomes of an image that is the same all over. */
    private static float[] taken(float value, double gain, double offset) {
        float[] values = new float[(int) TRUNK.voxels()];
        Arrays.fill(values, value);
        new BiasField(RandomStream.of(3).child("bias"), gain, offset).addTo(values, TRUNK);
        return values;
    }

    private static float spread(float[] values) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return most - least;
    }

    @Test
    void should_change_attenuation_by_up_to_its_gain_and_leave_air_alone() {
        float[] water = taken(0, 0.02, 0);
        assertThat(spread(taken(-1000, 0.02, 0))).isZero();
        assertThat(spread(water)).isBetween(15f, 40f); // of -20..20
        float[] dense = taken(1000, 0.02, 0);
        float largest = 0;
        float error = 0;
        for (int i = 0; i < water.length; i++) {
            largest = Math.max(largest, Math.abs(water[i]));
            error = Math.max(error, Math.abs(dense[i] - 1000 - 2 * water[i]));
        }
        assertThat(largest).isLessThanOrEqualTo(20);
        assertThat(error).as("of twice the attenuation").isLessThan(1e-2f);
    }

    @Test
    void should_shift_all_tissues_alike_by_up_to_its_offset() {
        float[] air = taken(-1000, 0, 10);
        float[] water = taken(0, 0, 10);
        assertThat(spread(air)).isBetween(7f, 20f); // of -10..10
        float error = 0;
        for (int i = 0; i < air.length; i++) {
            error = Math.max(error, Math.abs(water[i] - (air[i] + 1000)));
        }
        assertThat(error).isLessThan(1e-3f);
    }

    @Test
    void should_drift_so_slowly_that_neighbours_hardly_differ() {
        float[] water = taken(0, 0.02, 10);
        float steepest = 0;
        for (int i = 0; i < water.length; i++) {
            if (i % TRUNK.nx() > 0) {
                steepest = Math.max(steepest, Math.abs(water[i] - water[i - 1]));
            }
        }
        assertThat(steepest).isPositive().isLessThan(spread(water) / 8);
    }

    @Test
    void should_be_nothing_without_gain_and_offset() {
        float[] same = taken(40, 0, 0);
        assertThat(same[0]).isEqualTo(40);
        assertThat(spread(same)).isZero();
    }
}
