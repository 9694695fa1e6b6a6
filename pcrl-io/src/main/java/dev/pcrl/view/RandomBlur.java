package dev.pcrl.view;

import java.util.random.RandomGenerator;

/**
 * Blurs a view with a Gaussian whose width is drawn for each axis (TorchIO's {@code RandomBlur}, which uses SciPy's
 * {@code gaussian_filter}): cut off at 4 standard deviations, and mirrored at the border (d c b a | a b c d | d c b a).
 *
 * @param std each axis' standard deviation is uniform in [0, std] voxels; TorchIO's default is 2 (in mm of an array
 *     whose voxels are 1 mm)
 */
public record RandomBlur(double std) implements Augmentation {
    private static final double CUT_OFF = 4;

    public RandomBlur {
        Rule.checkNotNegative("blur-std", std);
    }

    /** TorchIO's default. */
    public static RandomBlur standard() {
        return new RandomBlur(2);
    }

    @Override
    public View apply(View view, RandomGenerator random) {
        double alongX = std * random.nextDouble();
        double alongY = std * random.nextDouble();
        double alongZ = std * random.nextDouble();
        return blur(view, alongX, alongY, alongZ);
    }

    /** The view blurred by standard deviations in voxels. */
    static View blur(View view, double alongX, double alongY, double alongZ) {
        Size size = view.size();
        int inner = view.channels();
        float[] values = view.array();
        values = along(values, size.x() * size.y(), size.z(), inner, alongZ);
        inner *= size.z();
        values = along(values, size.x(), size.y(), inner, alongY);
        inner *= size.y();
        values = along(values, 1, size.x(), inner, alongX);
        return view.with(values);
    }

    /** Blurs along the middle axis of [outer, length, inner]. */
    private static float[] along(float[] from, int outer, int length, int inner, double std) {
        float[] kernel = kernel(std);
        int radius = kernel.length - 1;
        if (radius == 0) {
            return from;
        }
        int line = length * inner;
        float[] to = new float[from.length];
        float[] padded = new float[line + 2 * radius * inner];
        for (int o = 0; o < outer; o++) {
            System.arraycopy(from, o * line, padded, radius * inner, line);
            for (int i = 1; i <= radius; i++) {
                int before = o * line + mirror(-i, length) * inner;
                int after = o * line + mirror(length - 1 + i, length) * inner;
                System.arraycopy(from, before, padded, (radius - i) * inner, inner);
                System.arraycopy(from, after, padded, (radius + length - 1 + i) * inner, inner);
            }
            convolve(padded, kernel, inner, to, o * line, line);
        }
        return to;
    }

    private static void convolve(float[] padded, float[] kernel, int inner, float[] to, int target, int line) {
        int middle = (kernel.length - 1) * inner;
        for (int k = 0; k < line; k++) {
            to[target + k] = kernel[0] * padded[middle + k];
        }
        for (int i = 1; i < kernel.length; i++) {
            float weight = kernel[i];
            int low = middle - i * inner;
            int high = middle + i * inner;
            for (int k = 0; k < line; k++) {
                to[target + k] += weight * (padded[low + k] + padded[high + k]);
            }
        }
    }

    /** Weights at distance 0, 1, ... from the centre; both sides together add up to 1. */
    static float[] kernel(double std) {
        int radius = (int) (CUT_OFF * std + 0.5);
        double[] raw = new double[radius + 1];
        double sum = 0;
        for (int i = 0; i <= radius; i++) {
            raw[i] = i == 0 ? 1 : StrictMath.exp(-0.5 * i * i / (std * std));
            sum += i == 0 ? raw[i] : 2 * raw[i];
        }
        float[] kernel = new float[radius + 1];
        for (int i = 0; i <= radius; i++) {
            kernel[i] = (float) (raw[i] / sum);
        }
        return kernel;
    }

    /** The place inside [0, length) that a place outside is mirrored to, the border voxel being repeated. */
    static int mirror(int place, int length) {
        int period = Math.floorMod(place, 2 * length);
        return period < length ? period : 2 * length - 1 - period;
    }
}
