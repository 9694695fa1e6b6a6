package dev.pcrl.codec;

/**
 * The inverse DCT of 8 x 8 coefficients with level shift and clamping (T.81, A.3.1, A.3.3), in the integer arithmetic
 * of libjpeg's accurate method, so that samples equal those of the decoder that most others are: C. Loeffler, A.
 * Ligtenberg, G. Moschytz, "Practical fast 1-D DCT algorithms with 11 multiplications", ICASSP 1989, figure 1, in fixed
 * point.
 */
final class JpegInverseDct {
    private static final int FRACTION = 13;

    // With c(k) = cos(k pi / 16) and s(k) = sin(k pi / 16), times sqrt(2) * 2^13.
    private static final int C6 = 4433;
    private static final int C2_MINUS_C6 = 6270;
    private static final int C2_PLUS_C6 = 15137;
    private static final int C3 = 9633;
    private static final int MINUS_C1_C3_C5_MINUS_C7 = 2446;
    private static final int C1_C3_MINUS_C5_C7 = 16819;
    private static final int C1_C3_C5_MINUS_C7 = 25172;
    private static final int C1_C3_MINUS_C5_MINUS_C7 = 12299;
    private static final int C3_MINUS_C7 = 7373;
    private static final int C1_PLUS_C3 = 20995;
    private static final int C3_PLUS_C5 = 16069;
    private static final int C3_MINUS_C5 = 3196;

    private final int most;
    private final int middle;

    /** Extra bits that the first pass keeps; 12-bit samples leave room for one. */
    private final int kept;

    /** @param precision 8 or 12 bits of a sample */
    JpegInverseDct(int precision) {
        most = (1 << precision) - 1;
        middle = 1 << (precision - 1);
        kept = precision == 8 ? 2 : 1;
    }

    /** Turns 64 dequantised coefficients in natural order into samples, row by row. */
    void transform(int[] block) {
        for (int column = 0; column < 8; column++) {
            transform(block, column, 8, FRACTION - kept);
        }
        for (int row = 0; row < 64; row += 8) {
            transform(block, row, 1, FRACTION + kept + 3);
        }
        for (int i = 0; i < 64; i++) {
            block[i] = Math.max(0, Math.min(most, block[i] + middle));
        }
    }

    /** Eight values in place, rounded to {@code 2^-shift} of what the constants make of them. */
    private static void transform(int[] v, int at, int step, int shift) {
        int half = 1 << (shift - 1);

        // Even part.
        int z2 = v[at + 2 * step];
        int z3 = v[at + 6 * step];
        int z1 = (z2 + z3) * C6;
        int t2 = z1 - z3 * C2_PLUS_C6;
        int t3 = z1 + z2 * C2_MINUS_C6;
        int t0 = ((v[at] + v[at + 4 * step]) << FRACTION) + half;
        int t1 = ((v[at] - v[at + 4 * step]) << FRACTION) + half;
        int even0 = t0 + t3;
        int even3 = t0 - t3;
        int even1 = t1 + t2;
        int even2 = t1 - t2;

        // Odd part.
        t0 = v[at + 7 * step];
        t1 = v[at + 5 * step];
        t2 = v[at + 3 * step];
        t3 = v[at + step];
        int z5 = (t0 + t2 + t1 + t3) * C3;
        z1 = -(t0 + t3) * C3_MINUS_C7;
        z2 = -(t1 + t2) * C1_PLUS_C3;
        z3 = z5 - (t0 + t2) * C3_PLUS_C5;
        int z4 = z5 - (t1 + t3) * C3_MINUS_C5;
        int odd3 = t0 * MINUS_C1_C3_C5_MINUS_C7 + z1 + z3;
        int odd2 = t1 * C1_C3_MINUS_C5_C7 + z2 + z4;
        int odd1 = t2 * C1_C3_C5_MINUS_C7 + z2 + z3;
        int odd0 = t3 * C1_C3_MINUS_C5_MINUS_C7 + z1 + z4;

        v[at] = (even0 + odd0) >> shift;
        v[at + 7 * step] = (even0 - odd0) >> shift;
        v[at + step] = (even1 + odd1) >> shift;
        v[at + 6 * step] = (even1 - odd1) >> shift;
        v[at + 2 * step] = (even2 + odd2) >> shift;
        v[at + 5 * step] = (even2 - odd2) >> shift;
        v[at + 3 * step] = (even3 + odd3) >> shift;
        v[at + 4 * step] = (even3 - odd3) >> shift;
    }
}
