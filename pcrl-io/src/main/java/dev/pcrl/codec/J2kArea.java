package dev.pcrl.codec;

/**
 * A rectangle of a sampling grid (T.800, Annex B), from its upper left corner up to, but not with, its lower right one.
 * It may be empty.
 */
record J2kArea(int x0, int y0, int x1, int y1) {
    int width() {
        return x1 - x0;
    }

    int height() {
        return y1 - y0;
    }

    boolean isEmpty() {
        return x1 <= x0 || y1 <= y0;
    }

    /** Samples; the areas met here have fewer than 2^31. */
    int size() {
        return isEmpty() ? 0 : width() * height();
    }

    /** The part that both share, which may be empty. */
    J2kArea intersection(J2kArea other) {
        return new J2kArea(
                Math.max(x0, other.x0), Math.max(y0, other.y0), Math.min(x1, other.x1), Math.min(y1, other.y1));
    }

    /**
     * The samples of a sub-band in this area of a tile-component (B-15).
     *
     * @param level decompositions it takes to get there, 0 to 32; 0 gives this area
     * @param high whether the band is high-pass, horizontally (bit 0) and vertically (bit 1)
     */
    J2kArea band(int level, int high) {
        return new J2kArea(
                band(x0, level, high & 1),
                band(y0, level, high >> 1),
                band(x1, level, high & 1),
                band(y1, level, high >> 1));
    }

    private static int band(int u, int level, int high) {
        long offset = high == 0 ? 0 : 1L << (level - 1);
        return (int) ((u - offset + (1L << level) - 1) >> level);
    }
}
