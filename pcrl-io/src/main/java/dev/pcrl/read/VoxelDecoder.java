package dev.pcrl.read;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.HeapTooSmallException;
import dev.pcrl.store.ByteSource;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Turns the bytes of a file into voxels, {@code voxel = slope * stored + intercept}, through one small buffer.
 *
 * @param type how a voxel is stored
 * @param order in which order its bytes stand
 * @param slope what a stored number is multiplied by
 * @param intercept what is added then
 */
record VoxelDecoder(VoxelType type, ByteOrder order, double slope, double intercept) {
    /** Bytes read at a time: many, as zlib copies its window of 32 KiB each time that it is asked for more. */
    private static final int READ_BYTES = 1 << 18;

    /** Voxels decoded at a time: few enough for the processor's nearest cache; a divisor of what is read. */
    private static final int CHUNK = 1 << 12;

    /** Voxels without slope and intercept. */
    VoxelDecoder(VoxelType type, ByteOrder order) {
        this(type, order, 1, 0);
    }

    /**
     * Reads voxels into the order of {@link Volume}.
     *
     * @param start position of the first voxel in the source
     * @param count how many voxels, all channels together
     * @param interleaved how many channels stand voxel by voxel side by side in the file; 1 if channel follows channel
     * @throws BadDataException if the source cannot hold them or ends before the last
     * @throws HeapTooSmallException if it holds them, but the heap has no room
     */
    float[] decode(ByteSource source, long start, int count, int interleaved) {
        long stored = (long) count * type.bytes();
        source.requireRoomFor(start, stored);
        float[] voxels = memory(source, start + stored, count);
        source.skipTo(start);
        byte[] bytes = new byte[READ_BYTES];
        double[] values = new double[CHUNK];
        for (int done = 0; done < count; ) {
            int now = Math.min(READ_BYTES / type.bytes(), count - done);
            source.read(bytes, now * type.bytes());
            for (int first = 0; first < now; first += CHUNK) {
                int few = Math.min(CHUNK, now - first);
                ByteBuffer some = ByteBuffer.wrap(bytes, first * type.bytes(), few * type.bytes());
                type.decode(some.slice().order(order), values, few);
                scale(values, few);
                store(values, few, done + first, voxels, interleaved);
            }
            done += now;
        }
        source.verifyRest();
        return voxels;
    }

    /** Memory for voxels; where there is none, a source that ends before its last voxel is refused for that. */
    private static float[] memory(ByteSource source, long end, int count) {
        try {
            return VoxelMemory.take(source.file(), count);
        } catch (HeapTooSmallException e) {
            source.skipTo(end);
            throw e;
        }
    }

    private void scale(double[] values, int count) {
        if (slope == 1 && intercept == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            values[i] = slope * values[i] + intercept;
        }
    }

    private static void store(double[] values, int count, int done, float[] voxels, int interleaved) {
        if (interleaved > 1) {
            separate(values, count, done, voxels, interleaved);
            return;
        }
        for (int i = 0; i < count; i++) {
            voxels[done + i] = (float) values[i];
        }
    }

    /** Puts samples that stand channel beside channel into channel after channel. */
    private static void separate(double[] values, int count, int done, float[] voxels, int channels) {
        int positions = voxels.length / channels;
        int position = done / channels;
        int channel = done % channels;
        for (int i = 0; i < count; i++) {
            voxels[channel * positions + position] = (float) values[i];
            if (++channel == channels) {
                channel = 0;
                position++;
            }
        }
    }
}
