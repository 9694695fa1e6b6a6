package dev.pcrl.finetune;

import dev.pcrl.view.RandomFlip;
import dev.pcrl.view.RandomGamma;
import dev.pcrl.view.RandomNoise;
import dev.pcrl.view.RandomResizedCrop;
import dev.pcrl.view.RandomRotation;
import dev.pcrl.view.Rule;
import dev.pcrl.view.View;
import dev.pcrl.volume.Box;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What makes one labelled scan many.
 *
 * @param flipAxes mirrored with probability 1/2 each, 0 = x, 1 = y, 2 = z; {@code flip-axes}
 * @param shift voxels that a place's window may be off along each axis; {@code shift}
 * @param foreground share of windows for segmentation that lie around a voxel of a region; {@code foreground}
 * @param noiseStd largest standard deviation of added noise, of intensities in [0, 1]; {@code noise-std}
 * @param logGamma gamma goes from exp(-this) to exp(this); {@code log-gamma}
 * @param cropScale least share of a whole image's area, along x and y, that is seen; 0 for all of it;
 *     {@code crop-scale}
 * @param rotationDegrees largest angle by which a whole image is rotated about z; {@code rotation-degrees}
 */
public record ExampleAugmentation(
        List<Integer> flipAxes,
        int shift,
        double foreground,
        double noiseStd,
        double logGamma,
        double cropScale,
        double rotationDegrees) {
    public ExampleAugmentation {
        flipAxes = List.copyOf(flipAxes);
        Rule.check(flipAxes.stream().allMatch(axis -> axis >= 0 && axis <= 2), "flip-axes", "be of 0, 1, 2", flipAxes);
        Rule.check(shift >= 0, "shift", "be at least 0", shift);
        Rule.check(foreground >= 0 && foreground <= 1, "foreground", "be in [0, 1]", foreground);
        Rule.checkNotNegative("noise-std", noiseStd);
        Rule.checkNotNegative("log-gamma", logGamma);
        Rule.check(cropScale >= 0 && cropScale <= 1, "crop-scale", "be in [0, 1]", cropScale);
        new RandomRotation(rotationDegrees); // which knows the rule
    }

    /** Mirrored along x; half of the windows around something; nothing else. */
    public static ExampleAugmentation standard() {
        return new ExampleAugmentation(List.of(0), 2, 0.5, 0, 0, 0, 0);
    }

    /** Which axes to mirror this time. */
    List<Integer> drawFlips(RandomGenerator random) {
        return flipAxes.stream().filter(axis -> random.nextBoolean()).toList();
    }

    static View flip(View view, List<Integer> axes) {
        return RandomFlip.flip(view, axes.contains(0), axes.contains(1), axes.contains(2));
    }

    /** What of a whole image to look at this time. */
    Box drawCrop(Box image, RandomGenerator random) {
        return cropScale > 0 ? new RandomResizedCrop(cropScale, 1).draw(image, random) : image;
    }

    /** A whole image, rotated. */
    View rotate(View view, RandomGenerator random) {
        return rotationDegrees > 0 ? new RandomRotation(rotationDegrees).apply(view, random) : view;
    }

    /** The view with other intensities. */
    View intensities(View view, RandomGenerator random) {
        View changed = logGamma > 0 ? new RandomGamma(logGamma).apply(view, random) : view;
        return noiseStd > 0 ? new RandomNoise(noiseStd).apply(changed, random) : changed;
    }
}
