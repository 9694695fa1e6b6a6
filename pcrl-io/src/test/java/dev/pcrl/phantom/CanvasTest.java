package dev.pcrl.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Volume;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CanvasTest {
    private static final float AIR = -1000;
    private static final float TISSUE = 100;
    private static final Geometry GRID = new Geometry(24, 24, 24, Affine.axial(2, 2, 2));

    private final Canvas canvas = new Canvas(GRID);

    /** Voxels lie at odd millimetres, so that the first one beyond -2 is at -1. */
    @Test
    void should_share_a_voxel_at_a_surface_between_both_sides() {
        for (double surface : new double[] {-2, -1.5, -1, -0.5, 0}) {
            Canvas cut = new Canvas(GRID);
            cut.paint((x, y, z) -> surface - x, TISSUE, Structure.SOFT_TISSUE);
            double share = (surface + 2) / 2; // of air in the voxel from -2 to 0
            assertThat(cut.image().at(11, 5, 5, 0)).isCloseTo((float) (TISSUE + share * (AIR - TISSUE)), within(0.01f));
            assertThat(cut.image().at(10, 5, 5, 0)).isEqualTo(AIR);
            assertThat(cut.image().at(12, 5, 5, 0)).isEqualTo(TISSUE);
        }
    }

    @Test
    void should_label_voxels_that_a_solid_fills_at_least_half() {
        for (double surface : new double[] {-1.5, -1, -0.5}) {
            Canvas cut = new Canvas(GRID);
            cut.paint((x, y, z) -> surface - x, TISSUE, Structure.SOFT_TISSUE);
            assertThat(cut.labels().at(11, 5, 5, 0))
                    .isEqualTo(surface <= -1 ? Structure.SOFT_TISSUE.label() : Structure.BACKGROUND.label());
        }
    }

    @Test
    void should_keep_the_volume_of_a_ball_in_all_its_shares() {
        double radius = 13.3;
        canvas.paint(Shapes.sphere(new Point(0.7, -0.4, 0.2), radius), TISSUE, Structure.SOFT_TISSUE);
        Volume image = canvas.image();
        double filled = IntStream.range(0, (int) GRID.voxels())
                .mapToDouble(i -> (image.at(i) - AIR) / (TISSUE - AIR))
                .sum();
        assertThat(8 * filled).isCloseTo(4 * Math.PI / 3 * radius * radius * radius, withinPercentage(1));
        assertThat(IntStream.range(0, (int) GRID.voxels()).filter(i -> image.at(i) > AIR && image.at(i) < TISSUE))
                .as("voxels at the surface")
                .hasSizeGreaterThan(100);
    }
}
