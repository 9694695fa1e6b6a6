package dev.pcrl.dicom;

import dev.pcrl.codec.FrameShape;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;

/**
 * How grey pixels are stored (PS3.5, section 8.1.1; PS3.3, C.7.6.3).
 *
 * @param columns pixels in a row
 * @param rows rows
 * @param bitsAllocated 8, 16 or 32 bits that a pixel takes
 * @param bitsStored how many of them are used
 * @param highBit the highest of those, counted from 0
 * @param signed whether pixels are in two's complement
 * @param darkIsHigh whether the largest numbers are to be shown black (MONOCHROME1)
 */
record PixelEncoding(
        int columns, int rows, int bitsAllocated, int bitsStored, int highBit, boolean signed, boolean darkIsHigh) {
    /** From a data set's attributes; colour and sizes that no image has are refused. */
    static PixelEncoding of(Attributes attributes) {
        int samples = attributes.integer(Tag.SAMPLES_PER_PIXEL);
        if (samples != 1) {
            throw attributes.fault(Tag.SAMPLES_PER_PIXEL, samples + " samples a pixel: colour is not read");
        }
        int rows = size(attributes, Tag.ROWS);
        int columns = size(attributes, Tag.COLUMNS);
        int allocated = attributes.integer(Tag.BITS_ALLOCATED);
        if (allocated != 8 && allocated != 16 && allocated != 32) {
            throw attributes.fault(Tag.BITS_ALLOCATED, allocated + " bits a pixel; 8, 16 and 32 are read");
        }
        int stored = within(attributes, Tag.BITS_STORED, 1, allocated);
        int high = within(attributes, Tag.HIGH_BIT, stored - 1, allocated - 1);
        boolean signed = within(attributes, Tag.PIXEL_REPRESENTATION, 0, 1) == 1;
        return new PixelEncoding(columns, rows, allocated, stored, high, signed, darkIsHigh(attributes));
    }

    private static int size(Attributes attributes, Tag tag) {
        return within(attributes, tag, 1, 0xffff);
    }

    private static int within(Attributes attributes, Tag tag, int least, int most) {
        int value = attributes.integer(tag);
        if (value < least || value > most) {
            throw attributes.fault(tag, value + "; " + least + " to " + most + " is possible here");
        }
        return value;
    }

    private static boolean darkIsHigh(Attributes attributes) {
        String interpretation = attributes
                .text(Tag.PHOTOMETRIC_INTERPRETATION)
                .orElseThrow(() -> attributes.origin().missing(Tag.PHOTOMETRIC_INTERPRETATION));
        return switch (interpretation) {
            case "MONOCHROME1" -> true;
            case "MONOCHROME2" -> false;
            case "PALETTE COLOR" -> throw attributes.fault(Tag.PHOTOMETRIC_INTERPRETATION, "colour is not read");
            default -> throw attributes.fault(Tag.PHOTOMETRIC_INTERPRETATION, "neither MONOCHROME1 nor MONOCHROME2");
        };
    }

    /** Pixels of a frame. */
    long pixels() {
        return (long) columns * rows;
    }

    /** Bytes of a frame that is not compressed. */
    long frameBytes() {
        return pixels() * bytesPerPixel();
    }

    int bytesPerPixel() {
        return bitsAllocated / 8;
    }

    /** What a codec needs to know. */
    FrameShape shape() {
        return new FrameShape(columns, rows, 1, bitsAllocated, bitsStored, signed);
    }

    /** The stored type as NumPy calls it: {@code int16}. */
    String label() {
        return (signed ? "int" : "uint") + bitsAllocated;
    }

    /**
     * Pixels from the bytes of uncompressed data, without the bits that mean nothing. A number of 32 bits without a
     * sign may come out negative.
     *
     * @param bytes at position 0, in the data set's byte order
     */
    void unpack(ByteBuffer bytes, int count, int[] to) {
        switch (bitsAllocated) {
            case 8 -> {
                for (int i = 0; i < count; i++) {
                    to[i] = bytes.get(i);
                }
            }
            case 16 -> {
                ShortBuffer words = bytes.asShortBuffer();
                for (int i = 0; i < count; i++) {
                    to[i] = words.get(i);
                }
            }
            default -> bytes.asIntBuffer().get(to, 0, count);
        }
        keepStoredBits(to, count, highBit);
    }

    /** Pixels from whole cells, as RLE keeps them: without the bits that mean nothing. */
    void unpackCells(int[] cells) {
        keepStoredBits(cells, cells.length, highBit);
    }

    /** Pixels as a codec gives them, in the lowest bits, made signed if they are. */
    void extend(int[] samples) {
        if (signed) {
            keepStoredBits(samples, samples.length, bitsStored - 1);
        }
    }

    private void keepStoredBits(int[] pixels, int count, int highest) {
        int up = 31 - highest;
        int down = 32 - bitsStored;
        if (signed) {
            for (int i = 0; i < count; i++) {
                pixels[i] = pixels[i] << up >> down;
            }
        } else {
            for (int i = 0; i < count; i++) {
                pixels[i] = pixels[i] << up >>> down;
            }
        }
    }
}
