package dev.pcrl.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * DICOM's run-length encoding (PS3.5, Annex G): a header of 16 words, then a segment for each byte plane, a sample's
 * most significant byte first, each packed as runs and literals.
 */
final class RleCodec implements FrameCodec {
    /** Two bytes make a run of 128 at most. */
    private static final int MOST_EXPANSION = 64;

    private static final int HEADER_BYTES = 64;
    private static final int MOST_SEGMENTS = 15;

    @Override
    public int[] decode(byte[] frame, FrameShape shape) {
        if (shape.bitsAllocated() % 8 != 0) {
            throw new UnsupportedFrameException("RLE of cells of " + shape.bitsAllocated() + " bits");
        }
        int planes = shape.bitsAllocated() / 8;
        int[] bounds = segments(frame, planes * shape.samplesPerPixel());
        int pixels = shape.columns() * shape.rows();
        for (int segment = 0; segment < bounds.length - 1; segment++) {
            int bytes = bounds[segment + 1] - bounds[segment];
            if (pixels > (long) MOST_EXPANSION * bytes) { // before memory is taken for them
                throw damaged(segment, "has " + bytes + " bytes, which cannot hold " + pixels + " pixels");
            }
        }
        int[] samples = new int[shape.samples()];
        for (int segment = 0; segment < bounds.length - 1; segment++) {
            int shift = 8 * (planes - 1 - segment % planes);
            int first = segment / planes;
            unpack(frame, segment, bounds, samples, first, shape.samplesPerPixel(), shift);
        }
        return samples;
    }

    /** Where each segment begins, and the frame's end (G.5). */
    private static int[] segments(byte[] frame, int expected) {
        if (frame.length < HEADER_BYTES) {
            throw DamagedFrameException.at(frame.length, "the frame ends in its RLE header of 64 bytes");
        }
        if (expected > MOST_SEGMENTS) {
            throw new UnsupportedFrameException("RLE of " + expected + " byte planes");
        }
        ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt() != expected) {
            throw DamagedFrameException.at(0, "the number of segments is not " + expected);
        }
        int[] bounds = new int[expected + 1];
        for (int i = 0; i < expected; i++) {
            bounds[i] = header.getInt();
            if (bounds[i] < (i == 0 ? HEADER_BYTES : bounds[i - 1]) || bounds[i] > frame.length) {
                throw DamagedFrameException.at(
                        4 + 4 * i, "offset " + Integer.toUnsignedString(bounds[i]) + " of segment " + (i + 1));
            }
        }
        bounds[expected] = frame.length;
        return bounds;
    }

    /** Unpacks a byte plane (G.3.2) into bits of every {@code step}-th sample. */
    private static void unpack(byte[] frame, int segment, int[] bounds, int[] samples, int first, int step, int shift) {
        int from = bounds[segment];
        int end = bounds[segment + 1];
        int to = first;
        while (to < samples.length) {
            if (from >= end) {
                throw damaged(segment, "ends " + (samples.length - to + step - 1) / step + " samples too early");
            }
            int control = frame[from++];
            if (control >= 0) {
                int count = Math.min(control + 1, room(samples, to, step, control + 1, segment));
                if (end - from < count) {
                    throw damaged(segment, "ends within a literal of " + (control + 1) + " bytes");
                }
                for (int i = 0; i < count; i++, to += step) {
                    samples[to] |= (frame[from++] & 0xFF) << shift;
                }
            } else if (control != -128) { // which means nothing
                if (from >= end) {
                    throw damaged(segment, "ends before the byte of a run");
                }
                int bits = (frame[from++] & 0xFF) << shift;
                int count = Math.min(1 - control, room(samples, to, step, 1 - control, segment));
                for (int i = 0; i < count; i++, to += step) {
                    samples[to] |= bits;
                }
            }
        }
    }

    /** Samples still to come; a plane may have been padded to an even number of bytes before it was packed. */
    private static int room(int[] samples, int to, int step, int count, int segment) {
        int room = (samples.length - to + step - 1) / step;
        if (count > room + 1) {
            throw damaged(segment, "has more bytes than the frame has pixels");
        }
        return room;
    }

    private static DamagedFrameException damaged(int segment, String reason) {
        return new DamagedFrameException("segment " + (segment + 1), reason);
    }
}
