package dev.pcrl.codec;

import java.util.List;

/** A scan of the lossless process (T.81, Annex H): a prediction from neighbours and a Huffman-coded difference. */
final class JpegLosslessScan {
    private final FrameShape shape;
    private final List<JpegScanHeader.Part> parts;
    private final List<JpegHuffmanTable> tables;
    private final JpegBits bits;
    private final int[] samples;
    private final int selection;
    private final int pointTransform;

    /** Precision before the point transform's zeros are appended. */
    private final int precision;

    JpegLosslessScan(
            FrameShape shape,
            JpegFrameHeader header,
            JpegScanHeader scan,
            List<JpegHuffmanTable> tables,
            JpegBits bits,
            int[] samples) {
        this.shape = shape;
        this.parts = scan.parts();
        this.tables = tables;
        this.bits = bits;
        this.samples = samples;
        this.selection = scan.start();
        this.pointTransform = scan.approximation() & 15;
        this.precision = header.precision() - pointTransform;
        if (selection < 1 || selection > 7) {
            throw bits.damaged("predictor " + selection);
        }
        if (precision < 1) {
            throw bits.damaged("a point transform of all " + header.precision() + " bits");
        }
        if (parts.size() > 1 && header.mostHorizontal() * header.mostVertical() != 1) {
            throw new UnsupportedFrameException("subsampled lossless JPEG");
        }
    }

    /** Decodes all rows; the interval of restarts must be whole rows (H.1.1). */
    void decode(int restartInterval, int start) {
        int columns = shape.columns();
        if (restartInterval % columns != 0) {
            throw DamagedFrameException.at(start, "restarts within a row");
        }
        int rowsOfInterval = restartInterval == 0 ? shape.rows() : restartInterval / columns;
        for (int row = 0; row < shape.rows(); row++) {
            boolean first = row % rowsOfInterval == 0;
            if (first && row > 0) {
                bits.restart(row / rowsOfInterval - 1);
            }
            int seen = parts.size() == 1 ? decodeRow(row, first) : decodeInterleavedRow(row, first);
            if (seen >>> precision != 0) {
                throw bits.damaged("a sample of row " + row + " has more than " + precision + " bits");
            }
            bits.requireCoded();
        }
        bits.requireEnd();
        if (pointTransform > 0) {
            parts.forEach(part -> shift(part.component().index()));
        }
    }

    /** All bits that samples of the row have, as one number. */
    private int decodeRow(int row, boolean first) {
        int step = shape.samplesPerPixel();
        int up = shape.columns() * step;
        JpegHuffmanTable table = tables.get(0);
        int at = row * up + parts.get(0).component().index();
        int end = (row + 1) * up;
        int left = ((first ? 1 << (precision - 1) : samples[at - up]) + difference(table)) & 0xFFFF;
        samples[at] = left;
        int seen = left;
        for (at += step; at < end; at += step) {
            int prediction = first ? left : predict(left, samples[at - up], samples[at - up - step]);
            left = (prediction + difference(table)) & 0xFFFF;
            samples[at] = left;
            seen |= left;
        }
        return seen;
    }

    /** The same, with the samples of a pixel one after another. */
    private int decodeInterleavedRow(int row, boolean first) {
        int step = shape.samplesPerPixel();
        int up = shape.columns() * step;
        int seen = 0;
        for (int pixel = row * up; pixel < (row + 1) * up; pixel += step) {
            for (int i = 0; i < parts.size(); i++) {
                int at = pixel + parts.get(i).component().index();
                int prediction;
                if (pixel == row * up) {
                    prediction = first ? 1 << (precision - 1) : samples[at - up];
                } else if (first) {
                    prediction = samples[at - step];
                } else {
                    prediction = predict(samples[at - step], samples[at - up], samples[at - up - step]);
                }
                int value = (prediction + difference(tables.get(i))) & 0xFFFF;
                samples[at] = value;
                seen |= value;
            }
        }
        return seen;
    }

    /** Table H.1; {@code a} is to the left, {@code b} above, {@code c} above left. */
    private int predict(int a, int b, int c) {
        return switch (selection) {
            case 1 -> a;
            case 2 -> b;
            case 3 -> c;
            case 4 -> a + b - c;
            case 5 -> a + ((b - c) >> 1);
            case 6 -> b + ((a - c) >> 1);
            default -> (a + b) >> 1;
        };
    }

    /** A difference modulo 2^16 (H.1.2.2). */
    private int difference(JpegHuffmanTable table) {
        if (bits.held < 32) {
            bits.fill();
        }
        int size = bits.symbol(table);
        if (size < 16) {
            return bits.signed(size);
        }
        if (size == 16) {
            return 1 << 15;
        }
        throw bits.damaged("a difference of " + size + " bits");
    }

    private void shift(int component) {
        for (int i = component; i < samples.length; i += shape.samplesPerPixel()) {
            samples[i] <<= pointTransform;
        }
    }
}
