package dev.pcrl.dicom;

import java.util.List;

/** Slices that are not there, made from their neighbours. */
final class MissingSlices {
    private MissingSlices() {}

    /**
     * Puts slices in their places and interpolates linearly between them.
     *
     * @param slices voxels of the slices that are there, one slice after the other
     * @param places the z of each, growing, from 0 to the last
     * @param voxels how many voxels the whole volume has
     */
    static float[] fill(float[] slices, List<Integer> places, int voxels) {
        int pixels = slices.length / places.size();
        float[] whole = new float[voxels];
        System.arraycopy(slices, 0, whole, 0, pixels);
        for (int i = 1; i < places.size(); i++) {
            int below = places.get(i - 1);
            int above = places.get(i);
            System.arraycopy(slices, i * pixels, whole, above * pixels, pixels);
            for (int z = below + 1; z < above; z++) {
                float share = (float) (z - below) / (above - below);
                for (int p = 0; p < pixels; p++) {
                    float low = slices[(i - 1) * pixels + p];
                    float high = slices[i * pixels + p];
                    whole[z * pixels + p] = low + share * (high - low);
                }
            }
        }
        return whole;
    }
}
