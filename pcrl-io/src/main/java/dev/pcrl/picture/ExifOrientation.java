package dev.pcrl.picture;

import dev.pcrl.failure.BadDataException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a picture is to be turned to stand upright (Exif 2.32, tag 274): 1 as it is, 2 mirrored, 3 upside down, 4
 * mirrored upside down, 5 to 8 with rows and columns exchanged.
 *
 * @param code 1 to 8
 */
record ExifOrientation(int code) {
    static final ExifOrientation UPRIGHT = new ExifOrientation(1);

    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;

    ExifOrientation {
        if (code < 1 || code > 8) {
            throw new IllegalArgumentException("no orientation: " + code);
        }
    }

    /**
     * From the TIFF structure of Exif data, of which nothing else is read.
     *
     * @param file whose part it is
     * @param start where it begins
     */
    static ExifOrientation of(PictureBytes file, int start, int length) {
        try {
            ByteBuffer tiff = ByteBuffer.wrap(file.slice(start, length));
            tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            tiff.position(tiff.getInt(4));
            for (int left = tiff.getShort() & 0xffff; left > 0; left--) {
                ByteBuffer entry = tiff.slice(tiff.position(), ENTRY_BYTES).order(tiff.order());
                if (entry.getShort(0) == TAG) {
                    return of(entry, file, start);
                }
                tiff.position(tiff.position() + ENTRY_BYTES);
            }
            return UPRIGHT;
        } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException e) {
            throw fault(file, start, "damaged");
        }
    }

    private static ExifOrientation of(ByteBuffer entry, PictureBytes file, int start) {
        int code = entry.getShort(8);
        if (entry.getShort(2) != SHORT || code < 0 || code > 8) {
            throw fault(file, start, "of an orientation that there is not");
        }
        return code == 0 ? UPRIGHT : new ExifOrientation(code); // some cameras write 0 where they cannot tell
    }

    private static BadDataException fault(PictureBytes file, int start, String what) {
        return file.fault(start, "Exif data that are " + what + ": which way up the picture is cannot be told");
    }

    private boolean exchanges() {
        return code >= 5;
    }

    /** The upright picture's width. */
    int width(int width, int height) {
        return exchanges() ? height : width;
    }

    /** The upright picture's height. */
    int height(int width, int height) {
        return exchanges() ? width : height;
    }

    /** Where the pixel (x, y) of a picture of some size stands in the upright one, row by row. */
    int index(int x, int y, int width, int height) {
        int left = width - 1 - x;
        int up = height - 1 - y;
        return switch (code) {
            case 2 -> y * width + left;
            case 3 -> up * width + left;
            case 4 -> up * width + x;
            case 5 -> x * height + y;
            case 6 -> x * height + up;
            case 7 -> left * height + up;
            case 8 -> left * height + y;
            default -> y * width + x;
        };
    }
}
