package dev.pcrl.dicom;

/**
 * Stored numbers to voxels: {@code slope * stored + intercept} (PS3.3, C.11.1), and padding to NaN until it is known
 * what to put there.
 *
 * @param slope not 0
 * @param intercept in the units of the voxels
 * @param padding which stored numbers stand for no part of the image
 * @param unsigned whether stored numbers that are negative as an int stand for 2<sup>32</sup> more
 */
record VoxelScale(double slope, double intercept, Padding padding, boolean unsigned) {
    /**
     * A range of stored numbers, both ends in it; empty if they are in the wrong order.
     *
     * @param low the lowest
     * @param high the highest
     */
    record Padding(double low, double high) {
        static final Padding NONE = new Padding(1, 0);

        boolean isEmpty() {
            return low > high;
        }

        boolean holds(double stored) {
            return stored >= low && stored <= high;
        }
    }

    /** The same where padding is as good as any number. */
    VoxelScale withoutPadding() {
        return new VoxelScale(slope, intercept, Padding.NONE, unsigned);
    }

    /** Writes the voxels of the first so many stored numbers. */
    void apply(int[] stored, int count, float[] voxels, int at) {
        if (unsigned) {
            for (int i = 0; i < count; i++) {
                voxels[at + i] = (float) (slope * (stored[i] & 0xffff_ffffL) + intercept);
            }
        } else {
            for (int i = 0; i < count; i++) {
                voxels[at + i] = (float) (slope * stored[i] + intercept);
            }
        }
        if (!padding.isEmpty()) {
            mark(stored, count, voxels, at);
        }
    }

    private void mark(int[] stored, int count, float[] voxels, int at) {
        for (int i = 0; i < count; i++) {
            if (padding.holds(unsigned ? (double) (stored[i] & 0xffff_ffffL) : stored[i])) {
                voxels[at + i] = Float.NaN;
            }
        }
    }

    /** Gives what was marked as padding the smallest number of the image, as nothing is darker than what is outside. */
    static void fillPadding(float[] voxels) {
        float least = Float.POSITIVE_INFINITY;
        for (float voxel : voxels) {
            least = voxel < least ? voxel : least; // false for NaN
        }
        float outside = Float.isInfinite(least) ? 0 : least;
        for (int i = 0; i < voxels.length; i++) {
            if (Float.isNaN(voxels[i])) {
                voxels[i] = outside;
            }
        }
    }
}
