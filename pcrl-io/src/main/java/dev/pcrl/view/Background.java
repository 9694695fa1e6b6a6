package dev.pcrl.view;

import static java.util.Objects.requireNonNull;

import dev.pcrl.volume.Box;
import dev.pcrl.volume.Volume;
import java.nio.FloatBuffer;
import java.util.Arrays;
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
        Counter counter = new Counter(box);
        for (int z = 0; z < box.depth(); z++) {
            counter.addSlice(box.z() + z);
        }
        return (double) counter.empty / box.volume();
    }

    /** Whether at most the given share of the box is background; reads no more of it than needed to tell. */
    public boolean isUsable(Box box, double maximumShare) {
        long most = most(box.volume(), maximumShare);
        long slice = (long) box.width() * box.height();
        Counter counter = new Counter(box);
        for (int z = 0; z < box.depth(); z++) {
            counter.addSlice(box.z() + z);
            long left = box.volume() - (z + 1) * slice;
            if (counter.empty > most || counter.empty + left <= most) {
                break;
            }
        }
        return counter.empty <= most;
    }

    /** The largest count whose share of {@code total} is at most the given one. */
    private static long most(long total, double share) {
        long most = (long) (share * total) + 1;
        while ((double) most / total > share) {
            most--;
        }
        return most;
    }

    /** Counts a box's background voxels slice by slice. */
    private final class Counter {
        private final Box box;
        private final FloatBuffer voxels = volume.voxels();
        private final float[] row;
        private final boolean[] isEmpty;
        private long empty;

        Counter(Box box) {
            this.box = box;
            this.row = new float[box.width()];
            this.isEmpty = new boolean[box.width()];
        }

        void addSlice(int z) {
            for (int y = box.y(); y < box.y() + box.height(); y++) {
                Arrays.fill(isEmpty, true);
                for (int channel = 0; channel < scales.size(); channel++) {
                    voxels.get(volume.index(box.x(), y, z, channel), row);
                    IntensityScale scale = scales.get(channel);
                    for (int x = 0; x < row.length; x++) {
                        isEmpty[x] &= scale.isBackground(row[x]);
                    }
                }
                int inRow = 0;
                for (boolean isEmptyVoxel : isEmpty) {
                    inRow += isEmptyVoxel ? 1 : 0;
                }
                empty += inRow;
            }
        }
    }
}
