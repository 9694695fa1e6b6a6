package dev.pcrl.codec;

import java.util.Arrays;

/**
 * What JPEG-LS has learned of prediction errors in each context, and how it decodes the next one (T.87, A.3 to A.7.2).
 * The names of one or two letters are the standard's: A sums magnitudes, B errors, C is the correction, N counts.
 */
final class JpegLsModel {
    private static final int CONTEXTS = 365;
    private static final int GRADIENT_LEVELS = 9;

    private final JpegLsBits bits;
    private final JpegLsPreset preset;
    private final int near;
    private final int step;
    private final int range;
    private final int width;
    private final int limit;
    private final byte[] levels;

    private final int[] a = new int[CONTEXTS + 2];
    private final int[] b = new int[CONTEXTS];
    private final int[] c = new int[CONTEXTS];
    private final int[] n = new int[CONTEXTS + 2];

    /** Negative errors in the two contexts of run interruption. */
    private final int[] negative = new int[2];

    /** @param preset complete */
    JpegLsModel(JpegLsBits bits, JpegLsPreset preset, int near) {
        this.bits = bits;
        this.preset = preset;
        this.near = near;
        step = 2 * near + 1;
        range = (preset.most() + 2 * near) / step + 1;
        width = bitsFor(range);
        int bitsPerSample = Math.max(2, bitsFor(preset.most() + 1));
        limit = 2 * (bitsPerSample + Math.max(8, bitsPerSample));
        levels = levels(preset, near);
        reset();
    }

    /** ceil(log2(count)). */
    private static int bitsFor(int count) {
        return 32 - Integer.numberOfLeadingZeros(count - 1);
    }

    /** Forgets what was learned (A.8). */
    void reset() {
        Arrays.fill(a, Math.max(2, (range + 32) / 64));
        Arrays.fill(b, 0);
        Arrays.fill(c, 0);
        Arrays.fill(n, 1);
        Arrays.fill(negative, 0);
    }

    /** Quantised gradients (A.3.3) from -T3 to T3; those beyond are as these. */
    private static byte[] levels(JpegLsPreset preset, int near) {
        byte[] levels = new byte[2 * preset.t3() + 1];
        for (int size = near + 1; size <= preset.t3(); size++) {
            int level = size < preset.t1() ? 1 : size < preset.t2() ? 2 : size < preset.t3() ? 3 : 4;
            levels[preset.t3() + size] = (byte) level;
            levels[preset.t3() - size] = (byte) -level;
        }
        return levels;
    }

    private int level(int gradient) {
        int t3 = preset.t3();
        return levels[Math.max(-t3, Math.min(t3, gradient)) + t3];
    }

    /** The context of a sample, negative where its mirror image is meant (A.3.4), 0 where all around it is flat. */
    int context(int left, int above, int aboveLeft, int aboveRight) {
        int first = level(aboveRight - above);
        int second = level(above - aboveLeft);
        int third = level(aboveLeft - left);
        return (first * GRADIENT_LEVELS + second) * GRADIENT_LEVELS + third;
    }

    /** A sample in regular mode (A.4 to A.6). */
    int sample(int context, int left, int above, int aboveLeft) {
        int sign = context < 0 ? -1 : 1;
        int q = Math.abs(context);
        int predicted = clamp(predict(left, above, aboveLeft) + sign * c[q]);
        int k = golombParameter(n[q], a[q]);
        int mapped = bits.golomb(k, limit - width - 1, width);
        int error = (mapped >>> 1) ^ -(mapped & 1);
        if (k == 0 && near == 0 && 2 * b[q] <= -n[q]) {
            error = ~error;
        }
        requireInRange(error);
        learn(q, error);
        return reconstruct(predicted, sign * error);
    }

    /** The median of neighbours and the plane through them (A.4.1). */
    private static int predict(int left, int above, int aboveLeft) {
        int low = Math.min(left, above);
        int high = Math.max(left, above);
        return Math.max(low, Math.min(high, left + above - aboveLeft));
    }

    /** The smallest k with {@code count << k >= sum} (A.5.1). */
    private static int golombParameter(int count, int sum) {
        int k = Math.max(0, Integer.numberOfLeadingZeros(count) - Integer.numberOfLeadingZeros(sum));
        return count << k < sum ? k + 1 : k;
    }

    /** A.6. */
    private void learn(int q, int error) {
        int sum = b[q] + error * step;
        int count = n[q];
        a[q] += Math.abs(error);
        if (count == preset.reset()) {
            a[q] >>= 1;
            sum >>= 1;
            count >>= 1;
        }
        count++;
        if (sum <= -count) {
            sum = Math.max(sum + count, 1 - count);
            c[q] = Math.max(c[q] - 1, -128);
        } else if (sum > 0) {
            sum = Math.min(sum - count, 0);
            c[q] = Math.min(c[q] + 1, 127);
        }
        b[q] = sum;
        n[q] = count;
    }

    /**
     * The sample that ends a run (A.7.2).
     *
     * @param alike whether it is coded as one whose neighbours are alike (RItype 1)
     * @param runBits J[RUNindex]
     */
    int interruption(boolean alike, int left, int above, int runBits) {
        int type = alike ? 1 : 0;
        int q = CONTEXTS + type;
        int sum = alike ? a[q] + (n[q] >> 1) : a[q];
        int k = golombParameter(n[q], sum);
        int mapped = bits.golomb(k, limit - runBits - 1 - width - 1, width);
        int magnitude = (mapped + type + 1) >> 1;
        boolean odd = ((mapped + type) & 1) != 0;
        int error = (k != 0 || 2 * negative[type] >= n[q]) == odd ? -magnitude : magnitude;
        requireInRange(error);
        if (error < 0) {
            negative[type]++;
        }
        a[q] += (mapped + 1 - type) >> 1;
        if (n[q] == preset.reset()) {
            a[q] >>= 1;
            n[q] >>= 1;
            negative[type] >>= 1;
        }
        n[q]++;
        return alike ? reconstruct(left, error) : reconstruct(above, left > above ? -error : error);
    }

    /** Whether two samples are as good as equal. */
    boolean alike(int left, int above) {
        return Math.abs(left - above) <= near;
    }

    /** A prediction and its error, modulo the range (A.4.5, A.5.2). */
    private int reconstruct(int predicted, int error) {
        int value = predicted + error * step;
        if (value < -near) {
            value += range * step;
        } else if (value > preset.most() + near) {
            value -= range * step;
        }
        return clamp(value);
    }

    private int clamp(int value) {
        return Math.max(0, Math.min(preset.most(), value));
    }

    private void requireInRange(int error) {
        if (Math.abs(error) > (range + 1) / 2) {
            throw bits.damaged("a prediction error beyond half the range of samples");
        }
    }
}
