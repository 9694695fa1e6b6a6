package dev.pcrl.metric;

import java.util.Arrays;

/** How often each sample (case, image) takes part: once in the data as they are, 0 or more times in a bootstrap. */
public final class Resample {
    private final int[] times;

    /** @param times one a sample; owned by the resample from here on */
    Resample(int[] times) {
        this.times = times;
    }

    /** The data as they are. */
    public static Resample once(int samples) {
        int[] times = new int[samples];
        Arrays.fill(times, 1);
        return new Resample(times);
    }

    /** Number of samples to draw from. */
    public int samples() {
        return times.length;
    }

    /** How often a sample takes part. */
    public int times(int sample) {
        return times[sample];
    }
}
