package dev.pcrl.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskTest {
    private static final Geometry GRID = new Geometry(3, 2, 2, Affine.axial(1, 1, 2));

    @Test
    void should_have_the_same_voxels_on_a_grid_that_is_the_same_but_for_rounding() {
        Geometry rounded = new Geometry(3, 2, 2, Affine.axial(1.0001, 1, 2));
        Mask mask = Masks.of(GRID, (x, y, z) -> x == 2 && y == 0 && z == 1);

        Mask moved = mask.on(rounded);

        assertThat(moved.geometry()).isEqualTo(rounded);
        for (int i = 0; i < moved.size(); i++) {
            assertThat(moved.at(i)).as("voxel %d", i).isEqualTo(i == 2 + 6);
        }
    }

    /** 64 voxels share a word. */
    @Test
    void should_count_its_voxels_and_name_each() {
        Geometry grid = new Geometry(130, 1, 1, Affine.axial(1, 1, 1));
        Set<Integer> members = Set.of(3, 63, 64, 65, 127, 128, 129);
        Mask mask = Masks.of(grid, (x, y, z) -> members.contains(x));
        assertThat(mask.count()).isEqualTo(7);
        assertThat(IntStream.range(0, 7).map(mask::voxel)).containsExactly(3, 63, 64, 65, 127, 128, 129);
        assertThat(IntStream.range(0, 130).filter(mask::at)).containsExactly(3, 63, 64, 65, 127, 128, 129);
        assertThatThrownBy(() -> mask.voxel(7)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void should_refuse_a_grid_that_is_another() {
        Mask mask = Masks.of(GRID, (x, y, z) -> true);
        assertThatThrownBy(() -> mask.on(new Geometry(2, 3, 2, Affine.axial(1, 1, 2)))) // as many voxels
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("masks must stand on the same grid: 3x2x2, 2x3x2");
        assertThatThrownBy(() -> mask.on(new Geometry(3, 2, 2, Affine.axial(1.1, 1, 2))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
