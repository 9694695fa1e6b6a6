package dev.pcrl.phantom;

import dev.pcrl.volume.Geometry;
import java.util.random.RandomGenerator;

/**
 * What a scanner adds to the patient: Gaussian noise that neighbours within a slice share a little of (a reconstruction
 * kernel smooths), and a slight lift of the middle against the rim, as is left over from beam hardening.
 */
final class ScannerNoise implements Artefact {
    private static final double BIAS = 8; // Hounsfield units from the middle to the rim
    private static final double NEIGHBOUR = 0.35; // weight of each of the two neighbours along x and y
    private static final int MIN = -1024;
    private static final int MAX = 3071;

    private final RandomGenerator random;
    private final double sigma;

    /**
     * @param random where the noise comes from
     * @param sigma standard deviation of the noise in Hounsfield units
     */
    ScannerNoise(RandomGenerator random, double sigma) {
        this.random = random;
        this.sigma = sigma;
    }

    /** Adds noise and bias and rounds to the whole Hounsfield units that 12 bits hold. */
    @Override
    public void addTo(float[] values, Geometry geometry) {
        int nx = geometry.nx();
        int ny = geometry.ny();
        float[] noise = new float[nx * ny];
        for (int k = 0; k < geometry.nz(); k++) {
            fill(noise, nx, ny);
            for (int j = 0; j < ny; j++) {
                for (int i = 0; i < nx; i++) {
                    int index = i + nx * (j + ny * k);
                    double u = 2.0 * i / nx - 1;
                    double v = 2.0 * j / ny - 1;
                    double value = values[index] + noise[i + nx * j] + BIAS * (0.5 - u * u - v * v);
                    values[index] = Math.min(MAX, Math.max(MIN, Math.round(value)));
                }
            }
        }
    }

    private void fill(float[] noise, int nx, int ny) {
        // Two passes of the kernel (w, 1, w) multiply the variance by (1 + 2 w^2)^2.
        double scale = sigma / (1 + 2 * NEIGHBOUR * NEIGHBOUR);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (scale * random.nextGaussian());
        }
        for (int j = 0; j < ny; j++) {
            smooth(noise, nx * j, 1, nx);
        }
        for (int i = 0; i < nx; i++) {
            smooth(noise, i, nx, ny);
        }
    }

    private static void smooth(float[] noise, int start, int step, int count) {
        float before = 0;
        for (int i = 0; i < count; i++) {
            int index = start + i * step;
            float here = noise[index];
            float after = i + 1 < count ? noise[index + step] : 0;
            noise[index] = (float) (here + NEIGHBOUR * (before + after));
            before = here;
        }
    }
}
