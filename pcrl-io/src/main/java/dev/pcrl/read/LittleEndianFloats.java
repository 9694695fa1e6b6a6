package dev.pcrl.read;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Floats to bytes through one small buffer. */
final class LittleEndianFloats {
    private static final int CHUNK = 1 << 13;

    private LittleEndianFloats() {}

    /** Writes all that remains in {@code values}. */
    static void write(FloatBuffer values, OutputStream out) throws IOException {
        byte[] bytes = new byte[CHUNK * Float.BYTES];
        FloatBuffer chunk =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        while (values.hasRemaining()) {
            int now = Math.min(CHUNK, values.remaining());
            chunk.put(0, values, values.position(), now);
            values.position(values.position() + now);
            out.write(bytes, 0, now * Float.BYTES);
        }
    }
}
