package dev.pcrl.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.method.Objective;
import dev.pcrl.method.Pcrlv2;
import dev.pcrl.network.ConvolutionShape.Kind;
import dev.pcrl.view.Size;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts by hand, of a network with one scale and widths 2 and 2. */
class ConvolutionShapeTest {
    private static final Size GLOBAL = new Size(4, 4, 2);
    private static final NsUNet NETWORK = new NsUNet(new NsUNetConfig(1, 1, 2, 1, GLOBAL));

    /** 32 voxels at level 0, 4 at level 1. */
    @Test
    void should_count_the_operations_of_a_restored_view() {
        List<ConvolutionShape> shapes = NETWORK.convolutions(1, 3, GLOBAL, true);

        long first = 27 * 32;
        long encoder = first + 27 * 2 * 32 + 2 * (27 * 2 * 2 * 4);
        long decoder = 8 * 2 * 2 * 4 + 2 * (27 * 2 * 2 * 32);
        long head = 27 * 2 * 2 * 32 + 27 * 2 * 32;
        long products = encoder + decoder + head;
        assertThat(forward(shapes)).isEqualTo(2 * 3 * products);
        assertThat(backward(shapes)).isEqualTo(2 * 3 * (2 * products - first));
    }

    /** Pooling keeps the last plane of an odd extent, so the decoder's 4x4x4 is larger than the view's 3x3x3. */
    @Test
    void should_follow_odd_extents_and_leave_out_the_head_of_a_local_view() {
        List<ConvolutionShape> shapes = NETWORK.convolutions(1, 5, Size.cube(3), false);

        assertThat(shapes)
                .containsExactly(
                        new ConvolutionShape(Kind.SAME, 5, Size.cube(3), 1, 1, false),
                        new ConvolutionShape(Kind.SAME, 5, Size.cube(3), 1, 2, true),
                        new ConvolutionShape(Kind.SAME, 5, Size.cube(2), 2, 2, true),
                        new ConvolutionShape(Kind.SAME, 5, Size.cube(2), 2, 2, true),
                        new ConvolutionShape(Kind.DOUBLING, 5, Size.cube(2), 2, 2, true),
                        new ConvolutionShape(Kind.SAME, 5, Size.cube(4), 2, 2, true),
                        new ConvolutionShape(Kind.SAME, 5, Size.cube(4), 2, 2, true));
    }

    @Test
    void should_stop_at_the_scale() {
        NsUNet two = new NsUNet(new NsUNetConfig(1, 2, 8, 1, Size.cube(8)));

        assertThat(two.convolutions(1, 1, Size.cube(8), true)).hasSize(6 + 3 + 2);
        assertThat(two.convolutions(2, 1, Size.cube(8), true)).hasSize(6 + 6 + 2);
        assertThat(two.convolutions(1, 1, Size.cube(8), true).get(10).input()).isEqualTo(Size.cube(4));
    }

    @Test
    void should_pass_two_global_views_and_all_local_views_together() {
        List<ConvolutionShape> step = Pcrlv2.convolutions(NETWORK, Objective.whole(2), 1, 3, Size.cube(2), 4);

        long global = forward(NETWORK.convolutions(1, 3, GLOBAL, true));
        long local = forward(NETWORK.convolutions(1, 12, Size.cube(2), false));
        assertThat(forward(step)).isEqualTo(2 * global + local);
    }

    private static long forward(List<ConvolutionShape> shapes) {
        return shapes.stream().mapToLong(ConvolutionShape::forwardOperations).sum();
    }

    private static long backward(List<ConvolutionShape> shapes) {
        return shapes.stream().mapToLong(ConvolutionShape::backwardOperations).sum();
    }
}
