package dev.pcrl.codec;

/**
 * The contexts in which bits of coefficients are coded (T.800, D.3), looked up by the significance of neighbours. A set
 * of neighbours is 9 bits, row by row from the upper left; bit 4, the coefficient itself, is not looked at.
 */
final class J2kContexts {
    static final int SIGN = 9;
    static final int FIRST_REFINEMENT = 14;
    static final int FIRST_REFINEMENT_WITH_NEIGHBOURS = 15;
    static final int REFINEMENT = 16;
    static final int RUN = 17;
    static final int UNIFORM = 18;

    /** For each orientation, the context of a coefficient's significance (table D.1). */
    private static final byte[][] SIGNIFICANCE = new byte[4][512];

    /**
     * The context of a coefficient's sign and, in bit 7, what its sign is compared with (tables D.2 and D.3), by
     * significance of the upper, left, right and lower neighbour in bits 1, 3, 5 and 7 and sign of the left, right,
     * upper and lower one in bits 0, 2, 4 and 6.
     */
    private static final byte[] SIGNS = new byte[256];

    static {
        for (int orientation = 0; orientation < 4; orientation++) {
            for (int set = 0; set < 512; set++) {
                SIGNIFICANCE[orientation][set] = (byte) significance(orientation, set);
            }
        }
        for (int set = 0; set < 256; set++) {
            SIGNS[set] = (byte) sign(set);
        }
    }

    private J2kContexts() {}

    /** @param orientation of the sub-band, as {@link J2kBand} has it */
    static byte[] ofSignificance(int orientation) {
        return SIGNIFICANCE[orientation];
    }

    static byte[] ofSigns() {
        return SIGNS;
    }

    /** Table D.7. */
    static J2kMqDecoder decoder() {
        int[] estimates = new int[UNIFORM + 1];
        estimates[0] = 4;
        estimates[RUN] = 3;
        estimates[UNIFORM] = 46;
        return new J2kMqDecoder(estimates);
    }

    private static int significance(int orientation, int set) {
        int vertical = bit(set, 1) + bit(set, 7);
        int horizontal = bit(set, 3) + bit(set, 5);
        int diagonal = bit(set, 0) + bit(set, 2) + bit(set, 6) + bit(set, 8);
        return switch (orientation) {
            case 1 -> significance(vertical, horizontal, diagonal);
            case 3 -> diagonalSignificance(horizontal + vertical, diagonal);
            default -> significance(horizontal, vertical, diagonal);
        };
    }

    private static int significance(int along, int across, int diagonal) {
        if (along == 2) {
            return 8;
        }
        if (along == 1) {
            return across > 0 ? 7 : diagonal > 0 ? 6 : 5;
        }
        return across > 0 ? 2 + across : Math.min(2, diagonal);
    }

    private static int diagonalSignificance(int straight, int diagonal) {
        return switch (diagonal) {
            case 0 -> Math.min(2, straight);
            case 1 -> 3 + Math.min(2, straight);
            case 2 -> 6 + Math.min(1, straight);
            default -> 8;
        };
    }

    private static int sign(int set) {
        int horizontal = contribution(set, 3, 0) + contribution(set, 5, 2);
        int vertical = contribution(set, 1, 4) + contribution(set, 7, 6);
        int h = Integer.signum(horizontal);
        int v = Integer.signum(vertical);
        boolean flipped = h < 0 || (h == 0 && v < 0);
        int context = h == 0 ? SIGN + Math.abs(v) : SIGN + 3 + h * v;
        return flipped ? context | 0x80 : context;
    }

    private static int contribution(int set, int significant, int negative) {
        return bit(set, significant) * (1 - 2 * bit(set, negative));
    }

    private static int bit(int set, int index) {
        return (set >> index) & 1;
    }
}
