package dev.pcrl.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * PNG files put together chunk by chunk. Samples are {@code (7 x + 13 y + 31 c) mod 2^bits} unless they are told.
 *
 * @param width pixels in a row
 * @param height rows
 * @param bits of a sample
 * @param colourType 0, 2, 3, 4 or 6
 * @param interlaced whether rows come in the seven passes of Adam7
 */
record PngBytes(int width, int height, int bits, int colourType, boolean interlaced) {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int FRAME_BYTES = 12;

    /** For each pass the first column and row, and the distance of columns and of rows. */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    /** A sample of a pixel. */
    @FunctionalInterface
    interface Samples {
        int at(int x, int y, int channel);
    }

    static PngBytes grey(int width, int height, int bits) {
        return new PngBytes(width, height, bits, 0, false);
    }

    int most() {
        return (1 << bits) - 1;
    }

    int sample(int x, int y, int channel) {
        return (7 * x + 13 * y + 31 * channel) & most();
    }

    private int channels() {
        return switch (colourType) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    /** The file, with further chunks before its pixels. */
    byte[] file(byte[]... chunks) {
        return file(this::sample, chunks);
    }

    byte[] file(Samples samples, byte[]... chunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        out.writeBytes(header(width, height));
        Arrays.stream(chunks).forEach(out::writeBytes);
        out.writeBytes(chunk("IDAT", zlib(rows(samples))));
        out.writeBytes(chunk("IEND"));
        return out.toByteArray();
    }

    /** Chunk IHDR, with any size. */
    byte[] header(int columns, int rows) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(columns).putInt(rows);
        return chunk(
                "IHDR",
                header.put((byte) bits)
                        .put((byte) colourType)
                        .put(12, (byte) (interlaced ? 1 : 0))
                        .array());
    }

    static byte[] chunk(String type, byte... content) {
        ByteBuffer chunk = ByteBuffer.allocate(content.length + FRAME_BYTES).putInt(content.length);
        chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
        return withChecksum(chunk.array(), 0, content.length);
    }

    static byte[] zlib(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** The same file, the checksums of whose chunks are right as far as chunks follow one another. */
    static byte[] withChecksums(byte[] file) {
        byte[] mended = file.clone();
        int position = SIGNATURE.length;
        while (position <= mended.length - FRAME_BYTES) {
            int length = ByteBuffer.wrap(mended).getInt(position);
            if (length < 0 || length > mended.length - position - FRAME_BYTES) {
                return mended;
            }
            withChecksum(mended, position, length);
            position += length + FRAME_BYTES;
        }
        return mended;
    }

    private static byte[] withChecksum(byte[] bytes, int position, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, position + 4, length + 4);
        ByteBuffer.wrap(bytes).putInt(position + 8 + length, (int) checksum.getValue());
        return bytes;
    }

    private byte[] rows(Samples samples) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int[] pass : interlaced ? ADAM7 : new int[][] {{0, 0, 1, 1}}) {
            for (int y = pass[1]; y < height && pass[0] < width; y += pass[3]) {
                out.write(0); // no filter
                out.writeBytes(row(samples, y, pass[0], pass[2]));
            }
        }
        return out.toByteArray();
    }

    private byte[] row(Samples samples, int y, int first, int step) {
        int columns = (width - first + step - 1) / step;
        byte[] row = new byte[(columns * channels() * bits + 7) / 8];
        int bit = 0;
        for (int x = first; x < width; x += step) {
            for (int channel = 0; channel < channels(); channel++) {
                for (int i = bits - 1; i >= 0; i--, bit++) {
                    row[bit / 8] |= (byte) ((samples.at(x, y, channel) >> i & 1) << (7 - bit % 8));
                }
            }
        }
        return row;
    }
}
