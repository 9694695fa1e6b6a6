package dev.pcrl.phantom;

import java.util.random.RandomGenerator;

/**
 * Mean Hounsfield units of one patient, as the phase of a contrast medium and disease make them. Each is drawn for
 * itself from ranges that overlap: the liver of one patient is as bright as the spleen or the gut of the next.
 */
record AbdomenDensities(double liver, double spleen, double kidney, double muscle, double blood) {
    private static final double DARKEST = 30;
    private static final double BRIGHTEST = 110;

    static AbdomenDensities draw(RandomGenerator random) {
        return new AbdomenDensities(
                soft(random), soft(random), soft(random), random.nextDouble(45, 80), random.nextDouble(45, 150));
    }

    /** Of an organ, or of what is not to be told from one by its density. */
    static double soft(RandomGenerator random) {
        return random.nextDouble(DARKEST, BRIGHTEST);
    }
}
