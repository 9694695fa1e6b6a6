package dev.pcrl.dicom;

import java.util.List;

/** Slices that are not there, made from their neighbours. */
final class MissingSlices {
    private MissingSlices() {}

    /**
     * Interpolates linearly, in place, what is missing between slices. What is NaN in one of two neighbours is so
     * between them.
     *
     * @param voxels of the whole volume, slice after slice
     * @param places the z of each slice that is there, growing, from 0 to the last
     */
    static void fill(float[] voxels, List<Integer> places) {
        int pixels = voxels.length / (places.get(places.size() - 1) + 1);
        for (int i = 1; i < places.size(); i++) {
            int below = places.get(i - 1);
            int above = places.get(i);
            for (int z = below + 1; z < above; z++) {
                float share = (float) (z - below) / (above - below);
                for (int p = 0; p < pixels; p++) {
                    float low = voxels[below * pixels + p];
                    float high = voxels[above * pixels + p];
                    voxels[z * pixels + p] = low + share * (high - low);
                }
            }
        }
    }
}
