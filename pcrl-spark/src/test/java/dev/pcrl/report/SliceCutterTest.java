package dev.pcrl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SliceCutterTest {
    private static final int WIDTH = 3;
    private static final int HEIGHT = 4;
    private static final int DEPTH = 5;

    /** Black but for one voxel. */
    private static SliceCutter marked(int x, int y, int z) {
        float[] voxels = new float[WIDTH * HEIGHT * DEPTH];
        voxels[(x * HEIGHT + y) * DEPTH + z] = 1;
        return new SliceCutter(voxels, WIDTH, HEIGHT, DEPTH);
    }

    @Test
    void should_show_x_to_the_right_and_y_down_in_an_axial_picture() {
        GreyImage image = marked(2, 1, 4).axial(4);
        assertThat(image.width()).isEqualTo(WIDTH);
        assertThat(image.height()).isEqualTo(HEIGHT);
        assertThat(image.at(2, 1)).isEqualTo(1);
        assertThat(sum(image)).isEqualTo(1);
        assertThat(sum(marked(2, 1, 4).axial(3))).isZero();
    }

    @Test
    void should_show_x_to_the_right_and_z_up_in_a_coronal_picture() {
        GreyImage image = marked(2, 1, 4).coronal(1);
        assertThat(image.width()).isEqualTo(WIDTH);
        assertThat(image.height()).isEqualTo(DEPTH);
        assertThat(image.at(2, 0)).as("the highest slice is the top row").isEqualTo(1);
        assertThat(sum(image)).isEqualTo(1);
    }

    @Test
    void should_cut_the_middle_by_default() {
        assertThat(marked(0, 3, DEPTH / 2).axial().at(0, 3)).isEqualTo(1);
        assertThat(marked(0, HEIGHT / 2, 0).coronal().at(0, DEPTH - 1)).isEqualTo(1);
    }

    @Test
    void should_map_a_window_to_black_and_white() {
        GreyImage image = new SliceCutter(new float[] {-3, -2, 0, 2, 3}, 5, 1, 1, -2, 2).axial();
        assertThat(new float[] {image.at(0, 0), image.at(1, 0), image.at(2, 0), image.at(3, 0), image.at(4, 0)})
                .containsExactly(0, 0, 0.5f, 1, 1);
    }

    @Test
    void should_refuse_sizes_that_do_not_fit_and_slices_outside() {
        assertThatThrownBy(() -> new SliceCutter(new float[5], 2, 1, 3)).hasMessage("5 voxels for a view of 2x1x3");
        assertThatThrownBy(() -> new SliceCutter(new float[1], 1, 1, 1, 1, 1)).hasMessageContaining("less than white");
        assertThatThrownBy(() -> marked(0, 0, 0).axial(DEPTH)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> marked(0, 0, 0).coronal(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static float sum(GreyImage image) {
        float sum = 0;
        for (int row = 0; row < image.height(); row++) {
            for (int column = 0; column < image.width(); column++) {
                sum += image.at(column, row);
            }
        }
        return sum;
    }
}
