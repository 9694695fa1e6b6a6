package dev.pcrl.phantom;

import java.util.random.RandomGenerator;

/**
 * A smooth random field: values in -1..1 on a lattice that repeats, interpolated in between. Gives surfaces their
 * unevenness and the brain its folds.
 */
final class LatticeNoise {
    private static final int BITS = 5;
    private static final int SIZE = 1 << BITS;

    private final float[] lattice;
    private final double frequency;

    /**
     * @param random where the lattice's values come from
     * @param wavelength distance of lattice points in millimetres
     */
    LatticeNoise(RandomGenerator random, double wavelength) {
        this.frequency = 1 / wavelength;
        this.lattice = new float[SIZE * SIZE * SIZE];
        for (int i = 0; i < lattice.length; i++) {
            lattice[i] = 2 * random.nextFloat() - 1;
        }
    }

    /** The field at a position in millimetres, in -1..1. */
    double at(double x, double y, double z) {
        double u = x * frequency;
        double v = y * frequency;
        double w = z * frequency;
        int i = (int) Math.floor(u);
        int j = (int) Math.floor(v);
        int k = (int) Math.floor(w);
        double a = smooth(u - i);
        double b = smooth(v - j);
        double low =
                mix(mix(value(i, j, k), value(i + 1, j, k), a), mix(value(i, j + 1, k), value(i + 1, j + 1, k), a), b);
        double high = mix(
                mix(value(i, j, k + 1), value(i + 1, j, k + 1), a),
                mix(value(i, j + 1, k + 1), value(i + 1, j + 1, k + 1), a),
                b);
        return mix(low, high, smooth(w - k));
    }

    private double value(int i, int j, int k) {
        int mask = SIZE - 1;
        return lattice[(i & mask) | ((j & mask) << BITS) | ((k & mask) << (2 * BITS))];
    }

    private static double mix(double from, double to, double share) {
        return from + share * (to - from);
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }
}
