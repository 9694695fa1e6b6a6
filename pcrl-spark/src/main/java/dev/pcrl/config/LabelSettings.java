package dev.pcrl.config;

import dev.pcrl.view.Rule;

/**
 * Which labels are used.
 *
 * @param ratio share of the training patients whose labels are used; {@code ratio}, 1 by default. Of one seed, those of
 *     a smaller share are among those of a larger one
 * @param negativesPerPositive of places and images, so many negative ones for each positive one are drawn, for training
 *     anew each time round, for validation once; 0 takes all; {@code negatives-per-positive}, 3 by default
 * @param maximumBadFiles share of the cases that may be unusable; {@code maximum-bad-files}, 0.05 by default
 */
public record LabelSettings(double ratio, int negativesPerPositive, double maximumBadFiles) {
    public LabelSettings {
        Rule.check(ratio > 0 && ratio <= 1, "ratio", "be in (0, 1]", ratio);
        Rule.check(negativesPerPositive >= 0, "negatives-per-positive", "be at least 0", negativesPerPositive);
        Rule.check(maximumBadFiles >= 0 && maximumBadFiles <= 1, "maximum-bad-files", "be in [0, 1]", maximumBadFiles);
    }

    public static LabelSettings standard() {
        return new LabelSettings(1, 3, 0.05);
    }
}
