package dev.pcrl.codec;

/**
 * A range of a frame's bytes, read from its beginning: big-endian numbers, markers and marker segments (T.81, B.1.1).
 */
final class FrameBytes {
    private final String name;
    private final byte[] frame;
    private final int end;
    private int position;

    FrameBytes(byte[] frame) {
        this("the frame", frame, 0, frame.length);
    }

    private FrameBytes(String name, byte[] frame, int start, int end) {
        this.name = name;
        this.frame = frame;
        this.position = start;
        this.end = end;
    }

    /** Of the next byte, in the frame. */
    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    int u8() {
        require(1);
        return frame[position++] & 0xFF;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    /** A number of 32 bits that must be below 2^31, as all that are read here have to be. */
    int u31() {
        int high = u16();
        if (high >= 0x8000) {
            throw DamagedFrameException.at(position - 2, "a number of 2^31 or more");
        }
        return high << 16 | u16();
    }

    /**
     * The next so many bytes as a range of their own; goes on behind them.
     *
     * @param name what messages call the range
     */
    FrameBytes range(String name, int length) {
        require(length);
        FrameBytes range = new FrameBytes(name, frame, position, position + length);
        position += length;
        return range;
    }

    /** Goes on at a position that is not before the present one. */
    void seek(int next) {
        require(next - position);
        position = next;
    }

    /** Whether a marker comes next. */
    boolean startsWith(int marker) {
        return remaining() >= 2
                && (frame[position] & 0xFF) == marker >> 8
                && (frame[position + 1] & 0xFF) == (marker & 0xFF);
    }

    /** Whether a marker comes last, but for a byte of padding. */
    boolean endsWith(int marker) {
        for (int last = end - 2; last >= Math.max(position, end - 3); last--) {
            if ((frame[last] & 0xFF) == marker >> 8 && (frame[last + 1] & 0xFF) == (marker & 0xFF)) {
                return true;
            }
        }
        return false;
    }

    /** The next marker, as 0xFF.., any number of fill bytes before it (B.1.1.2). */
    int marker() {
        int at = position;
        if (u8() != 0xFF) {
            throw DamagedFrameException.at(at, "not a marker");
        }
        int code = u8();
        while (code == 0xFF) {
            code = u8();
        }
        if (code == 0) {
            throw DamagedFrameException.at(at, "not a marker");
        }
        return 0xFF00 | code;
    }

    /** The parameters of a marker segment, whose length comes first and counts itself (B.1.1.4). */
    FrameBytes segment() {
        int at = position;
        int length = u16();
        if (length < 2 || length - 2 > remaining()) {
            throw DamagedFrameException.at(at, "a marker segment of " + length + " bytes");
        }
        return range("a marker segment", length - 2);
    }

    /** Refuses bytes that nothing has read. */
    void requireEnd() {
        if (remaining() != 0) {
            throw damaged(name + " is " + remaining() + " bytes too long");
        }
    }

    /** The fault of the next byte. */
    DamagedFrameException damaged(String reason) {
        return DamagedFrameException.at(position, reason);
    }

    private void require(int length) {
        if (length < 0 || length > remaining()) {
            throw DamagedFrameException.at(end, name + " ends too early");
        }
    }
}
