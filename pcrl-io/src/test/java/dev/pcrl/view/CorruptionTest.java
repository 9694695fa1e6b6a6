package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.random.RandomStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The corruptions of Models Genesis. */
class CorruptionTest {
    private final RandomGenerator random = RandomStream.of(11).generator();

    /** All values differ, ascending in C order from 0 to 1. */
    private static View ramp(Size size) {
        float[] values = new float[size.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) i / (values.length - 1);
        }
        return new View(size, 1, values);
    }

    @Nested
    class Curve {
        @Test
        void should_keep_ends_and_order_or_turn_both_round() {
            int turned = 0;
            for (int i = 0; i < 200; i++) {
                float[] values = new IntensityCurve(1)
                        .apply(ramp(new Size(4, 4, 4)), random)
                        .toArray();
                boolean falls = values[0] > 0.5;
                turned += falls ? 1 : 0;
                assertThat(values[0]).isCloseTo(falls ? 1 : 0, within(1e-6f));
                assertThat(values[63]).isCloseTo(falls ? 0 : 1, within(1e-6f));
                for (int j = 1; j < values.length; j++) {
                    assertThat(falls ? values[j - 1] - values[j] : values[j] - values[j - 1])
                            .isGreaterThanOrEqualTo(0);
                }
            }
            assertThat(turned).isBetween(70, 130);
        }

        @Test
        void should_bend_differently_each_time() {
            Set<Float> middles = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                middles.add(new IntensityCurve(1)
                        .apply(ramp(new Size(3, 1, 1)), random)
                        .at(1, 0, 0, 0));
            }
            assertThat(middles).hasSizeGreaterThan(45);
        }

        @Test
        void should_leave_views_alone_at_probability_0() {
            View view = ramp(new Size(4, 4, 4));
            assertThat(new IntensityCurve(0).apply(view, random)).isSameAs(view);
        }
    }

    @Nested
    class Shuffle {
        @Test
        void should_move_voxels_no_further_than_a_box() {
            Size size = new Size(40, 30, 20); // boxes of up to 4x3x2
            View view = ramp(size);
            float[] after = new LocalShuffle(1).apply(view, random).toArray();
            int moved = 0;
            for (int i = 0; i < after.length; i++) {
                int from = Math.round(after[i] * (after.length - 1));
                moved += from == i ? 0 : 1;
                assertThat(Math.abs(from / 600 - i / 600)).isLessThan(4);
                assertThat(Math.abs(from / 20 % 30 - i / 20 % 30)).isLessThan(3);
                assertThat(Math.abs(from % 20 - i % 20)).isLessThan(2);
            }
            assertThat(moved).isGreaterThan(after.length / 3);
        }

        @Test
        void should_keep_the_channels_of_a_voxel_together() {
            float[] values = new float[20 * 20 * 20 * 2];
            for (int i = 0; i < values.length; i++) {
                values[i] = i;
            }
            float[] after = new LocalShuffle(1)
                    .apply(new View(Size.cube(20), 2, values), random)
                    .toArray();
            assertThat(after).isNotEqualTo(values);
            for (int i = 0; i < after.length; i += 2) {
                assertThat(after[i] % 2).isZero();
                assertThat(after[i + 1]).isEqualTo(after[i] + 1);
            }
        }
    }

    @Nested
    class Paint {
        private final View dark = new View(new Size(64, 64, 32), 1, new float[64 * 64 * 32]);

        @Test
        void should_paint_a_small_part_inside() {
            for (int i = 0; i < 20; i++) {
                // five boxes of at most (1/3)^3
                assertThat(painted(new Painting(1, 1))).isBetween(0.0, 5.0 / 27);
            }
        }

        @Test
        void should_leave_boxes_open_outside() {
            for (int i = 0; i < 20; i++) {
                // at least one of (3/7)^3, at most five of (4/7)^3 that do not overlap
                assertThat(1 - painted(new Painting(1, 0))).isBetween(0.06, 0.94);
            }
        }

        @Test
        void should_keep_the_border_of_a_view_that_is_painted_inside() {
            View painted = new Painting(1, 1).apply(dark, random);
            for (int x = 0; x < 64; x++) {
                assertThat(painted.at(x, 2, 16, 0)).isZero();
                assertThat(painted.at(x, 61, 16, 0)).isZero();
            }
        }

        private double painted(Painting painting) {
            float[] values = painting.apply(dark, random).toArray();
            int count = 0;
            for (float value : values) {
                assertThat(value).isBetween(0f, 1f);
                count += value > 0 ? 1 : 0;
            }
            return (double) count / values.length;
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 64, 32", "16, 16, 8", "4, 3, 2", "1, 1, 1"})
    void should_corrupt_views_of_any_size(int x, int y, int z) {
        View view = ramp(new Size(x, y, Math.max(z, 1)));
        Augmentation corruption = Corruption.MODELS_GENESIS.of(AugmentationSettings.paper(), true);
        for (int i = 0; i < 20; i++) {
            float[] values = corruption.apply(view, random).toArray();
            assertThat(values).hasSize(view.length());
            for (float value : values) {
                assertThat(value).isFinite();
            }
        }
    }

    @Test
    void should_restore_what_is_clean() {
        ViewBundle bundle =
                new ViewSampler(ViewSettings.paper(), 5).sample(Volumes.cylinder(128, 128, 70), SourceHash.of("a"), 0);
        TrainingViews genesis =
                new Augmenter(AugmentationSettings.paper(), Corruption.MODELS_GENESIS, false).augment(bundle, 1, 0);
        TrainingViews usual =
                new Augmenter(AugmentationSettings.paper(), Corruption.PCRLV2, true).augment(bundle, 1, 0);

        assertThat(genesis.clean()).isEqualTo(usual.clean());
        assertThat(genesis.corrupted()).isNotEqualTo(usual.corrupted());
        assertThat(genesis.locals()).isEmpty();
        assertThat(List.of(0, 1))
                .allSatisfy(i -> assertThat(genesis.corrupted().get(i))
                        .isNotEqualTo(ZNormalise.normalise(genesis.clean().get(i))));
    }
}
