package dev.pcrl.codec;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The arithmetic decoder (T.800, Annex C), and the bits of code words that bypass it (D.6). */
final class J2kMqDecoder {
    /** Bytes of ones that must stand behind a code word: they end it (C.3.4). */
    static final int TERMINATOR = 2;

    /** Estimates of the probability of the less probable symbol (table C.2)... */
    private static final int[] ESTIMATES = {
        0x5601, 0x3401, 0x1801, 0x0AC1, 0x0521, 0x0221, 0x5601, 0x5401, 0x4801, 0x3801, 0x3001, 0x2401, 0x1C01, 0x1601,
        0x5601, 0x5401, 0x5101, 0x4801, 0x3801, 0x3401, 0x3001, 0x2801, 0x2401, 0x2201, 0x1C01, 0x1801, 0x1601, 0x1401,
        0x1201, 0x1101, 0x0AC1, 0x09C1, 0x08A1, 0x0521, 0x0441, 0x02A1, 0x0221, 0x0141, 0x0111, 0x0085, 0x0049, 0x0025,
        0x0015, 0x0009, 0x0005, 0x0001, 0x5601
    };

    /** ...and the next one after the more probable symbol... */
    private static final int[] AFTER_MORE = {
        1, 2, 3, 4, 5, 38, 7, 8, 9, 10, 11, 12, 13, 29, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 45, 46
    };

    /** ...or the less probable one, which becomes the more probable one after numbers 0, 6 and 14. */
    private static final int[] AFTER_LESS = {
        1, 6, 9, 12, 29, 33, 6, 14, 14, 14, 17, 18, 20, 21, 14, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 23, 24, 25, 26,
        27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 46
    };

    /**
     * For each state, which is {@code estimate << 1 | more probable symbol}: {@code estimate << 16 | state after the
     * less probable symbol << 8 | state after the more probable symbol}, of which the lowest bit is the symbol itself,
     * too.
     */
    private static final int[] TRANSITIONS = new int[2 * ESTIMATES.length];

    static {
        for (int state = 0; state < TRANSITIONS.length; state++) {
            int index = state >> 1;
            int symbol = state & 1;
            int switched = index == 0 || index == 6 || index == 14 ? 1 - symbol : symbol;
            int afterLess = AFTER_LESS[index] << 1 | switched;
            int afterMore = AFTER_MORE[index] << 1 | symbol;
            TRANSITIONS[state] = ESTIMATES[index] << 16 | afterLess << 8 | afterMore;
        }
    }

    /** Transitions from each context's state. */
    private final int[] contexts;

    private final int[] initialContexts;
    private byte[] data;
    private int position;

    // The standard's registers.
    private int a;
    private int c;
    private int ct;

    /** @param initialEstimates of the contexts, where the more probable symbol is 0 */
    J2kMqDecoder(int... initialEstimates) {
        initialContexts = IntStream.of(initialEstimates)
                .map(index -> TRANSITIONS[index << 1])
                .toArray();
        contexts = initialContexts.clone();
    }

    /** Puts all contexts into their initial states. */
    void reset() {
        System.arraycopy(initialContexts, 0, contexts, 0, contexts.length);
    }

    /** Begins a code word (C.3.5) of so many bytes, behind which there is room for the terminator. */
    void start(byte[] codeWord, int length) {
        startBypass(codeWord, length);
        c = (data[0] & 0xFF) << 16;
        byteIn();
        c <<= 7;
        ct -= 7;
        a = 0x8000;
    }

    /** Begins a code word of plain bits. */
    void startBypass(byte[] codeWord, int length) {
        Arrays.fill(codeWord, length, length + TERMINATOR, (byte) 0xFF);
        data = codeWord;
        position = 0;
        c = 0;
        ct = 0;
    }

    /** BYTEIN (C.3.4). */
    private void byteIn() {
        if (data[position] == -1) {
            if ((data[position + 1] & 0xFF) > 0x8F) {
                c += 0xFF00;
                ct = 8;
            } else {
                position++;
                c += (data[position] & 0xFF) << 9;
                ct = 7;
            }
        } else {
            position++;
            c += (data[position] & 0xFF) << 8;
            ct = 8;
        }
    }

    /** DECODE (C.3.2). */
    int decode(int context) {
        int transitions = contexts[context];
        int less = transitions >>> 16;
        a -= less;
        if (c >>> 16 < less) {
            return exchangeLess(context, transitions, less);
        }
        c -= less << 16;
        return a >= 0x8000 ? transitions & 1 : exchangeMore(context, transitions, less);
    }

    /** LPS_EXCHANGE. Which symbol it is cannot be foretold, so there is no branch. */
    private int exchangeLess(int context, int transitions, int less) {
        int exchanged = (a - less) >>> 31;
        a = less;
        renormalise();
        contexts[context] = TRANSITIONS[(transitions >>> ((exchanged - 1) & 8)) & 0xFF];
        return (transitions ^ exchanged ^ 1) & 1;
    }

    /** MPS_EXCHANGE. */
    private int exchangeMore(int context, int transitions, int less) {
        int exchanged = (a - less) >>> 31;
        renormalise();
        contexts[context] = TRANSITIONS[(transitions >>> (-exchanged & 8)) & 0xFF];
        return (transitions ^ exchanged) & 1;
    }

    /** RENORMD (C.3.3). */
    private void renormalise() {
        int shift = Integer.numberOfLeadingZeros(a) - 16;
        a <<= shift;
        while (shift > ct) {
            c <<= ct;
            shift -= ct;
            byteIn();
        }
        c <<= shift;
        ct -= shift;
    }

    /** A bit of a plain code word, where a zero bit begins the byte behind a byte 0xFF; ones follow its end. */
    int bypassBit() {
        if (ct == 0) {
            boolean stuffed = c == 0xFF;
            c = data[position] & 0xFF;
            if (stuffed && c > 0x8F) {
                c = 0xFF;
            } else {
                position++;
            }
            ct = stuffed ? 7 : 8;
        }
        ct--;
        return (c >> ct) & 1;
    }
}
