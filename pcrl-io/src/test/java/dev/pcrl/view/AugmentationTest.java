package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.random.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private final RandomGenerator random = RandomStream.of(11).generator();

    @Test
    void should_default_to_torchio() {
        assertThat(RandomFlip.standard()).isEqualTo(new RandomFlip(List.of(0), 0.5));
        assertThat(RandomAffine.standard()).isEqualTo(new RandomAffine(0.1, 10));
        assertThat(RandomBlur.standard()).isEqualTo(new RandomBlur(2));
        assertThat(RandomNoise.standard()).isEqualTo(new RandomNoise(0.25));
        assertThat(RandomGamma.standard()).isEqualTo(new RandomGamma(0.3));
        assertThat(RandomSwap.standard()).isEqualTo(new RandomSwap(Size.cube(15), 100));
    }

    @Nested
    class Flip {
        @Test
        void should_mirror_the_chosen_axes() {
            View view =
                    new View(new Size(2, 2, 2), 2, new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
            assertThat(RandomFlip.flip(view, true, false, false).toArray())
                    .containsExactly(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
            assertThat(RandomFlip.flip(view, false, true, false).at(1, 0, 1, 1)).isEqualTo(view.at(1, 1, 1, 1));
            assertThat(RandomFlip.flip(view, false, false, true).at(1, 0, 1, 1)).isEqualTo(view.at(1, 0, 0, 1));
        }

        @Test
        void should_mirror_half_of_the_time() {
            View view = Volumes.view(2, 1, 1);
            int mirrored = 0;
            for (int i = 0; i < 1000; i++) {
                mirrored += RandomFlip.standard().apply(view, random).equals(view) ? 0 : 1;
            }
            assertThat(mirrored).isBetween(430, 570);
        }

        @Test
        void should_follow_the_probability() {
            View view = Volumes.view(3, 4, 5);
            View all = new RandomFlip(List.of(0, 1, 2), 1).apply(view, random);
            assertThat(all).isEqualTo(RandomFlip.flip(view, true, true, true));
            assertThat(new RandomFlip(List.of(0, 1, 2), 0).apply(view, random)).isSameAs(view);
        }
    }

    @Nested
    class Affine {
        /**
         * TorchIO's {@code Affine(scales=(1.1, 0.9, 1.05), degrees=(10, -7, 5))} of the array {@code (np.arange(8*7*6)
         * * 7 % 11).reshape(8, 7, 6) / 11 + 0.5}: its SimpleITK calls, run with SimpleITK in Python.
         */
        @Test
        void should_agree_with_torchio() {
            float[] values = Volumes.view(8, 7, 6).toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] += 0.5f;
            }
            View moved = RandomAffine.transform(
                    new View(new Size(8, 7, 6), 1, values), new double[] {1.1, 0.9, 1.05}, new double[] {10, -7, 5});
            assertThat(moved.at(0, 0, 0, 0)).isCloseTo(1.0931187f, within(1e-5f));
            assertThat(moved.at(4, 3, 2, 0)).isCloseTo(1.166019f, within(1e-5f));
            assertThat(moved.at(7, 6, 5, 0)).isCloseTo(1.0886995f, within(1e-5f));
            assertThat(moved.at(1, 5, 2, 0)).isCloseTo(0.9551449f, within(1e-5f));
            assertThat(moved.at(6, 1, 4, 0)).isCloseTo(1.0801111f, within(1e-5f));
            assertThat(moved.at(3, 0, 3, 0)).isCloseTo(0.9476483f, within(1e-5f));
            assertThat(sum(moved)).isCloseTo(307.0108604, within(1e-3));
        }

        @Test
        void should_turn_a_quarter_about_z() {
            View view = Volumes.view(5, 5, 2);
            View turned = RandomAffine.transform(view, new double[] {1, 1, 1}, new double[] {0, 0, 90});
            for (int x = 0; x < 5; x++) {
                for (int y = 0; y < 5; y++) {
                    // x goes to y and y to -x
                    assertThat(turned.at(4 - y, x, 1, 0)).isCloseTo(view.at(x, y, 1, 0), within(1e-5f));
                }
            }
        }

        @Test
        void should_pad_with_the_minimum_and_keep_the_centre() {
            float[] values = new float[27];
            Arrays.fill(values, 0.5f);
            values[13] = 0.25f;
            View small = RandomAffine.transform(
                    new View(Size.cube(3), 1, values), new double[] {0.3, 0.3, 0.3}, new double[] {0, 0, 0});
            assertThat(small.at(1, 1, 1, 0)).isEqualTo(0.25f);
            assertThat(small.at(0, 1, 1, 0)).isEqualTo(0.25f);
        }

        @Test
        void should_change_nothing_when_off_and_stay_in_range_when_on() {
            View view = Volumes.view(9, 8, 7);
            assertThat(new RandomAffine(0, 0).apply(view, random)).isEqualTo(view);
            for (int i = 0; i < 50; i++) {
                for (float value : RandomAffine.standard().apply(view, random).toArray()) {
                    assertThat(value).isBetween(0f, 10 / 11f);
                }
            }
        }

        @Test
        void should_move_all_channels_alike() {
            View one = Volumes.view(6, 5, 4);
            float[] both = new float[2 * one.length()];
            for (int i = 0; i < one.length(); i++) {
                both[2 * i] = one.array()[i];
                both[2 * i + 1] = one.array()[i] + 1;
            }
            double[] scales = {1.05, 0.95, 1.1};
            double[] angles = {-4, 8, 9};
            View movedOne = RandomAffine.transform(one, scales, angles);
            View movedBoth = RandomAffine.transform(new View(one.size(), 2, both), scales, angles);
            for (int i = 0; i < one.length(); i++) {
                assertThat(movedBoth.array()[2 * i]).isEqualTo(movedOne.array()[i]);
                assertThat(movedBoth.array()[2 * i + 1]).isCloseTo(movedOne.array()[i] + 1, within(1e-5f));
            }
        }
    }

    @Nested
    class Blur {
        /**
         * {@code scipy.ndimage.gaussian_filter((np.arange(60) * 7 % 11).astype("f4").reshape(4, 3, 5) / 11, [0.7, 1.3,
         * 0.5])} of SciPy 1.17.1; its kernels are longer than the view.
         */
        @Test
        void should_agree_with_scipy() {
            View blurred = RandomBlur.blur(Volumes.view(4, 3, 5), 0.7, 1.3, 0.5);
            assertThat(blurred.at(0, 0, 0, 0)).isCloseTo(0.26135334f, within(1e-6f));
            assertThat(blurred.at(1, 2, 3, 0)).isCloseTo(0.5020879f, within(1e-6f));
            assertThat(blurred.at(3, 1, 4, 0)).isCloseTo(0.41393024f, within(1e-6f));
            assertThat(blurred.at(2, 0, 2, 0)).isCloseTo(0.4766452f, within(1e-6f));
            assertThat(sum(blurred)).isCloseTo(27.363636, within(1e-4));
        }

        @Test
        void should_mirror_at_the_border() {
            assertThat(new int[] {
                        RandomBlur.mirror(-1, 3), RandomBlur.mirror(-3, 3), RandomBlur.mirror(-4, 3),
                        RandomBlur.mirror(3, 3), RandomBlur.mirror(6, 3), RandomBlur.mirror(2, 3)
                    })
                    .containsExactly(0, 2, 2, 2, 0, 2);
        }

        @Test
        void should_cut_the_kernel_off_at_four_deviations() {
            assertThat(RandomBlur.kernel(2)).hasSize(9);
            assertThat(RandomBlur.kernel(0)).containsExactly(1);
        }

        @Test
        void should_blur_channels_apart() {
            float[] values = {1, 5, 1, 5, 1, 5};
            View blurred = RandomBlur.blur(new View(new Size(1, 1, 3), 2, values), 1, 1, 1);
            assertThat(blurred.toArray()).usingComparatorWithPrecision(1e-5f).containsExactly(values);
        }
    }

    @Nested
    class NoiseAndGamma {
        @Test
        void should_add_noise_of_the_drawn_deviation() {
            View view = new View(Size.cube(40), 1, new float[64000]);
            double sumOfDeviations = 0;
            for (int i = 0; i < 50; i++) {
                float[] noise = RandomNoise.standard().apply(view, random).toArray();
                double mean = sum(view.with(noise)) / noise.length;
                double squares = 0;
                for (float value : noise) {
                    squares += (double) value * value;
                }
                double deviation = Math.sqrt(squares / noise.length);
                assertThat(deviation).isLessThan(0.252);
                assertThat(mean).isCloseTo(0, within(0.006));
                sumOfDeviations += deviation;
            }
            assertThat(sumOfDeviations / 50).isCloseTo(0.125, within(0.035)); // uniform in [0, 0.25]
        }

        @Test
        void should_raise_to_gamma_and_keep_signs() {
            View view = new View(new Size(4, 1, 1), 1, new float[] {-0.25f, 0, 0.25f, 4});
            assertThat(RandomGamma.power(view, new double[] {0.5}).toArray())
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(-0.5f, 0, 0.5f, 2);
        }

        @Test
        void should_draw_gamma_between_the_bounds() {
            View view = new View(new Size(1, 1, 1), 1, new float[] {0.5f});
            float lowest = 1;
            float highest = 0;
            for (int i = 0; i < 1000; i++) {
                float value = RandomGamma.standard().apply(view, random).at(0, 0, 0, 0);
                lowest = Math.min(lowest, value);
                highest = Math.max(highest, value);
            }
            assertThat(lowest).isCloseTo((float) Math.pow(0.5, Math.exp(0.3)), within(2e-3f));
            assertThat(highest).isCloseTo((float) Math.pow(0.5, Math.exp(-0.3)), within(2e-3f));
        }
    }

    @Nested
    class Swap {
        @Test
        void should_swap_two_halves() {
            View view = new View(new Size(1, 1, 2), 1, new float[] {1, 2});
            assertThat(new RandomSwap(Size.cube(15), 1).apply(view, random).toArray())
                    .containsExactly(2, 1);
            assertThat(new RandomSwap(Size.cube(15), 2).apply(view, random).toArray())
                    .containsExactly(1, 2);
        }

        @Test
        void should_shrink_patches_to_half_the_view() {
            assertThat(RandomSwap.standard().fitting(new Size(64, 64, 32))).hasToString("15x15x15");
            assertThat(RandomSwap.standard().fitting(Size.cube(16))).hasToString("8x8x8");
            assertThat(RandomSwap.standard().fitting(new Size(64, 64, 1))).hasToString("15x15x1");
        }

        @Test
        void should_move_whole_patches_and_change_little_else() {
            View view = distinct(new Size(20, 10, 10));
            Set<Integer> changed = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                View swapped = new RandomSwap(Size.cube(3), 1).apply(view, random);
                int count = 0;
                for (int j = 0; j < view.length(); j++) {
                    count += view.array()[j] == swapped.array()[j] ? 0 : 1;
                }
                assertThat(count).isBetween(1, 2 * 27);
                changed.add(count);
            }
            assertThat(changed).contains(54).hasSizeGreaterThan(1); // most are apart, some overlap
        }

        @Test
        void should_leave_a_single_voxel_alone() {
            View view = new View(Size.cube(1), 1, new float[] {3});
            assertThat(RandomSwap.standard().apply(view, random)).isEqualTo(view);
        }
    }

    @Nested
    class Normalise {
        @Test
        void should_give_mean_zero_and_deviation_one_as_pytorch_has_it() {
            View view = new View(new Size(4, 1, 1), 1, new float[] {1, 2, 3, 4});
            // torch.tensor([1., 2., 3., 4.]): mean 2.5, std 1.2909944
            assertThat(ZNormalise.normalise(view).toArray())
                    .usingComparatorWithPrecision(1e-6f)
                    .containsExactly(-1.161895f, -0.3872983f, 0.3872983f, 1.161895f);
        }

        @Test
        void should_take_a_constant_view_to_zero() {
            float[] values = new float[1000];
            Arrays.fill(values, 0.1f);
            assertThat(ZNormalise.normalise(new View(Size.cube(10), 1, values)).toArray())
                    .containsOnly(0);
            assertThat(ZNormalise.normalise(new View(Size.cube(1), 1, new float[] {7}))
                            .toArray())
                    .containsExactly(0);
        }
    }

    private static View distinct(Size size) {
        float[] values = new float[size.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return new View(size, 1, values);
    }

    private static double sum(View view) {
        double sum = 0;
        for (float value : view.toArray()) {
            sum += value;
        }
        return sum;
    }
}
