package dev.pcrl.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Run lengths of bytes, one segment for each byte of a sample, the highest first (PS3.5, annex G). */
final class RleCodec implements FrameCodec {
    private static final int HEADER_BYTES = 64;

    @Override
    public int[] decode(byte[] frame, FrameShape shape) {
        if (frame.length < HEADER_BYTES) {
            throw new DamagedFrameException("frame byte " + frame.length, "the frame ends in its header");
        }
        ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
        int bytes = shape.bitsAllocated() / 8;
        int segments = bytes * shape.samplesPerPixel();
        if (header.getInt(0) != segments) {
            throw new DamagedFrameException("frame byte 0", header.getInt(0) + " segments; " + segments + " are due");
        }
        long samples = (long) shape.columns() * shape.rows() * shape.samplesPerPixel();
        if (samples > 64L * frame.length) {
            throw new DamagedFrameException("frame byte " + frame.length, "too few bytes for so many pixels");
        }
        int[] decoded = new int[(int) samples];
        for (int segment = 0; segment < segments; segment++) {
            int start = header.getInt(4 + 4 * segment);
            int end = segment + 1 < segments ? header.getInt(8 + 4 * segment) : frame.length;
            if (start < HEADER_BYTES || end < start || end > frame.length) {
                throw new DamagedFrameException("frame byte " + (4 + 4 * segment), "a segment outside of the frame");
            }
            int shift = 8 * (bytes - 1 - segment % bytes);
            expand(frame, start, end, decoded, segment / bytes, shape.samplesPerPixel(), shift);
        }
        return decoded;
    }

    private static void expand(byte[] frame, int start, int end, int[] decoded, int first, int step, int shift) {
        int at = start;
        int to = first;
        while (to < decoded.length) {
            if (at + 1 >= end) {
                throw new DamagedFrameException("frame byte " + at, "the segment ends too early");
            }
            int count = frame[at++];
            boolean literal = count >= 0;
            if (count == -128) {
                continue;
            }
            int length = literal ? count + 1 : 1 - count;
            if (literal && at + length > end) {
                throw new DamagedFrameException("frame byte " + at, "the segment ends too early");
            }
            for (int i = 0; i < length && to < decoded.length; i++, to += step) {
                decoded[to] |= (frame[literal ? at + i : at] & 0xff) << shift;
            }
            at += literal ? length : 1;
        }
    }
}
