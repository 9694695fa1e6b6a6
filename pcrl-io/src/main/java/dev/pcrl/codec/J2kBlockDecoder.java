package dev.pcrl.codec;

import java.util.Arrays;

/**
 * Decodes code-blocks, bit-plane by bit-plane (T.800, Annex D).
 *
 * <p>Coefficients are scanned in stripes of four rows, column by column. Each column of four has a word of flags, and
 * there is a border of words all around. Bits 0 to 17 are the significance of the three by six coefficients around the
 * column, row by row: shifted by three times the row, they are the neighbours that {@link J2kContexts} looks up. Above
 * them come the sign of the coefficient above the column; for each of its four the sign, whether it has been refined,
 * and whether its bit of the present plane has been decoded; and the sign of the coefficient below.
 */
final class J2kBlockDecoder {
    private static final int NEIGHBOURS = 0x1EF;
    private static final int SIGNIFICANT = 1 << 4;
    private static final int SIGN_ABOVE = 1 << 18;
    private static final int SIGN = 1 << 19;
    private static final int REFINED = 1 << 20;
    private static final int VISITED = 1 << 21;
    private static final int ALL_VISITED = VISITED | VISITED << 3 | VISITED << 6 | VISITED << 9;
    private static final int SIGN_BELOW = 1 << 31;

    private final byte[] frame;
    private final J2kMqDecoder mq = J2kContexts.decoder();
    private byte[] codeWord = new byte[1024];

    // Of the code-block that is being decoded.
    private int[] flags = {};
    private int[] halves = {};
    private int width;
    private int height;
    private int stride;
    private boolean causal;
    private boolean plain;
    private byte[] contexts;

    J2kBlockDecoder(byte[] frame) {
        this.frame = frame;
    }

    /**
     * The coefficients of a code-block, row by row, in halves of a quantisation step: where not all planes were coded,
     * a coefficient is in the middle of what it can be (E-6, E-8, with r = 1/2). The array is used again for the next
     * block.
     */
    int[] decode(J2kCodeBlock block, J2kBand band, J2kStyle style) {
        prepare(block.area(), band, style);
        int pass = 0;
        for (J2kSegment segment : block.segments()) {
            plain = style.bypass() && pass >= 10 && pass % 3 != 0;
            startCodeWord(segment);
            for (int i = 0; i < segment.passes(); i++, pass++) {
                int plane = block.planes() - (pass + 2) / 3; // in halves
                decodePass(pass % 3, 1 << plane, style);
            }
        }
        for (int i = 0; i < width * height; i++) {
            int sign = halves[i] >> 31;
            halves[i] = ((halves[i] & Integer.MAX_VALUE) ^ sign) - sign;
        }
        return halves;
    }

    private void prepare(J2kArea area, J2kBand band, J2kStyle style) {
        width = area.width();
        height = area.height();
        stride = width + 2;
        int words = stride * ((height + 3) / 4 + 2);
        if (flags.length < words) {
            flags = new int[words];
        }
        Arrays.fill(flags, 0, words, 0);
        if (halves.length < width * height) {
            halves = new int[width * height];
        }
        Arrays.fill(halves, 0, width * height, 0);
        causal = style.causal();
        contexts = J2kContexts.ofSignificance(band.orientation());
        mq.reset();
    }

    private void startCodeWord(J2kSegment segment) {
        int length = segment.length();
        if (codeWord.length < length + J2kMqDecoder.TERMINATOR) {
            codeWord = new byte[length + length / 2 + J2kMqDecoder.TERMINATOR];
        }
        segment.copy(frame, codeWord);
        if (plain) {
            mq.startBypass(codeWord, length);
        } else {
            mq.start(codeWord, length);
        }
    }

    /** @param one the plane's bit, in halves */
    private void decodePass(int kind, int one, J2kStyle style) {
        switch (kind) {
            case 0 -> {
                cleanUp(one);
                if (style.symbols()) {
                    requireSymbol();
                }
            }
            case 1 -> propagateSignificance(one);
            default -> refine(one);
        }
        if (style.reset()) {
            mq.reset();
        }
    }

    /** D.3.1. */
    private void propagateSignificance(int one) {
        for (int top = 0, word = stride + 1; top < height; top += 4, word += 2) {
            int rows = 3 * Math.min(4, height - top);
            for (int x = 0; x < width; x++, word++) {
                int f = flags[word];
                if (f == 0) {
                    continue;
                }
                for (int row = 0; row < rows; row += 3) {
                    if ((f & (SIGNIFICANT | VISITED) << row) == 0 && (f & (NEIGHBOURS << row)) != 0) {
                        if (decodeSignificance((f >>> row) & NEIGHBOURS) == 1) {
                            f = becomeSignificant(f, word, row, top * width + x, one);
                        }
                        f |= VISITED << row;
                    }
                }
                flags[word] = f;
            }
        }
    }

    private int decodeSignificance(int neighbours) {
        return plain ? mq.bypassBit() : mq.decode(contexts[neighbours]);
    }

    /** D.3.3. */
    private void refine(int one) {
        int half = one >> 1;
        for (int top = 0, word = stride + 1; top < height; top += 4, word += 2) {
            int rows = 3 * Math.min(4, height - top);
            for (int x = 0; x < width; x++, word++) {
                int f = flags[word];
                if (f == 0) {
                    continue;
                }
                for (int row = 0, at = top * width + x; row < rows; row += 3, at += width) {
                    if ((f & (SIGNIFICANT | VISITED) << row) == SIGNIFICANT << row) {
                        halves[at] += decodeRefinement(f >>> row) == 1 ? half : -half;
                        f |= REFINED << row;
                    }
                }
                flags[word] = f;
            }
        }
    }

    private int decodeRefinement(int f) {
        if (plain) {
            return mq.bypassBit();
        }
        int first = (f & NEIGHBOURS) == 0 ? J2kContexts.FIRST_REFINEMENT : J2kContexts.FIRST_REFINEMENT_WITH_NEIGHBOURS;
        return mq.decode((f & REFINED) == 0 ? first : J2kContexts.REFINEMENT);
    }

    /** D.3.4. */
    private void cleanUp(int one) {
        for (int top = 0, word = stride + 1; top < height; top += 4, word += 2) {
            int rows = 3 * Math.min(4, height - top);
            for (int x = 0; x < width; x++, word++) {
                int f = flags[word];
                int row = 0;
                if (f == 0 && rows == 12) {
                    if (mq.decode(J2kContexts.RUN) == 0) {
                        continue;
                    }
                    row = 3 * ((mq.decode(J2kContexts.UNIFORM) << 1) | mq.decode(J2kContexts.UNIFORM));
                    f = becomeSignificant(f, word, row, top * width + x, one);
                    row += 3;
                }
                for (; row < rows; row += 3) {
                    if ((f & (SIGNIFICANT | VISITED) << row) == 0
                            && mq.decode(contexts[(f >>> row) & NEIGHBOURS]) == 1) {
                        f = becomeSignificant(f, word, row, top * width + x, one);
                    }
                }
                flags[word] = f & ~ALL_VISITED;
            }
        }
    }

    /**
     * Decodes the sign (D.3.2) of a coefficient that has become significant and tells its neighbours.
     *
     * @param f flags of its column
     * @param row three times its row in the stripe
     * @param first place of the column's first coefficient
     * @return the column's flags, which are not yet in the array
     */
    private int becomeSignificant(int f, int word, int row, int first, int one) {
        int sign = plain ? mq.bypassBit() : decodeSign(f, word, row);
        halves[first + row / 3 * width] = (sign << 31) | one | (one >> 1);
        flags[word - 1] |= SIGNIFICANT << 1 << row;
        flags[word + 1] |= SIGNIFICANT >> 1 << row;
        if (row == 0 && !causal) {
            int above = word - stride;
            flags[above - 1] |= SIGNIFICANT << 13;
            flags[above] |= SIGNIFICANT << 12 | sign * SIGN_BELOW;
            flags[above + 1] |= SIGNIFICANT << 11;
        } else if (row == 9) {
            int below = word + stride;
            flags[below - 1] |= SIGNIFICANT >> 2;
            flags[below] |= SIGNIFICANT >> 3 | sign * SIGN_ABOVE;
            flags[below + 1] |= SIGNIFICANT >> 4;
        }
        return f | (SIGNIFICANT | sign * SIGN) << row;
    }

    private int decodeSign(int f, int word, int row) {
        int set = (f >>> row) & 0xAA;
        set |= (flags[word - 1] >>> (19 + row)) & 1;
        set |= ((flags[word + 1] >>> (19 + row)) & 1) << 2;
        set |= ((f >>> (row == 0 ? 18 : 16 + row)) & 1) << 4;
        set |= ((f >>> (22 + row)) & 1) << 6;
        int context = J2kContexts.ofSigns()[set];
        return mq.decode(context & 0x7F) ^ (context >>> 31);
    }

    /** D.5. */
    private void requireSymbol() {
        int symbol = 0;
        for (int i = 0; i < 4; i++) {
            symbol = symbol << 1 | mq.decode(J2kContexts.UNIFORM);
        }
        if (symbol != 0b1010) {
            throw new DamagedFrameException("a code-block", "its coded data are wrong");
        }
    }
}
