package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntensityScaleTest {
    private static final IntensitySettings PAPER = IntensitySettings.paper();

    @ParameterizedTest
    @CsvSource({
        "-2000, 0, true",
        "-1000, 0, true",
        "-151, 0.4245, true",
        "-150, 0.425, false",
        "0, 0.5, false",
        "1000, 1, false",
        "3000, 1, false",
        "NaN, 0, true",
        "Infinity, 0, true",
        "-Infinity, 0, true"
    })
    void should_window_ct_as_the_paper_does(float voxel, float scaled, boolean isBackground) {
        IntensityScale scale = IntensityScale.of(Volumes.of(2, 2, 2, Modality.CT, (x, y, z) -> 40), PAPER);
        assertThat(scale.apply(voxel)).isCloseTo(scaled, within(1e-6f));
        assertThat(scale.isBackground(voxel)).isEqualTo(isBackground);
    }

    @Test
    void should_take_percentiles_of_mr_as_numpy_does() {
        // numpy.percentile(numpy.arange(1000), [0.5, 99.5]) -> [4.995, 994.005]
        Volume volume = Volumes.of(10, 10, 10, Modality.MR, (x, y, z) -> (x + 10 * y + 100 * z) * 7 % 1000);
        IntensityScale scale = IntensityScale.of(volume, PAPER);
        assertThat(scale.low()).isCloseTo(4.995f, within(1e-4f));
        assertThat(scale.high()).isCloseTo(994.005f, within(1e-3f));
        assertThat(scale.background()).isCloseTo(4.995f + 98.901f, within(1e-3f));
    }

    @Test
    void should_choose_voxels_of_a_large_volume_evenly() {
        // Columns differ: a choice that always met the same columns would be far off.
        Volume volume = Volumes.of(128, 128, 160, Modality.MR, (x, y, z) -> x);
        IntensityScale scale = IntensityScale.of(volume, PAPER);
        assertThat(scale.low()).isEqualTo(0);
        assertThat(scale.high()).isEqualTo(127);
    }

    @Test
    void should_leave_broken_voxels_out_of_the_percentiles() {
        Volume volume = Volumes.of(4, 4, 4, Modality.MR, (x, y, z) -> x == 0 ? Float.NaN : x == 1 ? -1e30f / 0 : y);
        IntensityScale scale = IntensityScale.of(volume, PAPER);
        assertThat(scale.low()).isEqualTo(0);
        assertThat(scale.high()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"-1000, CT", "-201, CT", "-199, MR", "0, MR"})
    void should_tell_ct_by_its_air_where_the_file_does_not_say(float smallest, Modality expected) {
        Volume volume = Volumes.of(4, 4, 4, Modality.UNKNOWN, (x, y, z) -> x + y + z == 0 ? smallest : x + y);
        assertThat(IntensityScale.of(volume, PAPER).low() == -1000).isEqualTo(expected == Modality.CT);
    }

    @Test
    void should_call_all_of_a_constant_or_broken_volume_background() {
        for (float value : new float[] {0, 17, 3e8f, Float.NaN}) {
            Volume volume = Volumes.of(2, 2, 2, Modality.MR, (x, y, z) -> value);
            IntensityScale scale = IntensityScale.of(volume, PAPER);
            assertThat(scale.isBackground(value)).as("background of %s", value).isTrue();
            assertThat(scale.apply(value)).isZero();
        }
    }
}
