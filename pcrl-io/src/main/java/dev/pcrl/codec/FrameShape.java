package dev.pcrl.codec;

/**
 * What the header promises of each frame.
 *
 * @param columns samples of a row, 1 to 65535
 * @param rows 1 to 65535
 * @param samplesPerPixel 1 to 4
 * @param bitsAllocated bits of a sample's cell, 1 to 32; no code stream may have a higher precision
 * @param bitsStored bits of the cell that are used, 1 to bitsAllocated
 * @param signed whether samples are two's complement numbers of bitsStored bits
 */
public record FrameShape(
        int columns, int rows, int samplesPerPixel, int bitsAllocated, int bitsStored, boolean signed) {
    /** The most pixels of a compressed image that are believed before it is decoded: 8192 x 8192. */
    public static final long MAX_PIXELS = 1L << 26;

    private static final int MOST_SAMPLES = Integer.MAX_VALUE - 8;

    public FrameShape {
        requireRange("columns", columns, 65535);
        requireRange("rows", rows, 65535);
        requireRange("samplesPerPixel", samplesPerPixel, 4);
        requireRange("bitsAllocated", bitsAllocated, 32);
        requireRange("bitsStored", bitsStored, bitsAllocated);
        if ((long) columns * rows * samplesPerPixel > MOST_SAMPLES) {
            throw new IllegalArgumentException("no array holds " + columns + " x " + rows + " x " + samplesPerPixel);
        }
    }

    /** Samples of a frame: {@code columns * rows * samplesPerPixel}. */
    public int samples() {
        return columns * rows * samplesPerPixel;
    }

    private static void requireRange(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " must be 1 to " + most + ", is " + value);
        }
    }
}
