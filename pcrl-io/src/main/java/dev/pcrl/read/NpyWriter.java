package dev.pcrl.read;

import static java.util.stream.Collectors.joining;

import dev.pcrl.store.Store;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hadoop.fs.Path;

/**
 * Writes arrays of single-precision numbers for NumPy: {@code .npy} version 1.0, little-endian.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The format</a>
 */
public final class NpyWriter {
    /** Where NumPy wants the numbers to start: at a multiple of this. */
    private static final int ALIGNMENT = 64;

    private NpyWriter() {}

    /**
     * Writes an array to a stream, which stays open.
     *
     * @param values the last axis fastest (C order)
     * @param shape its sizes; none for a single number
     * @throws IllegalArgumentException if the shape does not have as many elements
     */
    public static void write(float[] values, int[] shape, OutputStream out) throws IOException {
        write(FloatBuffer.wrap(values), shape, false, out);
    }

    /**
     * Writes a volume to a stream, which stays open. In NumPy, {@code a[x, y, z]} is voxel (x, y, z), and {@code a[x,
     * y, z, c]} if there are several channels. The array is in Fortran order, as the voxels are.
     */
    public static void write(Volume volume, OutputStream out) throws IOException {
        Geometry geometry = volume.geometry();
        int[] sizes = {geometry.nx(), geometry.ny(), geometry.nz(), volume.channels()};
        write(volume.voxels(), volume.channels() == 1 ? Arrays.copyOf(sizes, 3) : sizes, true, out);
    }

    /** Writes a volume to a file, whole or not at all. */
    public static void write(Volume volume, Store store, Path file) {
        store.write(file, out -> write(volume, out));
    }

    private static void write(FloatBuffer values, int[] shape, boolean firstAxisFastest, OutputStream out)
            throws IOException {
        long elements = 1;
        for (int size : shape) {
            elements = Math.multiplyExact(elements, size);
        }
        if (elements != values.remaining()) {
            throw new IllegalArgumentException(values.remaining() + " values for shape " + Arrays.toString(shape));
        }
        String sizes = Arrays.stream(shape).mapToObj(size -> size + ",").collect(joining(" ", "(", ")"));
        String description = "{'descr': '<f4', 'fortran_order': " + (firstAxisFastest ? "True" : "False")
                + ", 'shape': " + sizes + ", }";
        int start = 10 + description.length() + 1;
        int padding = Math.floorMod(-start, ALIGNMENT);
        ByteBuffer header = ByteBuffer.allocate(start + padding).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        header.put((byte) 1).put((byte) 0); // version
        header.putShort((short) (description.length() + padding + 1));
        header.put((description + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(header.array());
        LittleEndianFloats.write(values, out);
    }
}
