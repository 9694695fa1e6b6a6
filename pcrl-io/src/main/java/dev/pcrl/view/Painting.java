package dev.pcrl.view;

import java.util.random.RandomGenerator;

/**
 * In-painting and out-painting of Models Genesis (Zhou et al., 2021, section 3.1): up to five boxes of a view are
 * painted over with noise, uniform in [0, 1]; or all but up to five boxes are. A box that is painted over is a sixth to
 * a third of the view along each axis, one that is left open three to four sevenths, as in the authors' code.
 *
 * @param probability of a view to be painted; 0.9 in the authors' settings
 * @param inside share of the painted views that are painted inside boxes; 0.2 in the authors' settings
 */
record Painting(double probability, double inside) implements Augmentation {
    private static final int BOXES = 5;
    private static final double ONE_MORE = 0.95; // probability of each box
    private static final int MARGIN = 3; // voxels from the view's border

    Painting {
        Rule.check(probability >= 0 && probability <= 1, "probability", "be in [0, 1]", probability);
        Rule.check(inside >= 0 && inside <= 1, "inside", "be in [0, 1]", inside);
    }

    @Override
    public View apply(View view, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return view;
        }
        return random.nextDouble() < inside ? paintInside(view, random) : paintOutside(view, random);
    }

    private static View paintInside(View view, RandomGenerator random) {
        float[] values = view.toArray();
        for (int box = 0; box < BOXES && random.nextDouble() < ONE_MORE; box++) {
            Size size = size(view.size(), 1.0 / 6, 1.0 / 3, random);
            Block.placed(size, view.size(), MARGIN, random).forEach(view, index -> values[index] = random.nextFloat());
        }
        return view.with(values);
    }

    private static View paintOutside(View view, RandomGenerator random) {
        float[] before = view.array();
        float[] values = new float[view.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        for (int box = 0; box < BOXES && (box == 0 || random.nextDouble() < ONE_MORE); box++) { // one at least
            Size size = size(view.size(), 3.0 / 7, 4.0 / 7, random);
            Block.placed(size, view.size(), MARGIN, random).forEach(view, index -> values[index] = before[index]);
        }
        return view.with(values);
    }

    private static Size size(Size view, double least, double most, RandomGenerator random) {
        return new Size(
                length(view.x(), least, most, random),
                length(view.y(), least, most, random),
                length(view.z(), least, most, random));
    }

    private static int length(int view, double least, double most, RandomGenerator random) {
        int shortest = Math.max(1, (int) (view * least));
        int longest = Math.max(shortest, (int) (view * most));
        return shortest + random.nextInt(longest - shortest + 1);
    }
}
