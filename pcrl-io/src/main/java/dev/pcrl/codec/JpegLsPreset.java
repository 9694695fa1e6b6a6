package dev.pcrl.codec;

/**
 * The preset coding parameters of JPEG-LS (T.87, C.2.4.1.1).
 *
 * @param most MAXVAL, the highest sample
 * @param t1 first threshold of gradients
 * @param t2 second threshold
 * @param t3 third threshold
 * @param reset how often a context is used before its sums are halved
 */
record JpegLsPreset(int most, int t1, int t2, int t3, int reset) {
    /** What stands for "all defaults". */
    static final JpegLsPreset UNSET = new JpegLsPreset(0, 0, 0, 0, 0);

    private static final int DEFAULT_RESET = 64;

    /** The parameters of an LSE segment of type 1, where 0 stands for a default. */
    static JpegLsPreset read(FrameBytes segment) {
        JpegLsPreset preset =
                new JpegLsPreset(segment.u16(), segment.u16(), segment.u16(), segment.u16(), segment.u16());
        segment.requireEnd();
        return preset;
    }

    /**
     * These parameters with defaults in place of zeros (C.2.4.1.1.1).
     *
     * @throws DamagedFrameException if they are not in the order and range of table C.1
     */
    JpegLsPreset complete(int precision, int near, CodedBits place) {
        int highest = (1 << precision) - 1;
        int m = most == 0 ? highest : most;
        if (near > Math.min(255, m / 2)) {
            throw place.damaged("an error of " + near + " in samples of at most " + m);
        }
        JpegLsPreset defaults = defaults(m, near);
        JpegLsPreset complete = new JpegLsPreset(
                m,
                t1 == 0 ? defaults.t1 : t1,
                t2 == 0 ? defaults.t2 : t2,
                t3 == 0 ? defaults.t3 : t3,
                reset == 0 ? DEFAULT_RESET : reset);
        if (m > highest
                || complete.t1 <= near
                || complete.t2 < complete.t1
                || complete.t3 < complete.t2
                || complete.t3 > m
                || complete.reset < 3
                || complete.reset > Math.max(255, m)) {
            throw place.damaged("impossible coding parameters " + complete);
        }
        return complete;
    }

    private static JpegLsPreset defaults(int most, int near) {
        int t1;
        int t2;
        int t3;
        if (most >= 128) {
            int factor = (Math.min(most, 4095) + 128) / 256;
            t1 = factor + 2 + 3 * near;
            t2 = 4 * factor + 3 + 5 * near;
            t3 = 17 * factor + 4 + 7 * near;
        } else {
            int factor = 256 / (most + 1);
            t1 = Math.max(2, 3 / factor + 3 * near);
            t2 = Math.max(3, 7 / factor + 5 * near);
            t3 = Math.max(4, 21 / factor + 7 * near);
        }
        t1 = orLow(t1, near + 1, most);
        t2 = orLow(t2, t1, most);
        t3 = orLow(t3, t2, most);
        return new JpegLsPreset(most, t1, t2, t3, DEFAULT_RESET);
    }

    /** The lower bound in place of a value that is out of bounds. */
    private static int orLow(int value, int low, int high) {
        return value < low || value > high ? low : value;
    }
}
