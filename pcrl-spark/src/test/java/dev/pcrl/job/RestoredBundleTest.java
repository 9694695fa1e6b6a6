package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class RestoredBundleTest {
    private static RestoredBundle bundle(SortedMap<Integer, List<float[]>> restored) {
        List<float[]> clean = List.of(new float[] {0, 1}, new float[] {0.5f, 0.5f});
        return new RestoredBundle(RowFactory.create(), clean, clean, restored);
    }

    @Test
    void should_have_the_mean_squared_error_over_scales_and_views() {
        SortedMap<Integer, List<float[]>> restored = new TreeMap<>(Map.of(
                1, List.of(new float[] {0, 1}, new float[] {0.5f, 0.5f}),
                2, List.of(new float[] {1, 1}, new float[] {0.5f, 0.7f})));

        // 0, 0; 1/2, 0.04/2
        assertThat(bundle(restored).error()).isCloseTo(0.13, within(1e-6));
    }

    @Test
    void should_correlate_whatever_brightness_and_contrast() {
        float[] clean = {0, 0.5f, 1, 0.5f};

        assertThat(RestoredBundle.correlation(new float[] {0.3f, 0.4f, 0.5f, 0.4f}, clean))
                .isCloseTo(1, within(1e-6));
        // deviations (-1, 1, 1, -1) / 2 and (-1, 0, 1, 0) / 2: 2 / sqrt(4 * 2)
        assertThat(RestoredBundle.correlation(new float[] {0, 1, 1, 0}, clean)).isCloseTo(Math.sqrt(0.5), within(1e-6));
        assertThat(RestoredBundle.correlation(new float[4], clean)).isNaN();
    }

    @Test
    void should_have_none_where_nothing_is_restored() {
        assertThat(bundle(new TreeMap<>()).error()).isZero();
    }
}
