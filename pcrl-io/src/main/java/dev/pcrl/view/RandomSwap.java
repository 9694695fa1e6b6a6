package dev.pcrl.view;

import java.util.random.RandomGenerator;

/**
 * Swaps patches again and again (TorchIO's {@code RandomSwap}, after Chen et al., Self-supervised learning for medical
 * image analysis using image context restoration, 2019).
 *
 * <p>As in TorchIO the two places of a swap differ but their patches may overlap; the voxels of both get the second
 * patch's values at the first place. Unlike TorchIO, which refuses a view that is smaller than the patch and never ends
 * on one just larger, a patch is shrunk to half the view along each axis where it is longer; and the last place along
 * an axis, which TorchIO's {@code randint} leaves out, is drawn like the others.
 *
 * @param patch size of the patches; TorchIO's default is 15x15x15
 * @param iterations number of swaps; TorchIO's default is 100
 */
public record RandomSwap(Size patch, int iterations) implements Augmentation {
    public RandomSwap {
        Rule.check(patch != null, "swap-patch", "be a size", patch);
        Rule.check(iterations >= 0, "swap-iterations", "be at least 0", iterations);
    }

    /** TorchIO's defaults. */
    public static RandomSwap standard() {
        return new RandomSwap(Size.cube(15), 100);
    }

    @Override
    public View apply(View view, RandomGenerator random) {
        Size size = view.size();
        if (size.voxels() == 1) {
            return view; // there are no two places
        }
        Size fitting = fitting(size);
        Patches patches = new Patches(view, fitting);
        for (int i = 0; i < iterations; i++) {
            int first = place(size, fitting, random);
            int second = place(size, fitting, random);
            while (second == first) {
                second = place(size, fitting, random);
            }
            patches.swap(first, second);
        }
        return view.with(patches.values);
    }

    /** The patch size for a view: at most half of it, so that two fit side by side. */
    Size fitting(Size view) {
        return new Size(
                Math.min(patch.x(), Math.max(1, view.x() / 2)),
                Math.min(patch.y(), Math.max(1, view.y() / 2)),
                Math.min(patch.z(), Math.max(1, view.z() / 2)));
    }

    /** A uniform place of a patch: the number of its lowest voxel. */
    private static int place(Size view, Size patch, RandomGenerator random) {
        int x = random.nextInt(view.x() - patch.x() + 1);
        int y = random.nextInt(view.y() - patch.y() + 1);
        int z = random.nextInt(view.z() - patch.z() + 1);
        return (x * view.y() + y) * view.z() + z;
    }

    /** Values of a view that is being swapped, and room for two patches. */
    private static final class Patches {
        private final float[] values;
        private final Size patch;
        private final int channels;
        private final int strideX;
        private final int strideY;
        private final float[] firstValues;
        private final float[] secondValues;

        Patches(View view, Size patch) {
            this.values = view.toArray();
            this.patch = patch;
            this.channels = view.channels();
            this.strideY = view.size().z() * channels;
            this.strideX = view.size().y() * strideY;
            this.firstValues = new float[patch.voxels() * channels];
            this.secondValues = new float[patch.voxels() * channels];
        }

        void swap(int first, int second) {
            copy(first * channels, firstValues, true);
            copy(second * channels, secondValues, true);
            copy(second * channels, firstValues, false);
            copy(first * channels, secondValues, false);
        }

        private void copy(int start, float[] patchValues, boolean fromView) {
            int row = patch.z() * channels;
            int place = 0;
            for (int x = 0; x < patch.x(); x++) {
                for (int y = 0; y < patch.y(); y++) {
                    int inView = start + x * strideX + y * strideY;
                    if (fromView) {
                        System.arraycopy(values, inView, patchValues, place, row);
                    } else {
                        System.arraycopy(patchValues, place, values, inView, row);
                    }
                    place += row;
                }
            }
        }
    }
}
