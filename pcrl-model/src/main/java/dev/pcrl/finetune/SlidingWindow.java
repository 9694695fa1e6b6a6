package dev.pcrl.finetune;

import static java.util.Objects.requireNonNull;

import dev.pcrl.metric.Mask;
import dev.pcrl.view.Rule;
import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import dev.pcrl.view.Windows;
import dev.pcrl.view.ZNormalise;
import dev.pcrl.volume.Box;
import dev.pcrl.volume.Geometry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A scan's segmentation from those of windows that slide over it. Where windows overlap, each counts by a Gaussian
 * about its middle, with a standard deviation of 1/8 of its size (Isensee et al., nnU-Net, 2021), since a window knows
 * least at its borders.
 *
 * @param window what the network sees at a time
 * @param overlap share of a window that the next one covers, too, in [0, 1)
 */
public record SlidingWindow(Size window, double overlap) {
    private static final double STANDARD_DEVIATION = 1 / 8.0;
    private static final double LEAST_WEIGHT = 1e-3; // of the middle's: a corner may have no other window
    private static final int BATCH = 2;

    public SlidingWindow {
        requireNonNull(window, "window");
        Rule.check(overlap >= 0 && overlap < 1, "overlap", "be in [0, 1)", overlap);
    }

    /**
     * Where regions are, by the probability of at least 1/2.
     *
     * @param classes how many
     * @param network takes some windows to their probabilities, [x, y, z, classes] each
     * @return one mask a class, on the scan's grid
     */
    public List<Mask> masks(Scan scan, int classes, Function<List<View>, List<float[]>> network) {
        List<Mask> masks = new ArrayList<>();
        for (float[] probability : probabilities(scan, classes, network)) {
            boolean[] voxels = new boolean[probability.length];
            for (int i = 0; i < voxels.length; i++) {
                voxels[i] = probability[i] >= 0.5f;
            }
            masks.add(new Mask(scan.image().geometry(), voxels));
        }
        return masks;
    }

    /**
     * Probabilities of the classes.
     *
     * @return for each class one number a voxel of the scan, x fastest, then y, z
     */
    public List<float[]> probabilities(Scan scan, int classes, Function<List<View>, List<float[]>> network) {
        Sum sum = new Sum(scan.image().geometry(), classes, weights());
        List<Box> boxes = Windows.over(scan.image().geometry(), window, overlap).stream()
                .map(box -> scan.moved(new Box(box.x(), box.y(), box.z(), window.x(), window.y(), window.z())))
                .toList();
        for (int begin = 0; begin < boxes.size(); begin += BATCH) {
            List<Box> some = boxes.subList(begin, Math.min(begin + BATCH, boxes.size()));
            List<float[]> told = network.apply(some.stream()
                    .map(box -> ZNormalise.normalise(scan.cut(box)))
                    .toList());
            for (int i = 0; i < some.size(); i++) {
                sum.add(some.get(i), scan.inside(some.get(i)), told.get(i));
            }
        }
        return sum.mean();
    }

    /** The weights of a window's voxels, [x, y, z] in C order, 1 in its middle. */
    private float[] weights() {
        double[] x = alongAxis(window.x());
        double[] y = alongAxis(window.y());
        double[] z = alongAxis(window.z());
        float[] weights = new float[window.voxels()];
        int i = 0;
        for (double a : x) {
            for (double b : y) {
                for (double c : z) {
                    weights[i++] = (float) Math.max(LEAST_WEIGHT, a * b * c);
                }
            }
        }
        return weights;
    }

    private static double[] alongAxis(int size) {
        double[] weights = new double[size];
        for (int i = 0; i < size; i++) {
            double apart = (i - (size - 1) / 2.0) / (STANDARD_DEVIATION * size);
            weights[i] = Math.exp(-apart * apart / 2);
        }
        return weights;
    }

    /** Weighted sums over windows. */
    private static final class Sum {
        private final Geometry grid;
        private final float[] weights;
        private final List<float[]> sums = new ArrayList<>();
        private final float[] total;

        Sum(Geometry grid, int classes, float[] weights) {
            this.grid = grid;
            this.weights = weights;
            this.total = new float[Math.toIntExact(grid.voxels())];
            for (int i = 0; i < classes; i++) {
                sums.add(new float[total.length]);
            }
        }

        void add(Box box, Box inside, float[] told) {
            for (int x = inside.x(); x < inside.x() + inside.width(); x++) {
                for (int y = inside.y(); y < inside.y() + inside.height(); y++) {
                    int from = ((x - box.x()) * box.height() + y - box.y()) * box.depth() - box.z();
                    for (int z = inside.z(); z < inside.z() + inside.depth(); z++) {
                        addVoxel(x + grid.nx() * (y + grid.ny() * z), from + z, told);
                    }
                }
            }
        }

        private void addVoxel(int to, int from, float[] told) {
            float weight = weights[from];
            total[to] += weight;
            for (int index = 0; index < sums.size(); index++) {
                sums.get(index)[to] += weight * told[from * sums.size() + index];
            }
        }

        List<float[]> mean() {
            for (float[] sum : sums) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] /= total[i];
                }
            }
            return sums;
        }
    }
}
