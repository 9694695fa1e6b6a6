package dev.pcrl.report;

import static java.util.Objects.requireNonNull;

/**
 * What the network made of one corrupted view, at one scale. The three pictures have one size and one grey window.
 *
 * @param scale the pyramid's scale, 1 = coarsest
 * @param view number of the view, from 1
 * @param corrupted the network's input
 * @param restored its output
 * @param target the clean view that it should have found
 * @param meanSquaredError over the whole view
 * @param correlation of restored and target over the whole view, which brightness and contrast do not matter to; not a
 *     number where either is of one grey
 * @param corruptedCorrelation the same of corrupted view and target, for comparison
 */
public record RestorationPicture(
        int scale,
        int view,
        GreyImage corrupted,
        GreyImage restored,
        GreyImage target,
        double meanSquaredError,
        double correlation,
        double corruptedCorrelation) {
    public RestorationPicture {
        requireNonNull(corrupted, "corrupted");
        requireNonNull(restored, "restored");
        requireNonNull(target, "target");
    }
}
