package dev.pcrl.picture;

import java.util.Arrays;

/**
 * Grey values of the pixels of PNG: of each kind of pixel, with the transparency that its samples or chunk tRNS give it
 * (PNG third edition, section 11.3.1).
 *
 * @param header of the file
 * @param palette chunk PLTE: red, green and blue of each colour; empty without
 * @param transparency chunk tRNS; empty without
 */
record PngShades(PngHeader header, PictureBytes palette, PictureBytes transparency) {
    private static final int MOST_OF_A_BYTE = 255;

    Shade shade() {
        return switch (header.colour()) {
            case GREY -> grey();
            case RGB -> colour();
            case PALETTE -> indexed();
            case GREY_ALPHA -> opaque(1, (samples, at) -> samples[at]);
            case RGBA -> opaque(3, PngShades::luma);
        };
    }

    private Shade grey() {
        int factor = header.bits() < 8 ? MOST_OF_A_BYTE / header.most() : 1; // exact: 255, 85, 17 or 1
        int key = key(0);
        return (samples, at) -> samples[at] == key ? Shade.TRANSPARENT : factor * samples[at];
    }

    private Shade colour() {
        int red = key(0);
        int green = key(1);
        int blue = key(2);
        return (samples, at) -> samples[at] == red && samples[at + 1] == green && samples[at + 2] == blue
                ? Shade.TRANSPARENT
                : luma(samples, at);
    }

    private Shade indexed() {
        int[] greys = new int[1 << Byte.SIZE];
        Arrays.fill(greys, Shade.UNKNOWN);
        for (int i = 0; i < palette.length() / 3; i++) {
            boolean opaque = i >= transparency.length() || transparency.byteAt(i) == MOST_OF_A_BYTE;
            greys[i] = opaque
                    ? Luma.of(palette.byteAt(3 * i), palette.byteAt(3 * i + 1), palette.byteAt(3 * i + 2))
                    : Shade.TRANSPARENT;
        }
        return (samples, at) -> greys[samples[at]];
    }

    private Shade opaque(int alpha, Shade shade) {
        int most = header.most();
        return (samples, at) -> samples[at + alpha] == most ? shade.of(samples, at) : Shade.TRANSPARENT;
    }

    /** A sample of the one transparent colour, or a number that no sample has. */
    private int key(int sample) {
        return transparency.length() == 0 ? Shade.TRANSPARENT : transparency.shortAt(2 * sample) & header.most();
    }

    private static int luma(int[] samples, int at) {
        return Luma.of(samples[at], samples[at + 1], samples[at + 2]);
    }
}
