package dev.pcrl.codec;

import java.util.Arrays;

/** A Huffman table (T.81, Annex C), as {@code symbol << 5 | length of its code}. */
final class JpegHuffmanTable {
    /** The entry of bits that begin no code. */
    static final int NONE = 0;

    private static final int LOOKAHEAD = 10;
    private static final int LONGEST = 16;

    private final short[] entries = new short[1 << LOOKAHEAD];
    private final short[] longEntries;

    /** First code of a length and all longer ones, left-aligned to 16 bits, and where its entry is. */
    private final int[] limits = new int[LONGEST + 1];

    private final int[] offsets = new int[LONGEST + 1];

    /** Reads the lengths and symbols of a DHT segment (B.2.4.2). */
    static JpegHuffmanTable read(FrameBytes segment) {
        int[] counts = new int[LONGEST + 1];
        int total = 0;
        for (int length = 1; length <= LONGEST; length++) {
            counts[length] = segment.u8();
            total += counts[length];
        }
        if (total > 256) {
            throw segment.damaged("a Huffman table of " + total + " symbols");
        }
        return new JpegHuffmanTable(counts, total, segment);
    }

    private JpegHuffmanTable(int[] counts, int total, FrameBytes symbols) {
        longEntries = new short[total];
        int code = 0; // left-aligned to 16 bits
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            offsets[length] = index - (code >> (LONGEST - length));
            for (int i = 0; i < counts[length]; i++) {
                if (code >> LONGEST != 0) {
                    throw symbols.damaged("more Huffman codes than there can be of " + length + " bits");
                }
                short entry = (short) (symbols.u8() << 5 | length);
                longEntries[index++] = entry;
                if (length <= LOOKAHEAD) {
                    int first = code >> (LONGEST - LOOKAHEAD);
                    Arrays.fill(entries, first, first + (1 << (LOOKAHEAD - length)), entry);
                }
                code += 1 << (LONGEST - length);
            }
            limits[length] = code;
        }
    }

    /** The entry of the code that 16 bits begin with, or {@link #NONE}. */
    int lookUp(int bits) {
        int entry = entries[bits >> (LONGEST - LOOKAHEAD)];
        return entry != NONE ? entry : lookUpLong(bits);
    }

    private int lookUpLong(int bits) {
        for (int length = LOOKAHEAD + 1; length <= LONGEST; length++) {
            if (bits < limits[length]) {
                return longEntries[offsets[length] + (bits >> (LONGEST - length))];
            }
        }
        return NONE;
    }
}
