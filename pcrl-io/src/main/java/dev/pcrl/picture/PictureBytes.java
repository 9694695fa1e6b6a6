package dev.pcrl.picture;

import dev.pcrl.failure.BadDataException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A whole file, big-endian, or a part of one; whatever reaches beyond its end is refused with its place. */
final class PictureBytes {
    private final String file;
    private final byte[] bytes;

    /**
     * @param file its URI
     * @param bytes what it holds; theirs from here on
     */
    PictureBytes(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    String file() {
        return file;
    }

    /** All of them, to be read only. */
    byte[] array() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    /** A byte, 0 to 255. */
    int byteAt(int position) {
        require(position, 1);
        return bytes[position] & 0xff;
    }

    /** Two bytes, 0 to 65535. */
    int shortAt(int position) {
        require(position, 2);
        return ByteBuffer.wrap(bytes).getShort(position) & 0xffff;
    }

    /** Four bytes, 0 to 2^32 - 1. */
    long intAt(int position) {
        require(position, 4);
        return ByteBuffer.wrap(bytes).getInt(position) & 0xffff_ffffL;
    }

    byte[] slice(int start, int count) {
        require(start, count);
        return Arrays.copyOfRange(bytes, start, start + count);
    }

    /** Whether these bytes stand at some position. */
    boolean holds(byte[] expected, int position) {
        int end = position + expected.length;
        return end <= bytes.length && Arrays.equals(bytes, position, end, expected, 0, expected.length);
    }

    /** The fault of what starts at a byte. */
    BadDataException fault(int position, String reason) {
        return new BadDataException(file, "byte " + position, reason);
    }

    private void require(int position, int count) {
        if (count > bytes.length - position) {
            throw fault(bytes.length, "the file ends here, too early");
        }
    }
}
