package dev.pcrl.codec;

/** The bits of a JPEG-LS scan: a zero bit, which is left out, begins the byte behind a byte 0xFF (T.87, A.1). */
final class JpegLsBits extends CodedBits {
    JpegLsBits(byte[] frame, int start) {
        super(frame, start);
    }

    @Override
    void fill() {
        while (held < FILLED) {
            boolean stuffed = frame[position - 1] == -1;
            if (position == frame.length || atMarker(stuffed)) {
                append();
                return;
            }
            int bits = stuffed ? 7 : 8;
            window |= (frame[position++] & 0xFFL) << (64 - held - bits);
            held += bits;
        }
    }

    private boolean atMarker(boolean stuffed) {
        return stuffed
                ? frame[position] < 0
                : frame[position] == -1 && (position + 1 == frame.length || frame[position + 1] < 0);
    }

    /**
     * A number in the limited-length Golomb code (A.5.3).
     *
     * @param k bits of its lower part
     * @param longest zeros before the number is written out instead, in {@code width} bits
     */
    int golomb(int k, int longest, int width) {
        fill();
        int zeros = Long.numberOfLeadingZeros(window);
        if (zeros > longest) {
            throw damaged("a code of more than " + longest + " zeros");
        }
        skip(zeros + 1);
        if (held < 32) {
            fill();
        }
        return zeros < longest ? zeros << k | take(k) : take(width) + 1;
    }
}
