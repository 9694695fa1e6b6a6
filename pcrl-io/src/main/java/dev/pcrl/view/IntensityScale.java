package dev.pcrl.view;

import dev.pcrl.volume.Volume;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Takes voxels to [0, 1]: {@code (clip(v, low, high) - low) / (high - low)}. NaN and infinite voxels are background and
 * are taken to 0.
 *
 * @param low becomes 0, with all below
 * @param high becomes 1, with all above
 * @param background a voxel below it is background
 */
public record IntensityScale(float low, float high, float background) {
    /** The smallest voxel below which a volume of unknown modality is taken for CT: only CT has air far below zero. */
    static final float AIR = -200;

    /** Percentiles of larger volumes are taken from an even choice of about so many voxels. */
    static final int MOST_SAMPLES = 1 << 20;

    public IntensityScale {
        Rule.check(Float.isFinite(low), "low", "be finite", low);
        Rule.check(high > low && Float.isFinite(high - low), "high", "be above low (" + low + ")", high);
        Rule.check(!Float.isNaN(background), "background", "be a number", background);
    }

    /** The scale of a volume's first channel; see {@link #of(Volume, IntensitySettings, int)}. */
    public static IntensityScale of(Volume volume, IntensitySettings settings) {
        return of(volume, settings, 0);
    }

    /**
     * The scale of one channel of a volume. CT has a fixed window. MR comes in arbitrary units: its window lies between
     * two percentiles of the channel's finite voxels. A volume of unknown modality is taken for CT if a voxel of the
     * channel is below -200, which only Hounsfield units of air are, and for MR if not.
     *
     * @param channel 0-based; channels of an MR volume (BraTS has four) have units of their own
     */
    public static IntensityScale of(Volume volume, IntensitySettings settings, int channel) {
        boolean isCt = switch (volume.modality()) {
            case CT -> true;
            case MR -> false;
            case UNKNOWN -> hasAir(volume, channel);
        };
        return isCt
                ? new IntensityScale(settings.ctLow(), settings.ctHigh(), settings.ctBackground())
                : ofPercentiles(volume, settings, channel);
    }

    /** A voxel's place in [0, 1]. */
    public float apply(float voxel) {
        // Comparisons with NaN are false, and plus infinity is not a bright voxel but a broken one.
        if (!(voxel > low && voxel <= Float.MAX_VALUE)) {
            return 0;
        }
        return voxel < high ? (voxel - low) / (high - low) : 1;
    }

    /** Whether a voxel shows nothing. */
    public boolean isBackground(float voxel) {
        return !(voxel >= background && voxel <= Float.MAX_VALUE);
    }

    private static boolean hasAir(Volume volume, int channel) {
        FloatBuffer voxels = volume.voxels();
        int start = volume.index(0, 0, 0, channel);
        int end = start + (int) volume.geometry().voxels();
        for (int i = start; i < end; i++) {
            float voxel = voxels.get(i);
            if (voxel < AIR && Float.isFinite(voxel)) {
                return true;
            }
        }
        return false;
    }

    private static IntensityScale ofPercentiles(Volume volume, IntensitySettings settings, int channel) {
        float[] samples = samples(volume, channel);
        if (samples.length == 0) {
            return new IntensityScale(0, 1, 1); // nothing but NaN: all of it is background
        }
        Arrays.sort(samples);
        float low = percentile(samples, settings.mrLowPercentile());
        float high = percentile(samples, settings.mrHighPercentile());
        if (!(high > low)) {
            return new IntensityScale(low, Math.max(low + 1, Math.nextUp(low)), Math.nextUp(low)); // a constant image
        }
        return new IntensityScale(low, high, (float) (low + settings.mrBackground() * ((double) high - low)));
    }

    /** The channel's finite voxels, or about a million of them, always the same ones. */
    private static float[] samples(Volume volume, int channel) {
        int voxelCount = (int) volume.geometry().voxels();
        int plane = volume.geometry().nx() * volume.geometry().ny();
        int step = Math.max(1, voxelCount / MOST_SAMPLES);
        while (greatestCommonDivisor(step, plane) > 1) {
            step++; // a step that divides a row would see the same columns of all slices
        }
        FloatBuffer voxels = volume.voxels();
        int start = volume.index(0, 0, 0, channel);
        float[] samples = new float[(voxelCount + step - 1) / step];
        int count = 0;
        for (long i = 0; i < voxelCount; i += step) {
            float voxel = voxels.get(start + (int) i);
            if (Float.isFinite(voxel)) {
                samples[count++] = voxel;
            }
        }
        return Arrays.copyOf(samples, count);
    }

    /** Linear between neighbours, as NumPy's default. */
    private static float percentile(float[] sorted, double percentile) {
        double place = percentile / 100 * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return (float) (sorted[below] + (place - below) * ((double) sorted[above] - sorted[below]));
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
