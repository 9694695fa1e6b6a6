package dev.pcrl.read;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Locale;

/**
 * How a file stores one voxel. Every constant turns many voxels at once into doubles, which hold all of these types but
 * the largest 64-bit integers exactly.
 */
enum VoxelType {
    UINT8(1) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = from.get(i) & 0xff;
            }
        }
    },
    INT8(1) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            for (int i = 0; i < count; i++) {
                to[i] = from.get(i);
            }
        }
    },
    UINT16(2) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            ShortBuffer values = from.asShortBuffer();
            for (int i = 0; i < count; i++) {
                to[i] = values.get(i) & 0xffff;
            }
        }
    },
    INT16(2) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            ShortBuffer values = from.asShortBuffer();
            for (int i = 0; i < count; i++) {
                to[i] = values.get(i);
            }
        }
    },
    UINT32(4) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            IntBuffer values = from.asIntBuffer();
            for (int i = 0; i < count; i++) {
                to[i] = values.get(i) & 0xffffffffL;
            }
        }
    },
    INT32(4) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            IntBuffer values = from.asIntBuffer();
            for (int i = 0; i < count; i++) {
                to[i] = values.get(i);
            }
        }
    },
    UINT64(8) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            LongBuffer values = from.asLongBuffer();
            for (int i = 0; i < count; i++) {
                long value = values.get(i);
                // Java has no unsigned conversion: halve, with the lost bit kept for rounding, and double again.
                to[i] = value >= 0 ? value : 2.0 * ((value >>> 1) | (value & 1));
            }
        }
    },
    INT64(8) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            LongBuffer values = from.asLongBuffer();
            for (int i = 0; i < count; i++) {
                to[i] = values.get(i);
            }
        }
    },
    FLOAT32(4) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            FloatBuffer values = from.asFloatBuffer();
            for (int i = 0; i < count; i++) {
                to[i] = values.get(i);
            }
        }
    },
    FLOAT64(8) {
        @Override
        void decode(ByteBuffer from, double[] to, int count) {
            from.asDoubleBuffer().get(to, 0, count);
        }
    };

    private final int bytes;

    VoxelType(int bytes) {
        this.bytes = bytes;
    }

    /** The name that NumPy has for it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Bytes a voxel takes in the file. */
    int bytes() {
        return bytes;
    }

    /**
     * Turns the first {@code count} voxels of a buffer into numbers.
     *
     * @param from at position 0, in the file's byte order
     */
    abstract void decode(ByteBuffer from, double[] to, int count);
}
