package dev.pcrl.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {
    private static final Affine OBLIQUE = Affine.ofRows(1.6, 1.2, 0, -90, -1.2, 1.6, 0, 70, 0, 0, 5, -30);
    private static final Geometry GRID = new Geometry(101, 81, 11, OBLIQUE);

    @ParameterizedTest
    @CsvSource({"101, 81, 12", "101, 80, 11", "100, 81, 11"})
    void should_tell_grids_of_other_sizes_apart(int nx, int ny, int nz) {
        assertThat(GRID.isCloseTo(new Geometry(nx, ny, nz, OBLIQUE), 1)).isFalse();
    }

    /** Voxels are 2x2x5 mm: a hundredth of the smallest is 0.02 mm. */
    @ParameterizedTest
    @CsvSource({
        "3, 0.019, true", // the origin moves
        "3, 0.021, false",
        "7, -0.021, false",
        "11, 0.021, false",
        "0, 0.00019, true", // 100 voxels further, the corner moves by 0.019 mm
        "0, 0.00021, false",
        "5, 0.00026, false", // 80 voxels
        "10, 0.0021, false" // 10 voxels
    })
    void should_measure_the_corner_that_is_furthest_off(int element, double change, boolean close) {
        double[] rows = OBLIQUE.toRows();
        rows[element] += change;

        assertThat(GRID.isCloseTo(new Geometry(101, 81, 11, Affine.ofRows(rows)), 0.01))
                .isEqualTo(close);
    }

    /**
     * LPS, in a grid of 4x3x2 voxels of 2x4x5 mm whose first centre is at (10, -20, 30); also their borders, and NaN.
     */
    @ParameterizedTest
    @CsvSource({
        "10, -20, 30, 0 0 0",
        "14, -16, 35, 2 1 1",
        "12.9, -18.1, 32.4, 1 0 0", // 1.45, 0.475, 0.48 voxels
        "13.1, -17.9, 32.6, 2 1 1", // 1.55, 0.525, 0.52 voxels
        "9, -20, 30, 0 0 0", // the border
        "8, -24, 25, 0 0 0", // half a voxel beyond
        "18, -8, 40, 3 2 1",
        "7.9, -20, 30,",
        "10, -24.1, 30,",
        "10, -20, 24.9,",
        "18.1, -20, 30,",
        "10, -7.9, 30,",
        "10, -20, 40.1,",
        "NaN, -20, 30,"
    })
    void should_find_the_voxel_nearest_to_a_place(double left, double posterior, double superior, String voxel) {
        Geometry grid = new Geometry(4, 3, 2, Affine.ofRows(-2, 0, 0, -10, 0, -4, 0, 20, 0, 0, 5, 30));
        Optional<String> found = grid.voxelAt(left, posterior, superior).map(at -> at[0] + " " + at[1] + " " + at[2]);
        assertThat(found).isEqualTo(Optional.ofNullable(voxel));
    }

    @Test
    void should_be_close_to_itself_without_any_tolerance() {
        assertThat(GRID.isCloseTo(GRID, 0)).isTrue();
    }

    @Test
    void should_take_voxels_to_millimetres_and_back() {
        Affine oblique = Affine.ofRows(-2, 0.5, 0, 10, 0.25, -3, 1, -20, 0, 1, 5, 30);
        double[] position = oblique.toMillimetres(4, 2, 6);
        assertThat(position).containsExactly(3, -19, 62);
        assertThat(oblique.toIndices(position[0], position[1], position[2]))
                .containsExactly(new double[] {4, 2, 6}, within(1e-12));
    }
}
