package dev.pcrl.dicom;

import dev.pcrl.codec.DamagedFrameException;
import dev.pcrl.codec.FrameCodec;
import dev.pcrl.codec.FrameShape;
import dev.pcrl.codec.UnsupportedFrameException;
import dev.pcrl.failure.BadDataException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Frames in fragments (PS3.5, annex A.4), compressed or not.
 *
 * <p>The fragments of a file's only frame belong together. With several frames, the basic offset table tells where each
 * begins; without it each fragment is a frame, as it always is where there is an extended offset table (PS3.3,
 * C.7.6.3.1.8), which therefore tells nothing that is needed here.
 */
final class EncapsulatedFrames implements FrameReader {
    private static final int MAX_FRAME_BYTES = Integer.MAX_VALUE - 8;

    private final DicomInput input;
    private final PixelEncoding encoding;
    private final Optional<FrameCodec> codec;
    private final boolean holdsCells;
    private final int frames;
    private final int[] offsets; // empty, or where each frame begins, from the first fragment on, without a sign
    private final long firstFragment;
    private Element fragment; // whose beginning was read last: the next frame's first
    private int index;

    EncapsulatedFrames(DicomInput input, DicomHeader header) {
        this.input = input;
        this.encoding = header.encoding();
        this.codec = header.syntax().codec();
        this.holdsCells = header.syntax().holdsCells();
        this.frames = header.frames();
        if (encoding.pixels() > FrameShape.MAX_PIXELS) {
            throw header.attributes()
                    .fault(
                            Tag.ROWS,
                            "compressed frames of more than " + FrameShape.MAX_PIXELS + " pixels are not read");
        }
        this.offsets = offsets(nextFragment());
        this.firstFragment = input.position();
        this.fragment = nextFragment();
    }

    private int[] offsets(Element table) {
        if (table.length() == 0) {
            return new int[0];
        }
        if (table.tag() != Tag.ITEM || table.length() != 4L * frames) {
            throw fault(table, "an offset table of " + table.length() + " bytes for " + frames + " frames");
        }
        int[] starts = new int[frames];
        ByteBuffer.wrap(input.value(table))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(starts);
        return starts;
    }

    @Override
    public Frame next(boolean last) {
        Element first = fragment;
        if (first.tag() != Tag.ITEM) {
            throw fault(first, "the pixels end after " + index + " frames; there should be " + frames);
        }
        if (frames > 1 && offsets.length > 0 && first.position() != start(index)) {
            throw fault(first, "frame " + (index + 1) + " does not begin where the offset table says");
        }
        byte[] bytes = frame();
        index++;
        if (last && fragment.tag() != Tag.SEQUENCE_DELIMITATION) {
            throw fault(fragment, "more fragments than " + frames + " frames have");
        }
        if (codec.isEmpty()) {
            return unpacked(first, bytes);
        }
        int[] samples = decode(codec.get(), bytes, first);
        if (holdsCells) {
            encoding.unpackCells(samples);
        } else {
            encoding.extend(samples);
        }
        return (voxels, at, scale) -> scale.apply(samples, samples.length, voxels, at);
    }

    /** The bytes of the next frame, and then the beginning of the fragment after it. */
    private byte[] frame() {
        byte[] bytes = input.value(fragment);
        fragment = nextFragment();
        if (!continues()) {
            return bytes;
        }
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(bytes);
        while (continues()) {
            if (fragment.length() > MAX_FRAME_BYTES - joined.size()) {
                throw fault(fragment, "a frame of more than " + MAX_FRAME_BYTES + " bytes is not read");
            }
            joined.writeBytes(input.value(fragment));
            fragment = nextFragment();
        }
        return joined.toByteArray();
    }

    private boolean continues() {
        if (fragment.tag() != Tag.ITEM) {
            return false;
        }
        if (frames == 1) {
            return true;
        }
        return offsets.length > 0 && (index + 1 == frames || fragment.position() < start(index + 1));
    }

    private long start(int frame) {
        return firstFragment + (offsets[frame] & 0xffff_ffffL);
    }

    private Element nextFragment() {
        Element next = input.next(Encoding.EXPLICIT_LITTLE, input.bound())
                .orElseThrow(() -> input.endsEarly("the end of the pixels"));
        boolean item = next.tag() == Tag.ITEM && !next.isUndefined() && next.length() <= MAX_FRAME_BYTES;
        if (!item && next.tag() != Tag.SEQUENCE_DELIMITATION) {
            throw fault(next, "a fragment of the pixels is due");
        }
        return next;
    }

    private int[] decode(FrameCodec decoder, byte[] bytes, Element first) {
        try {
            int[] samples = decoder.decode(bytes, encoding.shape());
            if (samples.length != encoding.pixels()) {
                throw fault(first, samples.length + " pixels decoded; " + encoding.pixels() + " are due");
            }
            return samples;
        } catch (DamagedFrameException e) {
            throw fault(first, "frame " + index + ": " + e.place() + ": " + e.reason());
        } catch (UnsupportedFrameException e) {
            throw fault(first, "frame " + index + ": " + e.getMessage());
        }
    }

    private Frame unpacked(Element first, byte[] bytes) {
        if (bytes.length < encoding.frameBytes()) {
            throw fault(first, bytes.length + " bytes; a frame takes " + encoding.frameBytes());
        }
        int pixels = Math.toIntExact(encoding.pixels());
        int[] stored = new int[pixels];
        encoding.unpack(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), pixels, stored);
        return (voxels, at, scale) -> scale.apply(stored, pixels, voxels, at);
    }

    private BadDataException fault(Element element, String reason) {
        return input.origin().fault(Tag.PIXEL_DATA, element.position(), reason);
    }
}
