package dev.pcrl.picture;

/**
 * The grey of a colour: the luma of ITU-R BT.601, in fixed point and rounded, as Pillow's {@code convert("L")} does.
 */
final class Luma {
    private static final long RED = 19595; // 0.299 * 2^16
    private static final long GREEN = 38470; // 0.587 * 2^16
    private static final long BLUE = 7471; // 0.114 * 2^16
    private static final long HALF = 1 << 15;

    private Luma() {}

    /** From numbers of up to 16 bits; equal ones give the same number. */
    static int of(int red, int green, int blue) {
        return (int) ((RED * red + GREEN * green + BLUE * blue + HALF) >> 16);
    }
}
