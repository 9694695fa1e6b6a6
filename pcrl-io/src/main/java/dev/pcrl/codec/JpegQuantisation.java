package dev.pcrl.codec;

/** A quantisation table of DCT (T.81, B.2.4.1), in the order of the zigzag sequence. */
final class JpegQuantisation {
    /** Zigzag positions in natural order, row by row (A.3.6, figure A.6). */
    private static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    private final int[] steps = new int[ZIGZAG.length];

    private JpegQuantisation() {}

    /** Reads 64 steps of 8 or 16 bits. */
    static JpegQuantisation read(FrameBytes segment, boolean wide) {
        JpegQuantisation quantisation = new JpegQuantisation();
        for (int zigzag = 0; zigzag < ZIGZAG.length; zigzag++) {
            quantisation.steps[zigzag] = wide ? segment.u16() : segment.u8();
        }
        return quantisation;
    }

    /** Where in an 8 x 8 block a coefficient of the zigzag sequence belongs. */
    static int natural(int zigzag) {
        return ZIGZAG[zigzag];
    }

    int step(int zigzag) {
        return steps[zigzag];
    }
}
