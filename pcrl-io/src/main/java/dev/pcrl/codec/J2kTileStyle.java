package dev.pcrl.codec;

/**
 * How a tile's packets are ordered, and what all its components share (T.800, A.6.1).
 *
 * @param layers 1 to 65535
 * @param mixed whether the first three components went through a component transform
 * @param startMarkers whether SOP segments may stand before packets
 * @param endMarkers whether EPH markers stand behind packet headers
 */
record J2kTileStyle(J2kProgression progression, int layers, boolean mixed, boolean startMarkers, boolean endMarkers) {
    /** The part of a COD segment behind Scod, of which bits 1 and 2 are about markers. */
    static J2kTileStyle read(FrameBytes segment, int flags) {
        J2kProgression progression = progression(segment);
        int layers = segment.u16();
        if (layers == 0) {
            throw segment.damaged("no quality layers");
        }
        int mixed = segment.u8();
        if (mixed > 1) {
            throw segment.damaged("component transform " + mixed);
        }
        return new J2kTileStyle(progression, layers, mixed == 1, (flags & 2) != 0, (flags & 4) != 0);
    }

    /** Table A.16. */
    private static J2kProgression progression(FrameBytes segment) {
        int order = segment.u8();
        return switch (order) {
            case 0 -> J2kProgression.LRCP;
            case 1 -> J2kProgression.RLCP;
            case 2 -> J2kProgression.RPCL;
            case 3 -> J2kProgression.PCRL;
            case 4 -> J2kProgression.CPRL;
            default -> throw segment.damaged("progression order " + order);
        };
    }
}
