package dev.pcrl.read;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Volume;
import java.util.Arrays;

/** What no format may promise. */
final class Checks {
    private Checks() {}

    /**
     * The product of a grid's sizes.
     *
     * @throws dev.pcrl.failure.BadDataException where a size is not positive or no volume can hold so many voxels
     */
    static int voxels(Refusal refusal, int... sizes) {
        long count = 1;
        for (int size : sizes) {
            if (size < 1) {
                throw refusal.because("size " + size + "; at least 1 is needed");
            }
            count *= size; // two factors below 2^31 cannot overflow, and the product is below that again from here on
            if (count > Volume.MAX_VOXELS) {
                throw refusal.because("more voxels than a volume can have (" + Volume.MAX_VOXELS + ")");
            }
        }
        return (int) count;
    }

    /**
     * An affine from its upper three rows.
     *
     * @throws dev.pcrl.failure.BadDataException if it cannot be inverted or is not finite
     */
    static Affine affine(double[] rows, Refusal refusal) {
        Affine affine;
        try {
            affine = Affine.ofRows(Arrays.stream(rows).map(Checks::unsignedZero).toArray());
        } catch (IllegalArgumentException e) {
            throw refusal.because(e.getMessage());
        }
        for (int axis = 0; axis < 3; axis++) {
            if (!Double.isFinite(affine.spacing(axis))) {
                throw refusal.because("voxel spacing along axis " + axis + " is infinite");
            }
        }
        return affine;
    }

    /** Zero without a sign, so that equal geometries are equal however they were computed; others unchanged. */
    private static double unsignedZero(double value) {
        return value + 0.0;
    }
}
