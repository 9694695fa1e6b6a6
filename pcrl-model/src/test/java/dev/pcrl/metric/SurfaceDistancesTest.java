package dev.pcrl.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.metric.MetricValue.Defined;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurfaceDistancesTest {
    @Nested
    class ByHand {
        @Test
        void should_be_0_for_equal_masks() {
            Mask mask = Masks.drawn("....", ".##.", ".##.");

            check(mask, mask, 0, 0);
        }

        @ParameterizedTest
        @CsvSource({"3, 0, 0, 6", "0, 2, 0, 3", "0, 0, 1, 5", "3, 2, 0, 6.708203932499369"})
        void should_be_the_distance_of_two_voxels_in_mm(int x, int y, int z, double distance) {
            Geometry grid = new Geometry(5, 4, 3, Affine.axial(2, 1.5, 5));

            check(voxel(grid, 0, 0, 0), voxel(grid, x, y, z), distance, distance);
        }

        @Test
        void should_take_the_larger_of_two_percentiles_and_the_mean_of_all() {
            // Surfaces {0, 3} and {0, 1}: distances 0, 2 and 0, 1; 95th percentiles 1.9 and 0.95.
            check(Masks.drawn("####.."), Masks.drawn("##...."), 1.9, 0.75);
            check(Masks.drawn("##...."), Masks.drawn("####.."), 1.9, 0.75);
        }

        @Test
        void should_have_a_surface_at_the_border_of_the_image_and_none_inside() {
            // The 8 outer pixels to the centre: 4 at 1 mm, 4 at sqrt(2); back 1 mm.
            check(
                    Masks.drawn("###", "###", "###"),
                    Masks.drawn("...", ".#.", "..."),
                    Math.sqrt(2),
                    (4 + 4 * Math.sqrt(2) + 1) / 9);
        }

        @Test
        void should_have_a_contour_in_one_slice_as_in_the_middle_of_a_cylinder() {
            Geometry slice = new Geometry(5, 5, 1, Affine.axial(1, 1, 1));
            Geometry volume = new Geometry(5, 5, 3, Affine.axial(1, 1, 1));
            Masks.Voxels square = (x, y, z) -> x > 0 && x < 4 && y > 0 && y < 4;

            assertThat(surface(Masks.of(slice, square))).isEqualTo(8);
            assertThat(surface(Masks.of(volume, square))).isEqualTo(8 + 9 + 9);
        }

        @Test
        void should_have_a_surface_in_an_image_of_one_voxel() {
            check(Masks.drawn("#"), Masks.drawn("#"), 0, 0);
        }

        private int surface(Mask mask) {
            Surface surface = Surface.of(mask, mask.geometry().box());
            return surface.distancesTo(surface).length;
        }
    }

    /** Numbers of MedPy: python tools/metric_values.py. */
    @Nested
    class ByAnotherProgram {
        private static final Geometry GRID = new Geometry(20, 24, 12, Affine.axial(0.8, 1.2, 2.5));

        private static boolean isTrue(int x, int y, int z) {
            return 9 * square(x - 9) + 4 * square(y - 11) + 16 * square(z - 5) <= 400;
        }

        private static boolean isPredicted(int x, int y, int z) {
            return 9 * square(x - 10) + 9 * square(y - 10) + 16 * square(z - 6) <= 250 || (x > 16 && y > 20 && z > 9);
        }

        private static int square(int number) {
            return number * number;
        }

        @Test
        void should_agree_in_3d() {
            SegmentationScores scores = SegmentationScores.of(
                    Masks.of(GRID, ByAnotherProgram::isPredicted), Masks.of(GRID, ByAnotherProgram::isTrue));

            close(scores.dice(), 0.5074786324786325);
            close(scores.iou(), 0.34001431639226914);
            close(scores.sensitivity(), 0.34545454545454546);
            close(scores.precision(), 0.9557344064386318);
            close(scores.hausdorff95(), 9.167333309092673);
            close(scores.averageSurfaceDistance(), 2.8150631393421146);
        }

        @Test
        void should_agree_in_2d() {
            Geometry slice = new Geometry(20, 24, 1, Affine.axial(0.8, 1.2, 2.5));

            check(
                    Masks.of(slice, (x, y, z) -> isPredicted(x, y, 6)),
                    Masks.of(slice, (x, y, z) -> isTrue(x, y, 6)),
                    6,
                    2.4073496068698454);
        }
    }

    @ParameterizedTest
    @CsvSource({"#, ., the truth is empty", "., #, the prediction is empty", "., ., prediction and truth are empty"})
    void should_be_undefined_for_empty_masks(String predicted, String truth, String reason) {
        SurfaceDistances distances = SurfaceDistances.of(Masks.drawn(predicted), Masks.drawn(truth));

        assertThat(distances.hausdorff95()).isEqualTo(MetricValue.undefined(reason));
        assertThat(distances.average()).isEqualTo(MetricValue.undefined(reason));
    }

    @Test
    void should_refuse_masks_of_different_grids() {
        assertThatIllegalArgumentException().isThrownBy(() -> SurfaceDistances.of(Masks.drawn("#"), Masks.drawn("#.")));
    }

    private static Mask voxel(Geometry grid, int x, int y, int z) {
        return Masks.of(grid, (i, j, k) -> i == x && j == y && k == z);
    }

    private static void check(Mask predicted, Mask truth, double hausdorff95, double average) {
        SurfaceDistances distances = SurfaceDistances.of(predicted, truth);
        close(distances.hausdorff95(), hausdorff95);
        close(distances.average(), average);
    }

    private static void close(MetricValue found, double expected) {
        assertThat(found)
                .asInstanceOf(InstanceOfAssertFactories.type(Defined.class))
                .satisfies(value -> assertThat(value.value()).isCloseTo(expected, within(1e-12)));
    }
}
