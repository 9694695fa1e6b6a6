package dev.pcrl.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.dataset.Truth;
import dev.pcrl.metric.Mask;
import dev.pcrl.random.RandomStream;
import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import dev.pcrl.view.ZNormalise;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleCutterTest {
    private static final Geometry GRID = new Geometry(12, 10, 6, Affine.axial(1, 1, 1));
    private static final float AIR = -1000;
    private static final ExampleAugmentation FLIPS = new ExampleAugmentation(List.of(0, 1, 2), 0, 0, 0, 0, 0, 0);

    private final RandomGenerator random = RandomStream.of(3).generator();

    private static ExampleAugmentation foreground(double share) {
        return new ExampleAugmentation(List.of(), 0, share, 0, 0, 0, 0);
    }

    private static ExampleAugmentation shift(int voxels) {
        return new ExampleAugmentation(List.of(), voxels, 0, 0, 0, 0, 0);
    }

    private static int index(Geometry grid, int x, int y, int z) {
        return x + grid.nx() * (y + grid.ny() * z);
    }

    /** A scan whose bright voxels are those of the second of its three regions; the others are empty. */
    private static Sample regions(Geometry grid, boolean[] bright) {
        float[] voxels = new float[bright.length];
        for (int i = 0; i < bright.length; i++) {
            voxels[i] = bright[i] ? 500 : AIR;
        }
        Mask empty = new Mask(grid, new boolean[bright.length]);
        return new Sample(
                TestScans.scan("regions", grid, voxels),
                new Labels.Regions(List.of(empty, new Mask(grid, bright), empty)));
    }

    /** Some voxels without any symmetry. */
    private static boolean[] scattered() {
        boolean[] bright = new boolean[(int) GRID.voxels()];
        for (int i = 0; i < bright.length; i++) {
            bright[i] = i * 7919 % 31 < 9;
        }
        return bright;
    }

    private static boolean[] oneVoxel(Geometry grid, int x, int y, int z) {
        boolean[] bright = new boolean[(int) grid.voxels()];
        bright[index(grid, x, y, z)] = true;
        return bright;
    }

    private static View targets(Example example) {
        return new View(example.input().size(), 3, example.targets());
    }

    private static float[] weights(Example example) {
        float[] weights = new float[example.length()];
        example.copyWeights(weights, 0);
        return weights;
    }

    private static boolean isBright(View input, int x, int y, int z) {
        return input.at(x, y, z, 0) > 0; // z-normalised
    }

    @Nested
    class Segmentation {
        @Test
        void should_mirror_the_targets_with_the_image() {
            ExampleCutter cutter = new ExampleCutter(new Size(8, 6, 4), ZNormalise::normalise);
            Sample sample = regions(GRID, scattered());
            Set<View> seen = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                Example example = cutter.training(sample, FLIPS, random);
                View targets = targets(example);
                seen.add(targets);
                for (int x = 0; x < 8; x++) {
                    for (int y = 0; y < 6; y++) {
                        for (int z = 0; z < 4; z++) {
                            assertThat(targets.at(x, y, z, 0)).isZero();
                            assertThat(targets.at(x, y, z, 1)).isEqualTo(isBright(example.input(), x, y, z) ? 1 : 0);
                            assertThat(targets.at(x, y, z, 2)).isZero();
                        }
                    }
                }
                assertThat(weights(example)).containsOnly(1);
            }
            assertThat(seen).hasSizeGreaterThan(30);
        }

        @Test
        void should_mirror_along_the_chosen_axes_only() {
            ExampleCutter cutter = new ExampleCutter(
                    new Size(12, 10, 6), ZNormalise::normalise); // the whole scan: nothing else is drawn
            ExampleAugmentation alongY = new ExampleAugmentation(List.of(1), 0, 0, 0, 0, 0, 0);
            Set<Integer> places = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                View targets = targets(cutter.training(regions(GRID, oneVoxel(GRID, 2, 3, 4)), alongY, random));
                for (int y = 0; y < 10; y++) {
                    if (targets.at(2, y, 4, 1) == 1) {
                        places.add(y);
                    }
                }
            }
            assertThat(places).containsExactlyInAnyOrder(3, 6);
        }

        @Test
        void should_show_a_region_always_at_foreground_1() {
            ExampleCutter cutter = new ExampleCutter(new Size(4, 4, 2), ZNormalise::normalise);
            for (int[] corner : new int[][] {{0, 0, 0}, {11, 9, 5}, {0, 9, 3}, {6, 5, 2}}) {
                Sample sample = regions(GRID, oneVoxel(GRID, corner[0], corner[1], corner[2]));
                for (int i = 0; i < 20; i++) {
                    Example example = cutter.training(sample, foreground(1), random);
                    assertThat(sum(example.targets()))
                            .as(Arrays.toString(corner))
                            .isEqualTo(1);
                }
            }
        }

        @Test
        void should_show_any_part_of_the_scan_at_foreground_0() {
            ExampleCutter cutter = new ExampleCutter(new Size(4, 4, 2), ZNormalise::normalise);
            Sample sample = regions(GRID, oneVoxel(GRID, 6, 5, 2));
            int shown = 0;
            for (int i = 0; i < 200; i++) {
                shown +=
                        (int) sum(cutter.training(sample, foreground(0), random).targets());
            }
            assertThat(shown).isBetween(1, 100);
        }

        @Test
        void should_show_something_of_a_scan_without_regions() {
            Sample empty = regions(GRID, new boolean[(int) GRID.voxels()]);
            Example example =
                    new ExampleCutter(new Size(4, 4, 2), ZNormalise::normalise).training(empty, foreground(1), random);
            assertThat(example.targets()).hasSize(3 * 4 * 4 * 2).containsOnly(0);
        }

        @Test
        void should_have_no_region_beyond_a_scan_that_is_smaller_than_the_window() {
            boolean[] all = new boolean[(int) GRID.voxels()];
            Arrays.fill(all, true);
            View targets = targets(new ExampleCutter(new Size(16, 16, 8), ZNormalise::normalise)
                    .training(regions(GRID, all), foreground(0.5), random));
            for (int x = 0; x < 16; x++) {
                for (int y = 0; y < 16; y++) {
                    for (int z = 0; z < 8; z++) {
                        boolean inside = x >= 2 && x < 14 && y >= 3 && y < 13 && z >= 1 && z < 7; // in the middle
                        assertThat(targets.at(x, y, z, 1)).isEqualTo(inside ? 1 : 0);
                    }
                }
            }
        }

        private static double sum(float[] values) {
            double sum = 0;
            for (float value : values) {
                sum += value;
            }
            return sum;
        }
    }

    @Nested
    class Place {
        private static Sample place(Geometry grid, int x, int y, int z) {
            Sample bright = regions(grid, oneVoxel(grid, x, y, z));
            return new Sample(bright.scan(), new Labels.Place(x, y, z, List.of(Truth.POSITIVE)));
        }

        /** The only bright voxel. */
        private static List<Integer> bright(View view) {
            for (int x = 0; x < view.size().x(); x++) {
                for (int y = 0; y < view.size().y(); y++) {
                    for (int z = 0; z < view.size().z(); z++) {
                        if (isBright(view, x, y, z)) {
                            return List.of(x, y, z);
                        }
                    }
                }
            }
            throw new AssertionError("nothing is bright");
        }

        @ParameterizedTest
        @CsvSource({"6, 5, 3", "0, 0, 0", "11, 9, 5", "0, 9, 2"})
        void should_be_in_the_middle_also_at_the_border(int x, int y, int z) {
            View view = new ExampleCutter(new Size(8, 6, 4), ZNormalise::normalise).view(place(GRID, x, y, z));
            assertThat(view.size()).isEqualTo(new Size(8, 6, 4));
            assertThat(bright(view)).containsExactly(4, 3, 2);
        }

        @Test
        void should_be_surrounded_by_background_beyond_the_border() {
            float[] tissue = new float[(int) GRID.voxels()];
            Arrays.fill(tissue, 40);
            Sample corner = new Sample(
                    TestScans.scan("tissue", GRID, tissue), new Labels.Place(0, 9, 0, List.of(Truth.NEGATIVE)));
            View view = new ExampleCutter(new Size(8, 6, 4), ZNormalise::normalise).view(corner);
            for (int x = 0; x < 8; x++) {
                for (int y = 0; y < 6; y++) {
                    for (int z = 0; z < 4; z++) {
                        boolean inside = x >= 4 && y <= 3 && z >= 2;
                        assertThat(isBright(view, x, y, z)).isEqualTo(inside);
                    }
                }
            }
        }

        @Test
        void should_be_off_by_the_shift_at_most_in_training() {
            ExampleCutter cutter = new ExampleCutter(new Size(8, 8, 4), ZNormalise::normalise);
            Set<List<Integer>> places = new HashSet<>();
            for (int i = 0; i < 400; i++) {
                places.add(bright(
                        cutter.training(place(GRID, 6, 5, 3), shift(1), random).input()));
            }
            assertThat(places)
                    .hasSize(27)
                    .allMatch(at -> Math.abs(at.get(0) - 4) <= 1
                            && Math.abs(at.get(1) - 4) <= 1
                            && Math.abs(at.get(2) - 2) <= 1);
        }

        /** A radiograph has one slice, and the window, too. */
        @Test
        void should_be_shown_in_a_scan_of_one_slice_whatever_the_shift() {
            Geometry flat = new Geometry(12, 10, 1, Affine.axial(1, 1, 1));
            ExampleCutter cutter = new ExampleCutter(new Size(8, 8, 1), ZNormalise::normalise);
            for (int i = 0; i < 50; i++) {
                View input =
                        cutter.training(place(flat, 6, 5, 0), shift(2), random).input();
                assertThat(bright(input).get(2)).isZero();
            }
        }
    }

    @Test
    void should_give_unknown_classes_no_weight() {
        Sample sample = new Sample(
                TestScans.scan("whole", GRID, new float[(int) GRID.voxels()]),
                new Labels.Whole(List.of(Truth.UNKNOWN, Truth.POSITIVE, Truth.NEGATIVE)));
        Example example = new ExampleCutter(Size.cube(4), ZNormalise::normalise).training(sample, FLIPS, random);
        assertThat(example.targets()).containsExactly(0, 1, 0);
        assertThat(weights(example)).containsExactly(0, 1, 1);
    }

    @Test
    void should_show_all_of_a_whole_image() {
        Sample bright = regions(GRID, oneVoxel(GRID, 11, 9, 5));
        View view = new ExampleCutter(new Size(6, 5, 3), ZNormalise::normalise)
                .view(new Sample(bright.scan(), new Labels.Whole(List.of(Truth.POSITIVE))));
        assertThat(view.size()).isEqualTo(new Size(6, 5, 3));
        assertThat(isBright(view, 5, 4, 2)).isTrue();
        assertThat(isBright(view, 0, 0, 0)).isFalse();
    }

    @Nested
    class Whole {
        private static final ExampleAugmentation CROPS = new ExampleAugmentation(List.of(), 0, 0, 0, 0, 0.3, 0);
        private static final ExampleAugmentation ROTATIONS = new ExampleAugmentation(List.of(), 0, 0, 0, 0, 0, 45);

        private final Geometry plane = new Geometry(41, 41, 1, Affine.axial(1, 1, 1));
        private final ExampleCutter cutter = new ExampleCutter(new Size(41, 41, 1), UnaryOperator.identity());

        /** From left to right 0 to 1, in steps of a fortieth. */
        private Sample ramp() {
            float[] voxels = new float[41 * 41];
            for (int i = 0; i < voxels.length; i++) {
                voxels[i] = -1000 + 50 * (i % 41);
            }
            return whole(voxels);
        }

        private Sample whole(float[] voxels) {
            return new Sample(TestScans.scan("whole", plane, voxels), new Labels.Whole(List.of(Truth.POSITIVE)));
        }

        /** A crop of 0.3 of 41x41 pixels with a ratio of 3/4 is 19 pixels wide, less than half of the ramp. */
        @Test
        void should_be_seen_in_part_while_training() {
            DoubleSummaryStatistics ranges = new DoubleSummaryStatistics();
            for (int i = 0; i < 500; i++) {
                View input = cutter.training(ramp(), CROPS, random).input();
                assertThat(input.size()).isEqualTo(cutter.window());
                ranges.accept(input.at(40, 20, 0, 0) - input.at(0, 20, 0, 0));
            }
            assertThat(ranges.getMin()).isBetween(18 / 40.0 - 1e-5, 0.5);
            assertThat(ranges.getMax()).isBetween(0.95, 1 + 1e-5);
            View told = cutter.view(ramp());
            assertThat(told.at(40, 20, 0, 0) - told.at(0, 20, 0, 0)).isEqualTo(1);
        }

        /** Corners of a white square leave it, and what takes their place is black. */
        @Test
        void should_be_rotated_while_training() {
            float[] white = new float[41 * 41];
            Arrays.fill(white, 1000);
            View input = cutter.training(whole(white), ROTATIONS, random).input();
            assertThat(input.at(0, 0, 0, 0)).isZero();
            assertThat(input.at(20, 20, 0, 0)).isEqualTo(1);
            assertThat(input.at(20, 1, 0, 0)).isEqualTo(1);
            assertThat(cutter.view(whole(white)).at(0, 0, 0, 0)).isEqualTo(1);
        }

        @Test
        void should_be_all_that_is_cropped_and_rotated() {
            ExampleAugmentation both = new ExampleAugmentation(List.of(), 0, 0, 0, 0, 0.3, 45);
            Sample place = new Sample(ramp().scan(), new Labels.Place(20, 20, 0, List.of(Truth.POSITIVE)));
            assertThat(cutter.training(place, both, random).input()).isEqualTo(cutter.view(place));
        }
    }

    @Test
    void should_give_the_same_example_for_the_same_stream() {
        ExampleAugmentation all = new ExampleAugmentation(List.of(0, 1, 2), 2, 0.5, 0.1, 0.3, 0.3, 10);
        ExampleCutter cutter = new ExampleCutter(new Size(8, 6, 4), ZNormalise::normalise);
        Sample sample = regions(GRID, scattered());
        RandomStream stream = RandomStream.of(8);
        Example one = cutter.training(sample, all, stream.generator());
        Example same = cutter.training(sample, all, stream.generator());
        Example other = cutter.training(sample, all, stream.child(1).generator());
        assertThat(same.input()).isEqualTo(one.input());
        assertThat(same.targets()).isEqualTo(one.targets());
        assertThat(other.input()).isNotEqualTo(one.input());
        Sample whole = TestScans.whole(sample, Truth.POSITIVE);
        assertThat(cutter.training(whole, all, stream.generator()).input())
                .isEqualTo(cutter.training(whole, all, stream.generator()).input());
    }
}
