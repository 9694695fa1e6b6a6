package dev.pcrl.view;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A crop as the network sees it: an immutable image of fixed size in single precision.
 *
 * <p>Values lie in C order [x, y, z, channel]: element (x, y, z, c) stands at {@code ((x * ny + y) * nz + z) * channels
 * + c}. This is the network's [D, H, W, C] with D = x, H = y and W = z. (A {@link dev.pcrl.volume.Volume Volume} has
 * the order of medical files, x fastest.)
 */
public final class View {
    private final Size size;
    private final int channels;
    private final float[] values;

    /**
     * @param size voxels along each axis
     * @param channels images on that grid, at least 1
     * @param values in C order [x, y, z, channel]; owned by the view from here on
     * @throws IllegalArgumentException if the number of values is not what the size promises
     */
    public View(Size size, int channels, float[] values) {
        this.size = requireNonNull(size, "size");
        this.values = requireNonNull(values, "values");
        this.channels = channels;
        if (channels < 1 || values.length != (long) size.voxels() * channels) {
            throw new IllegalArgumentException(
                    values.length + " values for a view of " + size + " voxels in " + channels + " channels");
        }
    }

    public Size size() {
        return size;
    }

    public int channels() {
        return channels;
    }

    /** Number of values: voxels times channels. */
    public int length() {
        return values.length;
    }

    /** One value. */
    public float at(int x, int y, int z, int channel) {
        return values[((x * size.y() + y) * size.z() + z) * channels + channel];
    }

    /** All values, read only, in C order [x, y, z, channel]. */
    public FloatBuffer values() {
        return FloatBuffer.wrap(values).asReadOnlyBuffer();
    }

    /** A copy of all values, in C order [x, y, z, channel]. */
    public float[] toArray() {
        return values.clone();
    }

    /** A view of the same shape with other values, which it owns from here on. */
    View with(float[] others) {
        return new View(size, channels, others);
    }

    /** The values themselves, for the loops of this package, which only read them. */
    float[] array() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof View view
                && size.equals(view.size)
                && channels == view.channels
                && Arrays.equals(values, view.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * size.hashCode() + channels) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "View[" + size + ", channels=" + channels + "]";
    }
}
