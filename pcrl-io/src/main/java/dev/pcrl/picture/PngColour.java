package dev.pcrl.picture;

import java.util.Arrays;
import java.util.Optional;

/** What a pixel of PNG is (PNG third edition, section 11.2.1, table 9). */
enum PngColour {
    GREY(0, 1, 1, 16),
    RGB(2, 3, 8, 16),
    PALETTE(3, 1, 1, 8),
    GREY_ALPHA(4, 2, 8, 16),
    RGBA(6, 4, 8, 16);

    private final int code;
    private final int samples;
    private final int leastBits;
    private final int mostBits;

    PngColour(int code, int samples, int leastBits, int mostBits) {
        this.code = code;
        this.samples = samples;
        this.leastBits = leastBits;
        this.mostBits = mostBits;
    }

    /** The type of a code with samples of so many bits, if there is one. */
    static Optional<PngColour> of(int code, int bits) {
        return Arrays.stream(values())
                .filter(colour -> colour.code == code && colour.allows(bits))
                .findFirst();
    }

    private boolean allows(int bits) {
        return bits >= leastBits && bits <= mostBits && Integer.bitCount(bits) == 1;
    }

    /** Samples of a pixel. */
    int samples() {
        return samples;
    }
}
