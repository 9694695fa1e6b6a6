package dev.pcrl.shard;

import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * Views as unsigned 16-bit numbers u, little-endian, with {@code value = offset + scale * u}: half the bytes of single
 * precision, wrong by at most half a step.
 *
 * @param scale difference of neighbouring numbers, above 0
 * @param offset value of the number 0
 */
record Quantiser(double scale, double offset) {
    private static final int LEVELS = 0xFFFF;

    Quantiser {
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException("scale must be a number above 0: " + scale);
        }
        if (!Double.isFinite(offset)) {
            throw new IllegalArgumentException("offset must be a number: " + offset);
        }
    }

    /** For values in [0, 1], as sampled views have. */
    static Quantiser ofUnitInterval() {
        return new Quantiser(1.0 / LEVELS, 0);
    }

    /** @throws IllegalArgumentException if a value is out of range */
    byte[] encode(View view) {
        byte[] bytes = new byte[2 * view.length()];
        ShortBuffer numbers =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        FloatBuffer values = view.values();
        for (int i = 0; i < view.length(); i++) {
            double number = Math.rint((values.get(i) - offset) / scale);
            if (!(number >= 0 && number <= LEVELS)) {
                throw new IllegalArgumentException("a view's value is out of range: " + values.get(i));
            }
            numbers.put(i, (short) (int) number);
        }
        return bytes;
    }

    /** @param bytes two for each value of the view */
    View decode(byte[] bytes, Size size, int channels) {
        ShortBuffer numbers =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        float[] values = new float[numbers.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (offset + scale * Short.toUnsignedInt(numbers.get(i)));
        }
        return new View(size, channels, values);
    }
}
