package dev.pcrl.codec;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The quantisation of a component (T.800, A.6.4 and Annex E).
 *
 * @param guard guard bits
 * @param none whether coefficients are not quantised
 * @param derived whether there is one step, of which the others are powers of two
 * @param steps of the sub-bands: LL, then HL, LH and HH of each resolution; 5 bits of exponent, 11 of mantissa
 */
record J2kQuantisation(int guard, boolean none, boolean derived, List<Integer> steps) {
    private static final int MANTISSA_BITS = 11;

    /** The parameters Sqcd and SPqcd, with which a segment ends. */
    static J2kQuantisation read(FrameBytes segment) {
        int style = segment.u8();
        int kind = style & 31;
        if (kind > 2) {
            throw segment.damaged("quantisation of style " + kind);
        }
        int count = kind == 0 ? segment.remaining() : kind == 1 ? 1 : segment.remaining() / 2;
        List<Integer> steps = IntStream.range(0, count)
                .mapToObj(i -> kind == 0 ? segment.u8() << 8 : segment.u16())
                .toList();
        segment.requireEnd();
        return new J2kQuantisation(style >> 5, kind == 0, kind == 1, steps);
    }

    /** Whether there is a step for each of so many sub-bands. */
    boolean isEnough(int bands) {
        return derived || steps.size() >= bands;
    }

    /**
     * The exponent of a sub-band's step; derived ones are E-5.
     *
     * @param band 0 for LL, 3 * resolution - 2 and the two that follow for others
     */
    int exponent(int band) {
        return derived ? exponentOf(0) - Math.max(0, (band - 1) / 3) : exponentOf(band);
    }

    private int exponentOf(int index) {
        return steps.get(index) >> MANTISSA_BITS;
    }

    int mantissa(int band) {
        return steps.get(derived ? 0 : band) & ((1 << MANTISSA_BITS) - 1);
    }
}
