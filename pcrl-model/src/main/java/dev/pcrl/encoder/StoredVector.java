package dev.pcrl.encoder;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A row vector as {@code Nd4j.write} stores it, big-endian: allocation mode, length and type of the shape information;
 * the shape information; allocation mode, length and type of the data; the data. {@code Nd4j.read} takes as much memory
 * as the file asks for; this takes what the caller expects.
 */
final class StoredVector {
    private static final int CHUNK = 1 << 14;
    private static final int LEAST_SHAPE_INFORMATION = 6; // of rank 1: rank, extent, stride and three more
    private static final int MOST_SHAPE_INFORMATION = 64;

    private StoredVector() {}

    /**
     * Reads a vector [length] or [1, length] of type FLOAT, as [1, length].
     *
     * @throws ZipException if something else is stored
     */
    static INDArray read(InputStream stream, long length) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        in.readUTF(); // where the writer's memory was
        long[] shape =
                new long[Math.toIntExact(between(in.readLong(), LEAST_SHAPE_INFORMATION, MOST_SHAPE_INFORMATION))];
        require(in.readUTF(), "LONG");
        for (int i = 0; i < shape.length; i++) {
            shape[i] = in.readLong();
        }
        boolean isVector = shape[0] == 1 && shape[1] == length;
        boolean isRow = shape[0] == 2 && shape[1] == 1 && shape[2] == length;
        if (!isVector && !isRow) {
            throw new ZipException("not a vector of the " + length + " parameters that the description asks for");
        }
        in.readUTF();
        between(in.readLong(), length, length);
        require(in.readUTF(), "FLOAT");
        float[] values = new float[Math.toIntExact(between(length, 0, Integer.MAX_VALUE - 8L))];
        byte[] bytes = new byte[CHUNK * Float.BYTES];
        for (int begin = 0; begin < values.length; begin += CHUNK) {
            int part = Math.min(CHUNK, values.length - begin);
            in.readFully(bytes, 0, part * Float.BYTES);
            ByteBuffer.wrap(bytes).asFloatBuffer().get(values, begin, part);
        }
        return Nd4j.createFromArray(values).reshape('c', 1, values.length);
    }

    private static long between(long value, long least, long most) throws ZipException {
        if (value < least || value > most) {
            throw new ZipException("a length of " + value + " where " + least + " to " + most + " is possible");
        }
        return value;
    }

    private static void require(String type, String expected) throws ZipException {
        if (!type.equals(expected)) {
            throw new ZipException("stored as " + type + ", not as " + expected);
        }
    }
}
