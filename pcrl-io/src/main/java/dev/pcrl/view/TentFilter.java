package dev.pcrl.view;

/**
 * Weights of linear resampling along one axis: output i is the sum over k of {@code weights[i][k] * input[first[i] +
 * k]}.
 *
 * <p>Output i has its centre at {@code (i + 0.5) * in / out} of the input, whose element j lies at j + 0.5. Inputs are
 * weighted by a tent around it of half width {@code max(1, in / out)}: plain linear interpolation when growing, and
 * wider, so that all inputs count, when shrinking. Weights are normalised, at the edges too. This is PyTorch's
 * {@code interpolate(mode="bilinear", antialias=True, align_corners=False)}.
 */
final class TentFilter {
    final int in;
    final int out;
    final int[] first;
    final float[][] weights;

    TentFilter(int in, int out) {
        this.in = in;
        this.out = out;
        this.first = new int[out];
        this.weights = new float[out][];
        double scale = (double) in / out;
        double halfWidth = Math.max(1, scale);
        for (int i = 0; i < out; i++) {
            double centre = (i + 0.5) * scale;
            first[i] = Math.max(0, (int) (centre - halfWidth + 0.5));
            int end = Math.min(in, (int) (centre + halfWidth + 0.5));
            weights[i] = tent(first[i], end, centre, halfWidth);
        }
    }

    /** Whether outputs are inputs. */
    boolean isIdentity() {
        return in == out;
    }

    private static float[] tent(int first, int end, double centre, double halfWidth) {
        double[] raw = new double[end - first];
        double sum = 0;
        for (int k = 0; k < raw.length; k++) {
            raw[k] = Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / halfWidth);
            sum += raw[k];
        }
        float[] weights = new float[raw.length];
        for (int k = 0; k < raw.length; k++) {
            weights[k] = (float) (raw[k] / sum);
        }
        return weights;
    }
}
