package dev.pcrl.codec;

import java.util.Arrays;

/** A code word of a code-block: one or more coding passes, of which several packets may bring parts (T.800, B.10.7). */
final class J2kSegment {
    private final int mostPasses;
    private int passes;
    private int length;

    /** Position in the frame and length of each part. */
    private int[] parts = new int[2];

    private int used;

    J2kSegment(int mostPasses) {
        this.mostPasses = mostPasses;
    }

    int passes() {
        return passes;
    }

    /** Bytes of all parts. */
    int length() {
        return length;
    }

    /** Passes that it may still get. */
    int room() {
        return mostPasses - passes;
    }

    void addPasses(int count) {
        passes += count;
    }

    void addBytes(int position, int count) {
        if (used == parts.length) {
            parts = Arrays.copyOf(parts, 2 * used);
        }
        parts[used++] = position;
        parts[used++] = count;
        length += count;
    }

    /** Copies the parts one behind another. */
    void copy(byte[] frame, byte[] to) {
        int at = 0;
        for (int i = 0; i < used; i += 2) {
            System.arraycopy(frame, parts[i], to, at, parts[i + 1]);
            at += parts[i + 1];
        }
    }
}
