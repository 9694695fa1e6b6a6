package dev.pcrl.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.network.EncoderShape;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.ResNetConfig;
import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import org.junit.jupiter.api.Test;

class ActivationMapTest {
    private static ActivationMap map(EncoderShape shape, int level, Size size, float... cells) {
        return new ActivationMap(new View(size, 1, cells), shape.firstCell(level), shape.stride(level));
    }

    /** Level 2 has cells of 4 voxels, in the middle of which, at 1.5, 5.5 and 9.5, they are what they are. */
    @Test
    void should_lie_in_the_middle_of_what_was_pooled() {
        NsUNetConfig shape = new NsUNetConfig(2, 3, 8, 1, Size.cube(12));
        ActivationMap map = map(shape, 2, new Size(3, 1, 1), 0, 8, 16);
        assertThat(map.at(1, 0, 0)).isZero();
        assertThat(map.at(2, 0, 0)).isEqualTo(1);
        assertThat(map.at(5, 0, 0)).isEqualTo(7);
        assertThat(map.at(6, 0, 0)).isEqualTo(9);
        assertThat(map.at(9, 0, 0)).isEqualTo(15);
        assertThat(map.at(11, 0, 0)).isEqualTo(16);
    }

    @Test
    void should_be_linear_along_each_axis() {
        NsUNetConfig shape = new NsUNetConfig(2, 3, 8, 1, Size.cube(12));
        ActivationMap map = map(shape, 1, Size.cube(2), 0, 4, 8, 12, 16, 20, 24, 28); // 16 i + 8 j + 4 k
        assertThat(map.at(1, 1, 1)).isEqualTo(16 * 0.25f + 8 * 0.25f + 4 * 0.25f);
        assertThat(map.at(2, 1, 0)).isEqualTo(16 * 0.75f + 8 * 0.25f);
    }

    /** Kernels of odd extents are centred: the cell i of the last stage sees what is around 32 i. */
    @Test
    void should_lie_where_kernels_do() {
        ResNetConfig shape = new ResNetConfig(4, new Size(64, 64, 1));
        assertThat(shape.stride(0)).isEqualTo(4);
        assertThat(shape.stride(2)).isEqualTo(4);
        assertThat(shape.stride(3)).isEqualTo(8);
        ActivationMap map = map(shape, 8, new Size(2, 2, 1), 0, 0, 32, 32);
        assertThat(map.at(0, 5, 0)).isZero();
        assertThat(map.at(8, 5, 0)).isEqualTo(8);
        assertThat(map.at(40, 5, 0)).isEqualTo(32);
    }
}
