package dev.pcrl.volume;

import dev.pcrl.failure.HeapTooSmallException;

/** Memory for the voxels of a file. */
public final class VoxelMemory {
    private VoxelMemory() {}

    /**
     * An array for voxels.
     *
     * @param name what messages know the file by
     * @param count of voxels, all channels together
     * @throws HeapTooSmallException if the heap has no room for it
     */
    public static float[] take(String name, int count) {
        long bytes = (long) Float.BYTES * count;
        long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap) { // not even tried: YARN kills an executor at its first OutOfMemoryError
            throw new HeapTooSmallException(name, bytes, heap, null);
        }
        try {
            return new float[count];
        } catch (OutOfMemoryError e) {
            throw new HeapTooSmallException(name, bytes, heap, e);
        }
    }
}
