package dev.pcrl.volume;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void should_be_close_to_itself_without_any_tolerance() {
        assertThat(GRID.isCloseTo(GRID, 0)).isTrue();
    }
}
