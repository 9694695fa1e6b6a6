package dev.pcrl.picture;

/** How a pixel's samples become its grey value. */
@FunctionalInterface
interface Shade {
    /** What a transparent pixel has instead of a grey value. */
    int TRANSPARENT = -1;

    /** What a pixel has whose number the palette does not have. */
    int UNKNOWN = -2;

    /**
     * The grey value of a pixel, or {@link #TRANSPARENT} or {@link #UNKNOWN}.
     *
     * @param samples of a row of pixels
     * @param at where those of the pixel begin
     */
    int of(int[] samples, int at);
}
