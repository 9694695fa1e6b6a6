package dev.pcrl.view;

import java.util.List;

/**
 * How views are augmented; 0 turns an augmentation off. Z-normalisation of the network's input is always on.
 *
 * @param flipAxes axes to mirror, of 0 = x, 1 = y, 2 = z; {@code flip-axes}
 * @param flipProbability of each of these axes to be mirrored; {@code flip-probability}
 * @param affineScale largest scaling up or down, as a fraction; {@code affine-scale}
 * @param affineDegrees largest rotation about each axis; {@code affine-degrees}
 * @param blurStd largest standard deviation of the blur, in voxels; {@code blur-std}
 * @param noiseStd largest standard deviation of the noise; {@code noise-std}
 * @param logGamma largest natural logarithm of gamma, up or down; {@code log-gamma}
 * @param swapPatch size of swapped patches; {@code swap-patch}
 * @param swapIterations number of swaps; {@code swap-iterations}
 * @param swapLocalViews whether patches of local views are swapped too; {@code swap-local-views}
 */
public record AugmentationSettings(
        List<Integer> flipAxes,
        double flipProbability,
        double affineScale,
        double affineDegrees,
        double blurStd,
        double noiseStd,
        double logGamma,
        Size swapPatch,
        int swapIterations,
        boolean swapLocalViews) {
    public AugmentationSettings {
        flipAxes = List.copyOf(flipAxes);
        // Each augmentation knows the rules of its own parameters.
        new RandomFlip(flipAxes, flipProbability);
        new RandomAffine(affineScale, affineDegrees);
        new RandomBlur(blurStd);
        new RandomNoise(noiseStd);
        new RandomGamma(logGamma);
        new RandomSwap(swapPatch, swapIterations);
    }

    /**
     * The paper's augmentations (section 4.3) with TorchIO's defaults. (The authors' code differs in two points: it
     * swaps patches of 8x4x4 voxels, and none in local views.)
     */
    public static AugmentationSettings paper() {
        return new AugmentationSettings(List.of(0), 0.5, 0.1, 10, 2, 0.25, 0.3, Size.cube(15), 100, true);
    }

    /** No augmentation at all but z-normalisation. */
    public static AugmentationSettings none() {
        return new AugmentationSettings(List.of(), 0, 0, 0, 0, 0, 0, Size.cube(15), 0, false);
    }

    /** First-stage augmentations (t1, t2 in the paper): flip, affine. */
    Augmentation global() {
        return new RandomFlip(flipAxes, flipProbability).then(new RandomAffine(affineScale, affineDegrees));
    }

    /** Second-stage augmentations (t1', t2'): blur, noise, gamma, swap; then z-normalisation. */
    Augmentation local(boolean withSwap) {
        Augmentation pixels =
                new RandomBlur(blurStd).then(new RandomNoise(noiseStd)).then(new RandomGamma(logGamma));
        if (withSwap) {
            pixels = pixels.then(new RandomSwap(swapPatch, swapIterations));
        }
        return pixels.then(new ZNormalise());
    }
}
