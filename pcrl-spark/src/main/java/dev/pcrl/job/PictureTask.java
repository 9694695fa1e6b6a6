package dev.pcrl.job;

import dev.pcrl.finetune.ActivationMap;
import dev.pcrl.finetune.Labels;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.Sample;
import dev.pcrl.finetune.Scan;
import dev.pcrl.finetune.SlidingWindow;
import dev.pcrl.metric.Mask;
import dev.pcrl.report.CasePicture;
import dev.pcrl.report.ColourImage;
import dev.pcrl.report.GreyImage;
import dev.pcrl.report.SliceCutter;
import dev.pcrl.train.TaskDevice;
import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import dev.pcrl.volume.Geometry;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/** Draws some cases of a test set with what the model found; runs on an executor. */
final class PictureTask implements Function<Integer, Attempt<List<CasePicture>>> {
    private static final long serialVersionUID = 1;

    private final TestSet test;
    private final double overlap;
    private final ArrayList<Pick> picks;

    /**
     * What is drawn.
     *
     * @param number of the case
     * @param sample its place or the whole of it; 0 for a segmentation
     * @param index of the class whose map is drawn; of no meaning for a segmentation
     * @param title of the picture
     */
    record Pick(int number, int sample, int index, String title) implements Serializable {}

    PictureTask(TestSet test, double overlap, List<Pick> picks) {
        this.test = test;
        this.overlap = overlap;
        this.picks = new ArrayList<>(picks);
    }

    @Override
    public Attempt<List<CasePicture>> call(Integer ignored) {
        return Attempt.of(this::draw);
    }

    private List<CasePicture> draw() {
        TaskDevice.use(TaskContext.get());
        List<CasePicture> pictures = new ArrayList<>();
        try (TestSet.Opened opened = test.open()) {
            for (Pick pick : picks) {
                Sample sample = opened.samples(pick.number, new ArrayList<>()).get(pick.sample);
                pictures.add(
                        sample.labels() instanceof Labels.Regions regions
                                ? outlines(pick, sample.scan(), regions, opened)
                                : heat(pick, sample, opened));
            }
        }
        return pictures;
    }

    /** The slice that shows most of the regions. */
    private CasePicture outlines(Pick pick, Scan scan, Labels.Regions regions, TestSet.Opened opened) {
        ModelDescription description = opened.description();
        List<Mask> truth = regions.masks();
        List<Mask> told = new SlidingWindow(description.window(), overlap)
                .masks(scan, truth.size(), opened.learner()::probabilities);
        Geometry grid = scan.image().geometry();
        int z = IntStream.range(0, grid.nz())
                .boxed()
                .max((a, b) -> Integer.compare(count(truth, grid, a), count(truth, grid, b)))
                .orElseThrow();
        GreyImage grey = slice(scan.cut(grid.box()), z);
        return new CasePicture(
                pick.title, grey, ColourImage.outlines(grey, slices(truth, grid, z), slices(told, grid, z)));
    }

    private static int count(List<Mask> masks, Geometry grid, int z) {
        int count = 0;
        for (boolean[] slice : slices(masks, grid, z)) {
            for (boolean voxel : slice) {
                count += voxel ? 1 : 0;
            }
        }
        return count;
    }

    private static List<boolean[]> slices(List<Mask> masks, Geometry grid, int z) {
        int length = grid.nx() * grid.ny();
        return masks.stream()
                .map(mask -> {
                    boolean[] slice = new boolean[length];
                    for (int i = 0; i < length; i++) {
                        slice[i] = mask.at(z * length + i);
                    }
                    return slice;
                })
                .toList();
    }

    /** The middle slice of what the network sees, from cold to warm over the map's own range, as Fig. 8a does. */
    private static CasePicture heat(Pick pick, Sample sample, TestSet.Opened opened) {
        Size window = opened.description().window();
        View seen = opened.description().cutter().view(sample);
        View map = new ActivationMap(opened.model(), opened.learner()).of(seen, pick.index);
        int z = window.z() / 2;
        int mapZ = Math.min(map.size().z() - 1, z * map.size().z() / window.z());
        float[] values = map.toArray();
        Arrays.sort(values);
        float least = values[0];
        float range = Math.max(1e-6f, values[values.length - 1] - least);
        float[] heat = new float[window.x() * window.y()];
        for (int y = 0; y < window.y(); y++) {
            for (int x = 0; x < window.x(); x++) {
                heat[y * window.x() + x] = (between(map, x, y, mapZ, window) - least) / range;
            }
        }
        GreyImage grey = slice(unit(seen), z);
        return new CasePicture(pick.title, grey, ColourImage.heat(grey, heat));
    }

    /** The map at a pixel, linear between its positions. */
    private static float between(View map, int x, int y, int z, Size window) {
        float u = Math.min(
                map.size().x() - 1f, Math.max(0, (x + 0.5f) * map.size().x() / window.x() - 0.5f));
        float v = Math.min(
                map.size().y() - 1f, Math.max(0, (y + 0.5f) * map.size().y() / window.y() - 0.5f));
        int i = (int) u;
        int j = (int) v;
        int right = Math.min(i + 1, map.size().x() - 1);
        int below = Math.min(j + 1, map.size().y() - 1);
        float top = map.at(i, j, z, 0) * (1 - u + i) + map.at(right, j, z, 0) * (u - i);
        float bottom = map.at(i, below, z, 0) * (1 - u + i) + map.at(right, below, z, 0) * (u - i);
        return top * (1 - v + j) + bottom * (v - j);
    }

    /** A z-normalised view in [0, 1], from two deviations below the mean to two above. */
    private static View unit(View view) {
        float[] values = view.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] / 4 + 0.5f;
        }
        return new View(view.size(), view.channels(), values);
    }

    /** An axial slice of the first channel. */
    private static GreyImage slice(View view, int z) {
        Size size = view.size();
        float[] first = new float[size.voxels()];
        for (int i = 0; i < first.length; i++) {
            first[i] = view.values().get(i * view.channels());
        }
        return new SliceCutter(first, size.x(), size.y(), size.z()).axial(z);
    }
}
