package dev.pcrl.codec;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a component is coded (T.800, A.6.1 and A.6.2).
 *
 * @param levels decompositions, 0 to 32
 * @param blockWidth exponent of the width of code-blocks, 2 to 10
 * @param blockHeight exponent of their height; both at most 12 together
 * @param flags the code-block style (table A.19)
 * @param reversible whether the 5-3 filter is used, not the 9-7
 * @param precincts for each resolution, PPy * 16 + PPx
 */
record J2kStyle(int levels, int blockWidth, int blockHeight, int flags, boolean reversible, List<Integer> precincts) {
    private static final int BYPASS = 1;
    private static final int RESET = 2;
    private static final int TERMINATE = 4;
    private static final int CAUSAL = 8;
    private static final int SYMBOLS = 32;
    private static final int KNOWN = 63;

    private static final int LARGEST_PRECINCT = 0xFF;

    /** The parameters SPcod or SPcoc, with which a segment ends. */
    static J2kStyle read(FrameBytes segment, boolean ownPrecincts) {
        int levels = segment.u8();
        int blockWidth = segment.u8() + 2;
        int blockHeight = segment.u8() + 2;
        int flags = segment.u8();
        int filter = segment.u8();
        if (levels > 32 || blockWidth > 10 || blockHeight > 10 || blockWidth + blockHeight > 12 || filter > 1) {
            throw segment.damaged("impossible coding style");
        }
        if ((flags & ~KNOWN) != 0) {
            throw new UnsupportedFrameException("JPEG 2000 code-blocks of style " + flags);
        }
        List<Integer> precincts = IntStream.rangeClosed(0, levels)
                .mapToObj(resolution -> ownPrecincts ? precinct(segment, resolution) : LARGEST_PRECINCT)
                .toList();
        segment.requireEnd();
        return new J2kStyle(levels, blockWidth, blockHeight, flags, filter == 1, precincts);
    }

    private static int precinct(FrameBytes segment, int resolution) {
        int size = segment.u8();
        if (resolution > 0 && (size < 0x10 || (size & 15) == 0)) {
            throw segment.damaged("precincts of size 1 in resolution " + resolution);
        }
        return size;
    }

    int precinctWidth(int resolution) {
        return precincts.get(resolution) & 15;
    }

    int precinctHeight(int resolution) {
        return precincts.get(resolution) >> 4;
    }

    /** Whether passes are not arithmetically coded where that saves least (D.6). */
    boolean bypass() {
        return (flags & BYPASS) != 0;
    }

    /** Whether contexts begin anew with each pass. */
    boolean reset() {
        return (flags & RESET) != 0;
    }

    /** Whether each pass is a code word of its own. */
    boolean terminate() {
        return (flags & TERMINATE) != 0;
    }

    /** Whether contexts do not look into the next stripe (D.7). */
    boolean causal() {
        return (flags & CAUSAL) != 0;
    }

    /** Whether cleanup passes end with a known symbol (D.5). */
    boolean symbols() {
        return (flags & SYMBOLS) != 0;
    }
}
