package dev.pcrl.codec;

/** The bits of a packet header: a zero bit begins the byte behind a byte 0xFF (T.800, B.10.1). */
final class J2kPacketBits {
    private final FrameBytes bytes;
    private int current;
    private int left;

    J2kPacketBits(FrameBytes bytes) {
        this.bytes = bytes;
    }

    int bit() {
        if (left == 0) {
            next();
        }
        left--;
        return (current >> left) & 1;
    }

    private void next() {
        boolean stuffed = current == 0xFF;
        current = bytes.u8();
        if (stuffed && current > 0x7F) {
            throw bytes.damaged("a marker within a packet header");
        }
        left = stuffed ? 7 : 8;
    }

    /** A number of 0 to 31 bits. */
    int take(int count) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            number = number << 1 | bit();
        }
        return number;
    }

    /** Goes to the byte behind the header. */
    void end() {
        if (current == 0xFF) {
            next();
        }
    }

    DamagedFrameException damaged(String reason) {
        return bytes.damaged(reason);
    }
}
