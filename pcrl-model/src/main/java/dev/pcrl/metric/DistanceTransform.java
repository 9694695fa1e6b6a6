package dev.pcrl.metric;

import java.util.Arrays;

/**
 * Exact Euclidean distance transform in O(n) for any number of dimensions and any spacing: Felzenszwalb, Huttenlocher,
 * Distance Transforms of Sampled Functions, Theory of Computing 8, 2012. Along each axis in turn, with spacing h,
 *
 * <pre>{@code D(q) = min over p of f(p) + h^2 (q - p)^2}</pre>
 *
 * <p>is the lower envelope of parabolas rooted at p.
 */
final class DistanceTransform {
    private final double[] squares;
    private final double[] values; // f along a line
    private final int[] roots; // of the envelope's parabolas
    private final double[] starts; // where each of them becomes the lowest

    private DistanceTransform(double[] squares, int longest) {
        this.squares = squares;
        this.values = new double[longest];
        this.roots = new int[longest];
        this.starts = new double[longest];
    }

    /**
     * Squared distances to the nearest feature, in mm^2; infinite if there is none.
     *
     * @param features first axis fastest
     * @param sizes voxels along each axis
     * @param spacing mm along each axis
     */
    static double[] squared(boolean[] features, int[] sizes, double[] spacing) {
        double[] squares = new double[features.length];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = features[i] ? 0 : Double.POSITIVE_INFINITY;
        }
        DistanceTransform transform =
                new DistanceTransform(squares, Arrays.stream(sizes).max().orElse(0));
        int stride = 1;
        for (int axis = 0; axis < sizes.length; axis++) {
            int block = stride * sizes[axis];
            for (int start = 0; start < squares.length; start += block) {
                for (int offset = 0; offset < stride; offset++) {
                    transform.line(start + offset, stride, sizes[axis], spacing[axis] * spacing[axis]);
                }
            }
            stride = block;
        }
        return squares;
    }

    /** One line of n values, {@code stride} apart. */
    private void line(int start, int stride, int n, double h2) {
        int last = -1; // of the envelope
        for (int q = 0; q < n; q++) {
            values[q] = squares[start + q * stride];
            if (values[q] == Double.POSITIVE_INFINITY) {
                continue;
            }
            double from = Double.NEGATIVE_INFINITY;
            while (last >= 0) {
                from = crossing(roots[last], q, h2);
                if (from > starts[last]) {
                    break;
                }
                last--;
            }
            last++;
            roots[last] = q;
            starts[last] = last == 0 ? Double.NEGATIVE_INFINITY : from;
        }
        int lowest = 0;
        for (int q = 0; q < n && last >= 0; q++) {
            while (lowest < last && starts[lowest + 1] < q) {
                lowest++;
            }
            double away = q - roots[lowest];
            squares[start + q * stride] = values[roots[lowest]] + h2 * away * away;
        }
    }

    /** Where the parabola rooted at q comes under the one rooted at p before it, in voxels. */
    private double crossing(int p, int q, double h2) {
        return ((values[q] - values[p]) / h2 + ((double) q * q - (double) p * p)) / (2.0 * (q - p));
    }
}
