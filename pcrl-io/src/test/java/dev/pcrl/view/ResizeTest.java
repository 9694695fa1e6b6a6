package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.volume.Box;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResizeTest {
    private static final IntensityScale UNIT = new IntensityScale(0, 1, 0);

    @Test
    void should_copy_a_box_of_the_views_size() {
        Volume volume = Volumes.of(6, 5, 4, Modality.CT, (x, y, z) -> x * 200 - y * 10 - z);
        View view =
                Resize.view(volume, new Box(1, 2, 1, 4, 3, 2), new IntensityScale(-1000, 1000, 0), new Size(4, 3, 2));
        for (int x = 0; x < 4; x++) {
            for (int y = 0; y < 3; y++) {
                for (int z = 0; z < 2; z++) {
                    float voxel = volume.at(x + 1, y + 2, z + 1, 0);
                    assertThat(view.at(x, y, z, 0)).isEqualTo((voxel + 1000) / 2000);
                }
            }
        }
    }

    @Test
    void should_average_all_voxels_when_halving() {
        // Half width 2: weights 1/8 (1 3 3 1) inside; at the edge (3 3 1)/7.
        Volume volume = line(0.1f, 0.2f, 0.4f, 0.8f, 0.5f, 0.3f);
        assertThat(alongX(volume, 3))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly((0.3f + 0.6f + 0.4f) / 7, (0.2f + 1.2f + 2.4f + 0.5f) / 8, (0.8f + 1.5f + 0.9f) / 7);
    }

    /**
     * {@code torch.nn.functional.interpolate(a, size, mode="bilinear", antialias=True, align_corners=False)} of PyTorch
     * 1.13.1 with {@code a = torch.tensor([3,1,4,1,5,9,2,6,5,3,5]).view(1,1,1,11).expand(1,1,2,11) / 10} and sizes (2,
     * 4) and (2, 7), and of {@code [3,1,4,1]} with size (2, 7).
     */
    @Test
    void should_agree_with_pytorch_in_one_dimension() {
        Volume volume = line(0.3f, 0.1f, 0.4f, 0.1f, 0.5f, 0.9f, 0.2f, 0.6f, 0.5f, 0.3f, 0.5f);
        assertThat(alongX(volume, 4))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0.22777776f, 0.42333335f, 0.5033334f, 0.43148148f);
        assertThat(alongX(volume, 7))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0.22000001f, 0.26666665f, 0.29375f, 0.66842103f, 0.41874996f, 0.4611112f, 0.42000002f);
        assertThat(alongX(line(0.3f, 0.1f, 0.4f, 0.1f), 7))
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0.3f, 0.22857143f, 0.11428571f, 0.25f, 0.37857136f, 0.2071428f, 0.1f);
    }

    /** The same of {@code ((torch.arange(35) * 7) % 11).view(1,1,7,5) / 11} with size (3, 4). */
    @Test
    void should_agree_with_pytorch_in_two_dimensions() {
        float[][] expected = {
            {0.26136363f, 0.5156926f, 0.42478353f, 0.63149345f},
            {0.46925133f, 0.35873443f, 0.4835116f, 0.4024064f},
            {0.5762987f, 0.4199134f, 0.37067106f, 0.4821428f}
        };
        for (int[] axes : new int[][] {{0, 1}, {1, 2}, {2, 0}}) {
            int[] from = {1, 1, 1};
            int[] to = {1, 1, 1};
            from[axes[0]] = 7;
            from[axes[1]] = 5;
            to[axes[0]] = 3;
            to[axes[1]] = 4;
            Volume volume = Volumes.of(from[0], from[1], from[2], Modality.CT, (x, y, z) -> {
                int[] place = {x, y, z};
                return (place[axes[0]] * 5 + place[axes[1]]) * 7 % 11 / 11f;
            });
            View view = Resize.view(volume, volume.geometry().box(), UNIT, new Size(to[0], to[1], to[2]));
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 4; column++) {
                    int[] place = new int[3];
                    place[axes[0]] = row;
                    place[axes[1]] = column;
                    assertThat(view.at(place[0], place[1], place[2], 0))
                            .isCloseTo(expected[row][column], within(1e-6f));
                }
            }
        }
    }

    @Test
    void should_keep_constants_and_stay_within_zero_and_one() {
        for (float value : new float[] {0, 0.3f, 1, 5}) {
            Volume volume = Volumes.of(31, 29, 37, Modality.CT, (x, y, z) -> value);
            View view = Resize.view(volume, volume.geometry().box(), UNIT, new Size(16, 33, 7));
            for (float resized : view.toArray()) {
                assertThat(resized).isCloseTo(Math.min(value, 1), within(1e-6f)).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void should_keep_ramps_away_from_the_edges() {
        IntensityScale scale = new IntensityScale(0, 1000, 0);
        Volume volume = Volumes.of(48, 40, 36, Modality.CT, (x, y, z) -> 2 * x + 3 * y + 5 * z);
        View view = Resize.view(volume, volume.geometry().box(), scale, new Size(32, 60, 12));
        for (int x = 3; x < 29; x++) {
            for (int y = 3; y < 57; y++) {
                for (int z = 3; z < 9; z++) {
                    double inX = (x + 0.5) * 48 / 32 - 0.5;
                    double inY = (y + 0.5) * 40 / 60 - 0.5;
                    double inZ = (z + 0.5) * 36 / 12 - 0.5;
                    // A tent of fractional half width keeps ramps only up to a part of a voxel.
                    assertThat(view.at(x, y, z, 0))
                            .isCloseTo((float) (2 * inX + 3 * inY + 5 * inZ) / 1000, within(3e-4f));
                }
            }
        }
    }

    @Test
    void should_clip_before_it_resizes() {
        Volume volume = line(-5, 9, 0.5f, 0.5f);
        assertThat(alongX(volume, 2)[0]).isCloseTo((3 * 0 + 3 * 1 + 0.5f) / 7, within(1e-6f));
    }

    @Test
    void should_scale_each_channel_by_its_own() {
        Volume volume = new Volume(Volumes.grid(2, 1, 1), 2, Modality.MR, new float[] {1, 2, 30, 40});
        View view = Resize.view(
                volume,
                volume.geometry().box(),
                List.of(new IntensityScale(0, 4, 0), new IntensityScale(0, 100, 0)),
                new Size(2, 1, 1));
        assertThat(view.toArray()).containsExactly(0.25f, 0.3f, 0.5f, 0.4f);
    }

    @Test
    void should_refuse_a_box_outside_the_volume() {
        Volume volume = line(1, 2, 3);
        assertThatThrownBy(() -> Resize.view(volume, new Box(1, 0, 0, 3, 1, 1), UNIT, new Size(1, 1, 1)))
                .hasMessageContaining("is not inside the volume");
    }

    private static Volume line(float... voxels) {
        return new Volume(Volumes.grid(voxels.length, 1, 1), 1, Modality.CT, voxels);
    }

    private static float[] alongX(Volume volume, int size) {
        return Resize.view(volume, volume.geometry().box(), UNIT, new Size(size, 1, 1))
                .toArray();
    }
}
