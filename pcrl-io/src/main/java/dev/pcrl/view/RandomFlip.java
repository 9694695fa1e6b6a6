package dev.pcrl.view;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Mirrors a view along each of some axes with the same probability (TorchIO's {@code RandomFlip}).
 *
 * @param axes any of 0 = x, 1 = y, 2 = z; TorchIO's default is 0
 * @param probability of each axis to be mirrored, in [0, 1]; TorchIO's default is 0.5
 */
public record RandomFlip(List<Integer> axes, double probability) implements Augmentation {
    public RandomFlip {
        axes = List.copyOf(axes);
        Rule.check(axes.stream().allMatch(axis -> axis >= 0 && axis <= 2), "flip-axes", "be of 0, 1, 2", axes);
        Rule.check(probability >= 0 && probability <= 1, "flip-probability", "be in [0, 1]", probability);
    }

    /** TorchIO's defaults. */
    public static RandomFlip standard() {
        return new RandomFlip(List.of(0), 0.5);
    }

    @Override
    public View apply(View view, RandomGenerator random) {
        boolean[] mirrored = new boolean[3];
        for (int axis = 0; axis < 3; axis++) {
            // A number is drawn for each axis, as TorchIO does, so that the next augmentation sees the same stream.
            mirrored[axis] = random.nextDouble() < probability && axes.contains(axis);
        }
        return flip(view, mirrored[0], mirrored[1], mirrored[2]);
    }

    /** The view mirrored along the chosen axes. */
    public static View flip(View view, boolean alongX, boolean alongY, boolean alongZ) {
        if (!alongX && !alongY && !alongZ) {
            return view;
        }
        Size size = view.size();
        int channels = view.channels();
        int row = size.z() * channels;
        float[] from = view.array();
        float[] to = new float[from.length];
        for (int x = 0; x < size.x(); x++) {
            for (int y = 0; y < size.y(); y++) {
                int fromX = alongX ? size.x() - 1 - x : x;
                int fromY = alongY ? size.y() - 1 - y : y;
                int source = (fromX * size.y() + fromY) * row;
                int target = (x * size.y() + y) * row;
                if (alongZ) {
                    for (int z = 0; z < size.z(); z++) {
                        int mirror = source + (size.z() - 1 - z) * channels;
                        System.arraycopy(from, mirror, to, target + z * channels, channels);
                    }
                } else {
                    System.arraycopy(from, source, to, target, row);
                }
            }
        }
        return view.with(to);
    }
}
