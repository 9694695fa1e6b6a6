package dev.pcrl.finetune;

import static java.util.Objects.requireNonNull;

import dev.pcrl.dataset.Truth;
import dev.pcrl.metric.Mask;
import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import dev.pcrl.volume.Box;
import dev.pcrl.volume.Geometry;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Cuts what the network sees from samples: for a segmentation a window of the scan, for a place the window around it,
 * for a whole image all of it or a crop, resized. Each is normalised, as in pre-training. Can be used by several
 * threads.
 *
 * @param window what the network sees at a time
 * @param normalisation of a view in [0, 1]
 */
public record ExampleCutter(Size window, UnaryOperator<View> normalisation) {
    public ExampleCutter {
        requireNonNull(window, "window");
        requireNonNull(normalisation, "normalisation");
    }

    /** An example for training. */
    public Example training(Sample sample, ExampleAugmentation augmentation, RandomGenerator random) {
        List<Integer> flips = augmentation.drawFlips(random);
        if (sample.labels() instanceof Labels.Regions regions) {
            Box box = draw(sample.scan(), regions, augmentation.foreground(), random);
            View input = augmentation.intensities(
                    ExampleAugmentation.flip(sample.scan().cut(box), flips), random);
            View targets = ExampleAugmentation.flip(targets(sample.scan(), regions, box), flips);
            float[] weights = new float[targets.length()];
            Arrays.fill(weights, 1);
            return new Example(normalisation.apply(input), targets.toArray(), weights);
        }
        Scan scan = sample.scan();
        View input = sample.labels() instanceof Labels.Place place
                ? ExampleAugmentation.flip(near(scan, place, augmentation.shift(), random), flips)
                : whole(scan, augmentation, flips, random);
        return classified(
                augmentation.intensities(input, random), sample.labels().truths());
    }

    /** What the network is shown of a place or a whole image to classify it. */
    public View view(Sample sample) {
        Scan scan = sample.scan();
        View view = sample.labels() instanceof Labels.Place place
                ? scan.cut(Scan.around(place.x(), place.y(), place.z(), window))
                : scan.resized(scan.box(), window);
        return normalisation.apply(view);
    }

    /** The window around a place, or around a voxel of the scan that is near it: others may have nothing in it. */
    private View near(Scan scan, Labels.Place place, int shift, RandomGenerator random) {
        Geometry grid = scan.image().geometry();
        int x = within(grid.nx(), place.x() + random.nextInt(-shift, shift + 1));
        int y = within(grid.ny(), place.y() + random.nextInt(-shift, shift + 1));
        int z = within(grid.nz(), place.z() + random.nextInt(-shift, shift + 1));
        return scan.cut(Scan.around(x, y, z, window));
    }

    private View whole(Scan scan, ExampleAugmentation augmentation, List<Integer> flips, RandomGenerator random) {
        View crop = scan.resized(augmentation.drawCrop(scan.box(), random), window);
        return augmentation.rotate(ExampleAugmentation.flip(crop, flips), random);
    }

    private static int within(int extent, int voxel) {
        return Math.min(extent - 1, Math.max(0, voxel));
    }

    private Example classified(View input, List<Truth> truths) {
        float[] targets = new float[truths.size()];
        float[] weights = new float[truths.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = truths.get(i) == Truth.POSITIVE ? 1 : 0;
            weights[i] = truths.get(i) == Truth.UNKNOWN ? 0 : 1;
        }
        return new Example(normalisation.apply(input), targets, weights);
    }

    /** A window inside the scan: around a voxel of a region that it has, or anywhere. */
    private Box draw(Scan scan, Labels.Regions regions, double foreground, RandomGenerator random) {
        Geometry grid = scan.image().geometry();
        int[] present = IntStream.range(0, regions.masks().size())
                .filter(index -> regions.count(index) > 0)
                .toArray();
        int voxel = random.nextInt(Math.toIntExact(grid.voxels()));
        if (random.nextDouble() < foreground && present.length > 0) {
            int index = present[random.nextInt(present.length)];
            voxel = regions.voxel(index, random.nextInt(regions.count(index)));
        }
        int x = voxel % grid.nx();
        int y = voxel / grid.nx() % grid.ny();
        int z = voxel / (grid.nx() * grid.ny());
        return scan.moved(Scan.around(x, y, z, window));
    }

    /** [x, y, z, classes]; outside of the scan nothing is there. */
    private static View targets(Scan scan, Labels.Regions regions, Box box) {
        Box inside = scan.inside(box);
        Geometry grid = scan.image().geometry();
        List<Mask> masks = regions.masks();
        int classes = masks.size();
        float[] targets = new float[Math.toIntExact(box.volume()) * classes];
        for (int x = inside.x(); x < inside.x() + inside.width(); x++) {
            for (int y = inside.y(); y < inside.y() + inside.height(); y++) {
                int to = ((x - box.x()) * box.height() + y - box.y()) * box.depth() - box.z();
                for (int z = inside.z(); z < inside.z() + inside.depth(); z++) {
                    int from = x + grid.nx() * (y + grid.ny() * z);
                    for (int index = 0; index < classes; index++) {
                        targets[(to + z) * classes + index] = masks.get(index).at(from) ? 1 : 0;
                    }
                }
            }
        }
        return new View(Size.of(box), classes, targets);
    }
}
