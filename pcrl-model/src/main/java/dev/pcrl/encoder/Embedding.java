package dev.pcrl.encoder;

import dev.pcrl.view.Background;
import dev.pcrl.view.IntensityScale;
import dev.pcrl.view.Padding;
import dev.pcrl.view.Resize;
import dev.pcrl.view.Size;
import dev.pcrl.view.UnfitVolumeException;
import dev.pcrl.view.View;
import dev.pcrl.view.Windows;
import dev.pcrl.view.ZNormalise;
import dev.pcrl.volume.Box;
import dev.pcrl.volume.Volume;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What an encoder makes of a whole volume: one vector of features.
 *
 * <p>A window of the global views' size slides over the volume with 50 % overlap. Each window is taken to [0, 1],
 * z-normalised and encoded in evaluation mode; F_0 is averaged over its positions (GAP), and the windows' features over
 * the windows. Windows of more than 85 % background do not count, unless all are such. A volume smaller than the window
 * stands in the middle of one whose rest is background.
 *
 * <p>The same encoder and volume give the same numbers. An instance holds a graph and is for one thread at a time; it
 * keeps the memory of its last batch for the next one, in workspaces of that thread.
 */
public final class Embedding {
    /** The paper's share of background above which a crop is not used (section 4.3). */
    private static final double MOST_BACKGROUND = 0.85;

    private static final double OVERLAP = 0.5;
    private static final int MOST_WINDOWS = 32; // of a batch
    private static final int MOST_VOXELS = 4 * 64 * 64 * 32; // of a batch of several windows: four of the paper's

    private final Encoder encoder;
    private final ComputationGraph graph;

    public Embedding(Encoder encoder) {
        this.encoder = encoder;
        this.graph = encoder.graph();
        // Layers take turns in two workspaces, so that what is held does not wait for the garbage collector.
        graph.getConfiguration().setInferenceWorkspaceMode(WorkspaceMode.ENABLED);
    }

    /** The features of one volume; an instance is faster for many. */
    public static float[] of(Encoder encoder, Volume volume) {
        return new Embedding(encoder).of(volume);
    }

    /**
     * The features of a volume.
     *
     * @param volume in axial LPS order ({@link dev.pcrl.volume.VoxelOrder#AXIAL}), with the encoder's channels
     * @return {@link Encoder#features} numbers
     * @throws UnfitVolumeException if the volume has another number of channels
     */
    public float[] of(Volume volume) {
        if (volume.channels() != encoder.shape().channels()) {
            throw new UnfitVolumeException(
                    "channels",
                    "the volume has " + volume.channels() + ", the encoder takes "
                            + encoder.shape().channels());
        }
        List<IntensityScale> scales = IntStream.range(0, volume.channels())
                .mapToObj(channel -> IntensityScale.of(volume, encoder.intensity(), channel))
                .toList();
        List<Box> boxes = boxes(volume, scales);
        int batch = Math.max(
                1, Math.min(MOST_WINDOWS, MOST_VOXELS / encoder.globalView().voxels()));
        double[] sums = new double[encoder.features()];
        for (int begin = 0; begin < boxes.size(); begin += batch) {
            List<Box> some = boxes.subList(begin, Math.min(begin + batch, boxes.size()));
            add(graph.outputSingle(false, input(volume, scales, some)), sums);
        }
        float[] features = new float[sums.length];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) (sums[i] / boxes.size());
        }
        return features;
    }

    private List<Box> boxes(Volume volume, List<IntensityScale> scales) {
        List<Box> all = Windows.over(volume.geometry(), encoder.globalView(), OVERLAP);
        Background background = new Background(volume, scales);
        List<Box> usable = all.stream()
                .filter(box -> background.isUsable(box, MOST_BACKGROUND))
                .toList();
        return usable.isEmpty() ? all : usable;
    }

    /** The windows as [N, x, y, z, C]. */
    private INDArray input(Volume volume, List<IntensityScale> scales, List<Box> boxes) {
        Size window = encoder.globalView();
        int length = window.voxels() * volume.channels();
        float[] values = new float[boxes.size() * length];
        for (int i = 0; i < boxes.size(); i++) {
            View cut = Resize.view(volume, boxes.get(i), scales, Size.of(boxes.get(i)));
            View view = ZNormalise.normalise(Padding.around(cut, window));
            view.values().get(values, i * length, length);
        }
        return Nd4j.createFromArray(values)
                .reshape('c', boxes.size(), window.x(), window.y(), window.z(), volume.channels());
    }

    /** Adds each window's mean over the positions of F_0 [N, d, h, w, C], in double precision. */
    private static void add(INDArray coarsest, double[] sums) {
        float[] values = coarsest.reshape(coarsest.length()).toFloatVector();
        double positions = (double) coarsest.size(1) * coarsest.size(2) * coarsest.size(3);
        for (int i = 0; i < values.length; i++) {
            sums[i % sums.length] += values[i] / positions;
        }
    }
}
