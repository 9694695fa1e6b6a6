package dev.pcrl.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.phantom.Phantoms;
import dev.pcrl.view.IntensityScale;
import dev.pcrl.view.Resize;
import dev.pcrl.view.Size;
import dev.pcrl.view.UnfitVolumeException;
import dev.pcrl.view.View;
import dev.pcrl.view.ZNormalise;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EmbeddingTest {
    private final Encoder encoder = TestEncoders.small();

    @Test
    void should_give_the_pooled_output_where_one_window_is_the_volume() {
        Volume volume = Phantoms.thorax(16, 12, 8, 24, 1).image();
        View view = ZNormalise.normalise(Resize.view(
                volume, volume.geometry().box(), IntensityScale.of(volume, encoder.intensity()), new Size(16, 12, 8)));
        INDArray input = Nd4j.createFromArray(view.toArray()).reshape('c', 1, 16, 12, 8, 1);
        float[] expected = encoder.graph()
                .outputSingle(false, input)
                .mean(1, 2, 3)
                .reshape(encoder.features())
                .toFloatVector();

        assertThat(Embedding.of(encoder, volume))
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(expected);
    }

    @Test
    void should_give_finite_numbers_and_the_same_ones_again() {
        Volume volume = Phantoms.thorax(30, 5).image();
        Embedding embedding = new Embedding(encoder);
        float[] features = embedding.of(volume);

        assertThat(features).hasSize(8);
        assertFinite(features);
        assertThat(features).isNotEqualTo(embedding.of(Phantoms.head(30, 5).image()));
        assertThat(features).isEqualTo(embedding.of(volume)).isEqualTo(Embedding.of(encoder, volume));
    }

    @Test
    void should_give_finite_numbers_for_volumes_that_show_nothing() {
        for (float value : new float[] {-1000, 40, 5000, Float.NaN}) {
            assertFinite(Embedding.of(encoder, constant(20, 20, 20, value)));
        }
    }

    @Test
    void should_take_volumes_smaller_than_the_window() {
        assertFinite(Embedding.of(encoder, constant(1, 1, 1, 40)));
        assertFinite(Embedding.of(encoder, constant(40, 3, 9, 40)));
    }

    @Test
    void should_not_depend_on_the_order_of_the_files_voxels() {
        Volume volume = Phantoms.thorax(20, 18, 14, 18, 2).image();
        // The same patient with x and y reversed: RAS.
        Geometry from = volume.geometry();
        float[] voxels = new float[(int) from.voxels()];
        for (int z = 0; z < from.nz(); z++) {
            for (int y = 0; y < from.ny(); y++) {
                for (int x = 0; x < from.nx(); x++) {
                    voxels[volume.index(from.nx() - 1 - x, from.ny() - 1 - y, z, 0)] = volume.at(x, y, z, 0);
                }
            }
        }
        Geometry ras =
                new Geometry(from.nx(), from.ny(), from.nz(), Affine.ofRows(18, 0, 0, 0, 0, 18, 0, 0, 0, 0, 18, 0));
        Volume turned = VoxelOrder.AXIAL.volume(ras, 1, volume.modality(), "float32", voxels);

        assertThat(Embedding.of(encoder, turned)).isEqualTo(Embedding.of(encoder, volume));
    }

    @Test
    void should_leave_out_windows_of_background() {
        // Tissue fills the first window; the third and fourth, beyond the 50 % overlap, see air alone.
        Volume tissue = Phantoms.thorax(16, 12, 8, 8, 3).image();
        float[] voxels = new float[40 * 12 * 8];
        Arrays.fill(voxels, -1000);
        for (int z = 0; z < 8; z++) {
            for (int y = 0; y < 12; y++) {
                for (int x = 0; x < 16; x++) {
                    voxels[x + 40 * (y + 12 * z)] = 40 + Math.max(-100, tissue.at(x, y, z, 0));
                }
            }
        }
        Volume volume = new Volume(new Geometry(40, 12, 8, Affine.axial(1, 1, 1)), 1, Modality.CT, voxels);
        Volume shown =
                new Volume(new Geometry(24, 12, 8, Affine.axial(1, 1, 1)), 1, Modality.CT, cut(voxels, 40, 24, 12 * 8));

        assertThat(Embedding.of(encoder, volume)).isEqualTo(Embedding.of(encoder, shown));
    }

    @Test
    void should_take_several_channels_and_refuse_others() {
        Encoder two = TestEncoders.small(new NsUNetConfig(2, 2, 8, 2, new Size(16, 12, 8)));
        float[] voxels = new float[2 * 20 * 20 * 20];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i * 7919 % 997;
        }
        Volume volume = new Volume(new Geometry(20, 20, 20, Affine.axial(1, 1, 1)), 2, Modality.MR, voxels);

        assertFinite(Embedding.of(two, volume));
        assertThatThrownBy(() -> Embedding.of(encoder, volume))
                .isInstanceOf(UnfitVolumeException.class)
                .hasMessage("channels: the volume has 2, the encoder takes 1");
    }

    private static float[] cut(float[] voxels, int rowLength, int length, int rows) {
        float[] cut = new float[length * rows];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(voxels, row * rowLength, cut, row * length, length);
        }
        return cut;
    }

    private static Volume constant(int nx, int ny, int nz, float value) {
        float[] voxels = new float[nx * ny * nz];
        Arrays.fill(voxels, value);
        return new Volume(new Geometry(nx, ny, nz, Affine.axial(1, 1, 1)), 1, Modality.CT, voxels);
    }

    private static void assertFinite(float[] features) {
        for (float feature : features) {
            assertThat(feature).isCloseTo(0, within(1e6f));
        }
    }
}
