package dev.pcrl.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReorderTest {
    /** Rows of the upper 3x3 of an affine: which patient axis each voxel axis follows, slightly oblique. */
    @ParameterizedTest
    @CsvSource({
        "-1 0 0 0 -2 0 0 0 3",
        "1 0 0 0 2 0 0 0 3",
        "0 0 3 1 0 0 0 -2 0",
        "0 2 0.1 0 0.1 -3 -1 0 0",
        "0 -2 0 -1 0 0.02 0 0.03 -3"
    })
    void should_undo_the_axial_order(String rows) {
        double[] m = java.util.Arrays.stream(rows.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        Geometry stored =
                new Geometry(5, 4, 3, Affine.ofRows(m[0], m[1], m[2], 10, m[3], m[4], m[5], -20, m[6], m[7], m[8], 7));
        float[] voxels = new float[60];
        for (int i = 0; i < 60; i++) {
            voxels[i] = i;
        }
        Volume axial = VoxelOrder.AXIAL.volume(stored, 1, Modality.CT, "float32", voxels.clone());
        float[] turned = new float[60];
        axial.voxels().get(turned);
        assertThat(Reorder.to(stored, axial.geometry(), turned)).containsExactly(voxels);
    }

    @Test
    void should_refuse_a_grid_of_other_voxels() {
        Geometry one = new Geometry(4, 4, 4, Affine.axial(1, 1, 1));
        Geometry shifted = new Geometry(4, 4, 4, Affine.ofRows(-1, 0, 0, 0.5, 0, -1, 0, 0, 0, 0, 1, 0));
        assertThatThrownBy(() -> Reorder.to(one, shifted, new float[64]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same voxels");
    }

    @Test
    void should_refuse_a_part_of_the_grid() {
        Geometry whole = new Geometry(4, 4, 4, Affine.axial(1, 1, 1));
        Geometry part = new Geometry(4, 2, 4, Affine.axial(1, 1, 1));
        assertThatThrownBy(() -> Reorder.to(part, whole, new float[64]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("same voxels");
    }

    @Test
    void should_find_the_voxel_of_a_position() {
        Affine oblique = Affine.ofRows(0, 2, 0.1, 5, 0, 0.1, -3, -6, -1, 0, 0, 7);
        double[] indices = oblique.toIndices(5 + 2 * 3 + 0.1 * 4, -6 + 0.1 * 3 - 3 * 4, 7 - 2);
        assertThat(indices).usingComparatorWithPrecision(1e-9).containsExactly(2, 3, 4);
    }
}
