package dev.pcrl.view;

import dev.pcrl.volume.Box;
import dev.pcrl.volume.Volume;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Cuts a box from a volume, takes its voxels to [0, 1] and resizes it to a view, in this order.
 *
 * <p>Resizing is linear and separable, with the filter widened when shrinking ({@link TentFilter}). The axes go z, y,
 * x: a volume's rows run along x, so that the first two passes, which see the most voxels, add whole rows; the last one
 * also turns the order to the view's.
 */
public final class Resize {
    private Resize() {}

    /** The view of a box of a volume of one channel; see {@link #view(Volume, Box, List, Size)}. */
    public static View view(Volume volume, Box box, IntensityScale scale, Size size) {
        return view(volume, box, List.of(scale), size);
    }

    /**
     * The view of a box.
     *
     * @param box inside the volume
     * @param scales what takes voxels to [0, 1], one a channel
     * @param size of the view; the box's own size copies
     * @throws IllegalArgumentException if the box is not inside the volume, or a channel lacks its scale
     */
    public static View view(Volume volume, Box box, List<IntensityScale> scales, Size size) {
        if (!volume.geometry().box().contains(box)) {
            throw new IllegalArgumentException(box + " is not inside the volume");
        }
        if (scales.size() != volume.channels()) {
            throw new IllegalArgumentException(scales.size() + " scales for " + volume.channels() + " channels");
        }
        TentFilter alongX = new TentFilter(box.width(), size.x());
        TentFilter alongY = new TentFilter(box.height(), size.y());
        TentFilter alongZ = new TentFilter(box.depth(), size.z());
        int channels = volume.channels();
        float[] values = new float[size.voxels() * channels];
        for (int channel = 0; channel < channels; channel++) {
            float[] voxels = cut(volume, box, channel, scales.get(channel));
            voxels = resizeRows(voxels, 1, alongZ, box.height() * box.width());
            voxels = resizeRows(voxels, size.z(), alongY, box.width());
            resizeWithinRows(voxels, alongX, size, values, channels, channel);
        }
        return new View(size, channels, values);
    }

    /** The box's voxels in [0, 1], x fastest, then y and z. */
    private static float[] cut(Volume volume, Box box, int channel, IntensityScale scale) {
        FloatBuffer voxels = volume.voxels();
        float[] cut = new float[(int) box.volume()];
        int start = 0;
        for (int z = 0; z < box.depth(); z++) {
            for (int y = 0; y < box.height(); y++) {
                voxels.get(volume.index(box.x(), box.y() + y, box.z() + z, channel), cut, start, box.width());
                start += box.width();
            }
        }
        for (int i = 0; i < cut.length; i++) {
            cut[i] = scale.apply(cut[i]);
        }
        return cut;
    }

    /** [outer, in, row] to [outer, out, row]: each output row is a weighted sum of input rows. */
    private static float[] resizeRows(float[] from, int outer, TentFilter filter, int row) {
        if (filter.isIdentity()) {
            return from;
        }
        float[] to = new float[outer * filter.out * row];
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < filter.out; i++) {
                float[] weights = filter.weights[i];
                for (int k = 0; k < weights.length; k++) {
                    add(
                            weights[k],
                            from,
                            (o * filter.in + filter.first[i] + k) * row,
                            to,
                            (o * filter.out + i) * row,
                            row);
                }
            }
        }
        return to;
    }

    private static void add(float weight, float[] from, int fromStart, float[] to, int toStart, int length) {
        for (int i = 0; i < length; i++) {
            to[toStart + i] += weight * from[fromStart + i];
        }
    }

    /** [z, y, in] to the view's [x, y, z, channel]. */
    private static void resizeWithinRows(
            float[] from, TentFilter filter, Size size, float[] to, int channels, int channel) {
        int stride = size.y() * size.z() * channels;
        for (int z = 0; z < size.z(); z++) {
            for (int y = 0; y < size.y(); y++) {
                int row = (z * size.y() + y) * filter.in;
                int target = (y * size.z() + z) * channels + channel;
                for (int x = 0; x < filter.out; x++) {
                    float[] weights = filter.weights[x];
                    int start = row + filter.first[x];
                    float sum = 0;
                    for (int k = 0; k < weights.length; k++) {
                        sum += weights[k] * from[start + k];
                    }
                    to[target + x * stride] = Math.min(sum, 1); // rounded weights may add up to a little more
                }
            }
        }
    }
}
