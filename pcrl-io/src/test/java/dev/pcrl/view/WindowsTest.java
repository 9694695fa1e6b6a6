package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.volume.Box;
import dev.pcrl.volume.Geometry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsTest {
    @Test
    void should_slide_by_half_up_to_the_border() {
        assertThat(Windows.over(Volumes.grid(21, 4, 9), new Size(8, 4, 10), 0.5))
                .containsExactly(
                        new Box(0, 0, 0, 8, 4, 9),
                        new Box(4, 0, 0, 8, 4, 9),
                        new Box(8, 0, 0, 8, 4, 9),
                        new Box(12, 0, 0, 8, 4, 9),
                        new Box(13, 0, 0, 8, 4, 9));
        assertThat(Windows.over(Volumes.grid(3, 2, 1), Size.cube(1), 0.5)).hasSize(6);
        assertThat(Windows.over(Volumes.grid(12, 8, 8), Size.cube(8), 0.5))
                .containsExactly(new Box(0, 0, 0, 8, 8, 8), new Box(4, 0, 0, 8, 8, 8));
    }

    /** Starts along x of windows that overlap by a share, the last one flush with the border. */
    @ParameterizedTest
    @CsvSource({
        "20, 8, 0, '0 8 12'",
        "16, 8, 0, '0 8'",
        "20, 8, 0.25, '0 6 12'",
        "9, 4, 0.9, '0 1 2 3 4 5'",
        "16, 10, 0.8, '0 2 4 6'",
        "20, 10, 0.7, '0 3 6 9 10'",
        "40, 30, 0.9, '0 3 6 9 10'",
        "5, 8, 0.5, '0'",
    })
    void should_overlap_by_the_share(int extent, int window, double overlap, String starts) {
        assertThat(Windows.over(Volumes.grid(extent, 1, 1), new Size(window, 1, 1), overlap))
                .extracting(Box::x)
                .containsExactlyElementsOf(
                        Stream.of(starts.split(" ", -1)).map(Integer::valueOf).toList());
    }

    @Test
    void should_go_through_x_first_and_z_last() {
        assertThat(Windows.over(Volumes.grid(4, 4, 4), Size.cube(2), 0))
                .startsWith(new Box(0, 0, 0, 2, 2, 2), new Box(2, 0, 0, 2, 2, 2), new Box(0, 2, 0, 2, 2, 2))
                .endsWith(new Box(2, 2, 2, 2, 2, 2))
                .hasSize(8);
    }

    @Test
    void should_leave_no_voxel_out_and_none_of_the_grid() {
        Geometry grid = Volumes.grid(13, 7, 3);
        for (double overlap : new double[] {0, 0.3, 0.75, 0.99}) {
            List<Box> boxes = Windows.over(grid, new Size(5, 7, 4), overlap);
            assertThat(boxes).allMatch(grid.box()::contains).doesNotHaveDuplicates();
            for (int x = 0; x < grid.nx(); x++) {
                Box column = new Box(x, 0, 0, 1, 7, 3);
                assertThat(boxes).as("x = %d at overlap %s", x, overlap).anyMatch(box -> box.contains(column));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void should_refuse_what_is_no_overlap(double overlap) {
        assertThatThrownBy(() -> Windows.over(Volumes.grid(4, 4, 4), Size.cube(2), overlap))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("overlap must be in [0, 1): " + overlap);
    }
}
