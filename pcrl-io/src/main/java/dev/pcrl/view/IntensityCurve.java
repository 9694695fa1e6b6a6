package dev.pcrl.view;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Non-linear intensity transformation of Models Genesis (Zhou et al., Models Genesis, Medical Image Analysis 2021,
 * section 3.1): values in [0, 1] through a cubic Bézier curve from (0, 0) to (1, 1) whose two control points are
 * uniform in the unit square, made monotonic. In half of the cases it is turned round, so that dark becomes bright.
 *
 * @param probability of a view to be transformed; 0.9 in the authors' settings
 */
record IntensityCurve(double probability) implements Augmentation {
    private static final int POINTS = 1024; // of the curve; linear in between

    IntensityCurve {
        Rule.check(probability >= 0 && probability <= 1, "probability", "be in [0, 1]", probability);
    }

    @Override
    public View apply(View view, RandomGenerator random) {
        boolean isTransformed = random.nextDouble() < probability;
        double[] x = bezier(random.nextDouble(), random.nextDouble());
        double[] y = bezier(random.nextDouble(), random.nextDouble());
        boolean isTurned = random.nextBoolean();
        if (!isTransformed) {
            return view;
        }
        Arrays.sort(x);
        Arrays.sort(y);
        float[] values = view.toArray();
        for (int i = 0; i < values.length; i++) {
            double through = interpolate(values[i], x, y);
            values[i] = (float) (isTurned ? 1 - through : through);
        }
        return view.with(values);
    }

    /** One coordinate of the curve, with the coordinates of its control points. */
    private static double[] bezier(double first, double second) {
        double[] curve = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double t = (double) i / (POINTS - 1);
            double u = 1 - t;
            curve[i] = 3 * u * u * t * first + 3 * u * t * t * second + t * t * t;
        }
        return curve;
    }

    /** The value at a place, with x ascending; beyond its ends, y's ends. */
    private static double interpolate(double place, double[] x, double[] y) {
        int found = Arrays.binarySearch(x, place);
        if (found >= 0) {
            return y[found];
        }
        int above = -found - 1;
        if (above == 0) {
            return y[0];
        }
        if (above == x.length) {
            return y[x.length - 1];
        }
        double share = (place - x[above - 1]) / (x[above] - x[above - 1]);
        return y[above - 1] + share * (y[above] - y[above - 1]);
    }
}
