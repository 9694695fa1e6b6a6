package dev.pcrl.codec;

import java.util.Arrays;
import java.util.List;

/** A scan of JPEG-LS (T.87, Annex A; Annex B for several components). */
final class JpegLsScan {
    /** The interleave modes (C.2.3). */
    enum Interleave {
        NONE,
        LINE,
        SAMPLE
    }

    /** Bits of a run's length at each run index (A.2.1, table A.2... J). */
    private static final int[] RUN_BITS = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    private final FrameShape shape;
    private final List<JpegScanHeader.Part> parts;
    private final Interleave interleave;
    private final JpegLsBits bits;
    private final JpegLsModel model;

    /** The line above and the present one of each part, with a sample more on either side. */
    private final int[][] above;

    private final int[][] line;
    private final int[] runIndex;

    JpegLsScan(
            FrameShape shape,
            List<JpegScanHeader.Part> parts,
            Interleave interleave,
            JpegLsBits bits,
            JpegLsModel model) {
        this.shape = shape;
        this.parts = parts;
        this.interleave = interleave;
        this.bits = bits;
        this.model = model;
        this.above = new int[parts.size()][shape.columns() + 2];
        this.line = new int[parts.size()][shape.columns() + 2];
        this.runIndex = new int[parts.size()];
    }

    /** @param restartInterval in lines; 0 without restarts */
    void decode(int restartInterval, int[] samples) {
        for (int row = 0; row < shape.rows(); row++) {
            if (restartInterval > 0 && row > 0 && row % restartInterval == 0) {
                bits.restart(row / restartInterval - 1);
                reset();
            }
            for (int i = 0; i < parts.size(); i++) {
                extend(above[i], line[i]);
            }
            if (interleave == Interleave.SAMPLE) {
                decodeInterleavedLine();
            } else {
                for (int i = 0; i < parts.size(); i++) {
                    decodeLine(i, above[i], line[i]);
                }
            }
            for (int i = 0; i < parts.size(); i++) {
                store(line[i], row, parts.get(i).component().index(), samples);
                int[] done = line[i];
                line[i] = above[i];
                above[i] = done;
            }
            bits.requireCoded();
        }
        bits.requireEnd();
    }

    private void reset() {
        model.reset();
        Arrays.fill(runIndex, 0);
        for (int i = 0; i < parts.size(); i++) {
            Arrays.fill(above[i], 0);
            Arrays.fill(line[i], 0);
        }
    }

    /** Samples on either side (A.2.1). */
    private void extend(int[] above, int[] line) {
        above[shape.columns() + 1] = above[shape.columns()];
        line[0] = above[1];
    }

    private void decodeLine(int part, int[] above, int[] line) {
        int x = 1;
        while (x <= shape.columns()) {
            int context = model.context(line[x - 1], above[x], above[x - 1], above[x + 1]);
            if (context != 0) {
                line[x] = model.sample(context, line[x - 1], above[x], above[x - 1]);
                x++;
                continue;
            }
            int end = x + runLength(part, shape.columns() + 1 - x);
            int left = line[x - 1];
            Arrays.fill(line, x, end, left);
            if (end <= shape.columns()) {
                line[end] = model.interruption(model.alike(left, above[end]), left, above[end], endRun(part));
            }
            x = end + 1;
        }
    }

    /** A line of all parts, pixel by pixel: they share runs (B.3). */
    private void decodeInterleavedLine() {
        int[] contexts = new int[parts.size()];
        int x = 1;
        while (x <= shape.columns()) {
            int any = 0;
            for (int i = 0; i < contexts.length; i++) {
                contexts[i] = model.context(line[i][x - 1], above[i][x], above[i][x - 1], above[i][x + 1]);
                any |= contexts[i];
            }
            if (any == 0) {
                x = decodeInterleavedRun(x) + 1;
                continue;
            }
            for (int i = 0; i < contexts.length; i++) {
                line[i][x] = model.sample(contexts[i], line[i][x - 1], above[i][x], above[i][x - 1]);
            }
            x++;
        }
    }

    /** A run of pixels and the pixel that ends it, whose place is returned. */
    private int decodeInterleavedRun(int x) {
        int end = x + runLength(0, shape.columns() + 1 - x);
        int runBits = end <= shape.columns() ? endRun(0) : 0;
        for (int i = 0; i < parts.size(); i++) {
            int left = line[i][x - 1];
            Arrays.fill(line[i], x, end, left);
            if (end <= shape.columns()) {
                line[i][end] = model.interruption(false, left, above[i][end], runBits);
            }
        }
        return end;
    }

    /** The length of a run (A.7.1.2) that ends with the line at the latest. */
    private int runLength(int part, int room) {
        int length = 0;
        while (length < room) {
            if (bits.held < 32) {
                bits.fill();
            }
            int runBits = RUN_BITS[runIndex[part]];
            if (bits.take(1) == 0) {
                length += bits.take(runBits);
                if (length >= room) {
                    throw bits.damaged("a run goes beyond the end of its line");
                }
                return length;
            }
            length += 1 << runBits;
            if (length <= room && runIndex[part] < RUN_BITS.length - 1) {
                runIndex[part]++;
            }
        }
        return room;
    }

    /** Bits of the length of the run that has been interrupted; the next is expected to be shorter (A.7.2.2). */
    private int endRun(int part) {
        int runBits = RUN_BITS[runIndex[part]];
        runIndex[part] = Math.max(0, runIndex[part] - 1);
        return runBits;
    }

    private void store(int[] line, int row, int component, int[] samples) {
        int step = shape.samplesPerPixel();
        int to = row * shape.columns() * step + component;
        for (int x = 1; x <= shape.columns(); x++, to += step) {
            samples[to] = line[x];
        }
    }
}
