package dev.pcrl.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The bits of a JPEG scan: a byte 0xFF is followed by a zero byte, which is left out (T.81, B.1.1.5). */
final class JpegBits extends CodedBits {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    JpegBits(byte[] frame, int start) {
        super(frame, start);
    }

    @Override
    void fill() {
        if (held < FILLED && position + Long.BYTES <= frame.length) {
            long next = (long) LONG.get(frame, position);
            if (!hasByteOfOnes(next)) {
                window |= next >>> held;
                position += (63 - held) >> 3;
                held |= 56;
            }
        }
        while (held < FILLED) {
            if (position == frame.length) {
                append();
            } else if (frame[position] != -1) {
                push(1);
            } else if (position + 1 < frame.length && frame[position + 1] == 0) {
                push(2);
            } else {
                append();
            }
        }
    }

    private void push(int bytes) {
        window |= (frame[position] & 0xFFL) << (56 - held);
        held += 8;
        position += bytes;
    }

    static boolean hasByteOfOnes(long bytes) {
        return ((~bytes - 0x0101010101010101L) & bytes & 0x8080808080808080L) != 0;
    }

    /** Decodes a symbol (F.2.2.3) of at most 16 bits, which the window must hold. */
    int symbol(JpegHuffmanTable table) {
        int entry = table.lookUp(peek(16));
        if (entry == JpegHuffmanTable.NONE) {
            throw damaged("no Huffman code");
        }
        skip(entry & 31);
        return entry >> 5;
    }

    /** RECEIVE and EXTEND (F.2.2.1): a signed number of 0 to 15 bits, which the window must hold. */
    int signed(int size) {
        int bits = take(size);
        int half = 1 << size >> 1;
        return bits < half ? bits - 2 * half + 1 : bits;
    }
}
