package dev.pcrl.view;

import static java.util.Objects.requireNonNull;

import dev.pcrl.volume.Box;
import dev.pcrl.volume.Volume;
import java.nio.FloatBuffer;
import java.util.List;

/** Tells crops that show something from crops of nothing but air. A voxel is background if all its channels are. */
public final class Background {
    private final Volume volume;
    private final List<IntensityScale> scales;

    /** @param scales one a channel */
    public Background(Volume volume, List<IntensityScale> scales) {
        this.volume = requireNonNull(volume, "volume");
        this.scales = List.copyOf(scales);
        if (scales.size() != volume.channels()) {
            throw new IllegalArgumentException(scales.size() + " scales for " + volume.channels() + " channels");
        }
    }

    /** Share of background voxels in a box of the volume, in [0, 1]. */
    public double share(Box box) {
        long count = 0;
        boolean[] empty = new boolean[box.width()];
        float[] row = new float[box.width()];
        FloatBuffer voxels = volume.voxels();
        for (int z = box.z(); z < box.z() + box.depth(); z++) {
            for (int y = box.y(); y < box.y() + box.height(); y++) {
                for (int channel = 0; channel < scales.size(); channel++) {
                    voxels.get(volume.index(box.x(), y, z, channel), row);
                    mark(row, scales.get(channel), channel == 0, empty);
                }
                for (boolean isEmpty : empty) {
                    count += isEmpty ? 1 : 0;
                }
            }
        }
        return (double) count / box.volume();
    }

    /** Whether at most the given share of the box is background. */
    public boolean isUsable(Box box, double maximumShare) {
        return share(box) <= maximumShare;
    }

    private static void mark(float[] row, IntensityScale scale, boolean isFirst, boolean[] empty) {
        for (int x = 0; x < row.length; x++) {
            empty[x] = scale.isBackground(row[x]) && (isFirst || empty[x]);
        }
    }
}
