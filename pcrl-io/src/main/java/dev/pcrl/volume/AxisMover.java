package dev.pcrl.volume;

import java.util.BitSet;

/** Reverses and reorders the axes of an array in place. */
final class AxisMover {
    private final float[] voxels;
    private final int channels;
    private final int[] sizes;

    /** @param voxels x fastest, then y, z, channel */
    AxisMover(float[] voxels, int channels, int nx, int ny, int nz) {
        this.voxels = voxels;
        this.channels = channels;
        this.sizes = new int[] {nx, ny, nz};
    }

    /** Reverses an axis of the array as it is now, 0 being x. */
    void reverse(int axis) {
        int stride = 1;
        for (int i = 0; i < axis; i++) {
            stride *= sizes[i];
        }
        int block = stride * sizes[axis];
        for (int number = 0; number < voxels.length / block; number++) {
            int low = number * block;
            for (int high = low + block - stride; low < high; high -= stride) {
                swap(low, high, stride);
                low += stride;
            }
        }
    }

    private void swap(int one, int other, int count) {
        for (int i = 0; i < count; i++) {
            float kept = voxels[one + i];
            voxels[one + i] = voxels[other + i];
            voxels[other + i] = kept;
        }
    }

    /** Puts the axes into an order: {@code order[0]} is the one that becomes x. */
    void reorder(int[] order) {
        int[] ranks = new int[3];
        for (int i = 0; i < 3; i++) {
            ranks[order[i]] = i;
        }
        for (int lower : new int[] {0, 1, 0}) { // sorts three
            if (ranks[lower] > ranks[lower + 1]) {
                exchange(ranks, lower, lower + 1);
                if (lower == 0) {
                    exchangeXy();
                } else {
                    exchangeYz();
                }
                exchange(sizes, lower, lower + 1);
            }
        }
    }

    private void exchangeXy() {
        int nx = sizes[0];
        int ny = sizes[1];
        float[] slice = new float[nx * ny];
        for (int number = 0; number < voxels.length / slice.length; number++) {
            int start = number * slice.length; // a sum of them could overflow
            System.arraycopy(voxels, start, slice, 0, slice.length);
            for (int x = 0; x < nx; x++) {
                for (int y = 0; y < ny; y++) {
                    voxels[start + x * ny + y] = slice[y * nx + x];
                }
            }
        }
    }

    /** Rows change places along the cycles of the transposition. */
    private void exchangeYz() {
        int rows = sizes[1] * sizes[2];
        float[] carried = new float[sizes[0]];
        for (int channel = 0; channel < channels; channel++) {
            BitSet settled = new BitSet(rows);
            for (int first = 0; first < rows; first = settled.nextClearBit(first + 1)) {
                int row = first;
                System.arraycopy(voxels, at(channel, row), carried, 0, carried.length);
                do {
                    row = row % sizes[1] * sizes[2] + row / sizes[1]; // where the carried row belongs
                    exchange(carried, at(channel, row));
                    settled.set(row);
                } while (row != first);
            }
        }
    }

    private int at(int channel, int row) {
        return (channel * sizes[1] * sizes[2] + row) * sizes[0];
    }

    private void exchange(float[] carried, int start) {
        for (int i = 0; i < carried.length; i++) {
            float kept = voxels[start + i];
            voxels[start + i] = carried[i];
            carried[i] = kept;
        }
    }

    private static void exchange(int[] values, int one, int other) {
        int kept = values[one];
        values[one] = values[other];
        values[other] = kept;
    }
}
