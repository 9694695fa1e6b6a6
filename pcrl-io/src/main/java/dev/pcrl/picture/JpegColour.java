package dev.pcrl.picture;

/**
 * Colours of JPEG, as JFIF 1.02 defines them and libjpeg computes them: red, green and blue in 8 bits each, before they
 * become {@link Luma}.
 */
final class JpegColour {
    private static final int BITS = 16;
    private static final int HALF = 1 << (BITS - 1);
    private static final int CR_RED = fixed(1.40200);
    private static final int CB_BLUE = fixed(1.77200);
    private static final int CR_GREEN = fixed(0.71414);
    private static final int CB_GREEN = fixed(0.34414);
    private static final int MIDDLE = 128;

    private JpegColour() {}

    /** The grey value of a pixel in YCbCr. */
    static int grey(int[] samples, int at) {
        int luminance = samples[at];
        int blue = samples[at + 1] - MIDDLE;
        int red = samples[at + 2] - MIDDLE;
        return Luma.of(
                clamp(luminance + ((CR_RED * red + HALF) >> BITS)),
                clamp(luminance + ((-CB_GREEN * blue - CR_GREEN * red + HALF) >> BITS)),
                clamp(luminance + ((CB_BLUE * blue + HALF) >> BITS)));
    }

    private static int fixed(double factor) {
        return (int) (factor * (1 << BITS) + 0.5);
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
