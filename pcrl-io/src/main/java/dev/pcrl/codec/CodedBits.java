package dev.pcrl.codec;

/**
 * The bits of entropy-coded data up to the next marker, first bit highest. Zeros follow the last of them, so that
 * decoding needs to look out for the end only now and then, with {@link #requireCoded()}.
 */
abstract class CodedBits {
    /** {@link #fill()} makes sure of so many bits. */
    static final int FILLED = 57;

    final byte[] frame;

    /** Of the next byte that is not yet in the window. */
    int position;

    /** The next {@link #held} bits, in the highest places. */
    long window;

    int held;

    /** How many of the bits that were ever in the window are zeros from behind the end. */
    private int appended;

    CodedBits(byte[] frame, int start) {
        this.frame = frame;
        this.position = start;
    }

    /** Takes the following bytes into the window until it holds at least {@link #FILLED} bits. */
    abstract void fill();

    /** The next 1 to 32 bits, which the window must hold. */
    final int peek(int count) {
        return (int) (window >>> (64 - count));
    }

    final void skip(int count) {
        window <<= count;
        held -= count;
    }

    /** The next 0 to 32 bits, which the window must hold. */
    final int take(int count) {
        int bits = (int) (window >>> 1 >>> (63 - count));
        window <<= count;
        held -= count;
        return bits;
    }

    /** Appends zeros to the window, whatever their number. */
    final void append() {
        appended += 64 - held;
        held = 64;
    }

    /** Refuses a frame whose coded data ended before what was read from them. */
    final void requireCoded() {
        if (appended > held) {
            throw damaged("coded data end too early");
        }
    }

    /**
     * Refuses coded data that go on here: all but padding, at most a byte of it besides the last bits, has been read.
     */
    final void requireEnd() {
        fill();
        requireCoded();
        if (held - appended > 15) {
            throw damaged("coded data go on behind the last sample");
        }
    }

    /** Goes on behind restart marker {@code index} modulo 8, which must come next. */
    final void restart(int index) {
        requireEnd();
        int marker = 0xD0 | (index & 7);
        while (position + 2 < frame.length && frame[position] == -1 && frame[position + 1] == -1) {
            position++;
        }
        if (position + 2 > frame.length || frame[position] != -1 || (frame[position + 1] & 0xFF) != marker) {
            throw damaged("restart marker " + (index & 7) + " is missing");
        }
        position += 2;
        window = 0;
        held = 0;
        appended = 0;
    }

    final DamagedFrameException damaged(String reason) {
        return DamagedFrameException.at(Math.min(position, frame.length), reason);
    }
}
