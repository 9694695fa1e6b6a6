package dev.pcrl.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Frames whose pixels stand one after the other as they are (PS3.5, section 8.1 and annex A.1 to A.3). */
final class NativeFrames implements FrameReader {
    /** Pixels unpacked at a time: few enough for the processor's cache. */
    private static final int CHUNK = 1 << 14;

    private final DicomInput input;
    private final PixelEncoding encoding;
    private final ByteOrder order;
    private final boolean swapped;

    NativeFrames(DicomInput input, DicomHeader header) {
        this.input = input;
        this.encoding = header.encoding();
        this.order = header.syntax().encoding().order();
        Element pixels = header.pixels().orElseThrow();
        // bytes that were written as words change places with their neighbours
        this.swapped = order == ByteOrder.BIG_ENDIAN && pixels.vr() == Vr.OW && encoding.bitsAllocated() == 8;
        if (encoding.frameBytes() > pixels.length() / header.frames()) {
            throw input.origin()
                    .fault(
                            pixels.tag(),
                            pixels.position(),
                            pixels.length() + " bytes of pixels, where rows and columns promise "
                                    + encoding.frameBytes() + " for each of the frames, of which there are "
                                    + header.frames());
        }
        if (swapped && encoding.pixels() % 2 != 0) {
            throw input.origin()
                    .fault(pixels.tag(), pixels.position(), "an odd number of bytes in big-endian words is not read");
        }
        input.requirePixels(pixels);
    }

    @Override
    public Frame next(boolean last) {
        return this::write;
    }

    private void write(float[] voxels, int at, VoxelScale scale) {
        byte[] bytes = new byte[CHUNK * encoding.bytesPerPixel()];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
        int[] stored = new int[CHUNK];
        int pixels = Math.toIntExact(encoding.pixels());
        for (int done = 0; done < pixels; ) {
            int now = Math.min(CHUNK, pixels - done);
            input.read(bytes, now * encoding.bytesPerPixel());
            if (swapped) {
                swap(bytes);
            }
            encoding.unpack(buffer, now, stored);
            scale.apply(stored, now, voxels, at + done);
            done += now;
        }
    }

    private static void swap(byte[] bytes) {
        for (int i = 0; i < bytes.length; i += 2) {
            byte first = bytes[i];
            bytes[i] = bytes[i + 1];
            bytes[i + 1] = first;
        }
    }
}
