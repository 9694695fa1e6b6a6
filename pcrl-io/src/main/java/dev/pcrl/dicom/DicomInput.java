package dev.pcrl.dicom;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.ByteSource;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The elements of a data set, one after the other. No length is believed before it is checked against what can be left
 * of the file.
 */
final class DicomInput implements AutoCloseable {
    /** Bytes of the shortest element: tag and length, or tag, representation and short length. */
    static final int ELEMENT_BYTES = 8;

    /** How much a deflated data set may unpack to before its pixels: far more than any header has. */
    private static final long UNPACKED_HEADER_LIMIT = 64L << 20;

    private final ByteSource source;
    private final Origin origin;
    private final ByteBuffer start = ByteBuffer.allocate(ELEMENT_BYTES);
    private boolean peeked;

    DicomInput(ByteSource source, String file) {
        this.source = source;
        this.origin = new Origin(file, source.compressed());
    }

    Origin origin() {
        return origin;
    }

    /** Where the next element starts. */
    long position() {
        return source.position() - (peeked ? ELEMENT_BYTES : 0);
    }

    /** The position that no byte can have. */
    long bound() {
        return source.bound();
    }

    /** The first eight bytes of the next element, which stay; none at the end. */
    byte[] peek() {
        peeked = peeked || fill();
        return peeked ? start.array().clone() : new byte[0];
    }

    /**
     * The next element, or nothing at the end of its data set.
     *
     * @param end where the data set, sequence or item around it ends at the latest
     */
    Optional<Element> next(Encoding encoding, long end) {
        long position = position();
        if (position == end || !(peeked || fill())) {
            return Optional.empty();
        }
        peeked = false;
        start.order(encoding.order());
        int tag = (start.getShort(0) << 16) | (start.getShort(2) & 0xffff);
        Element element = tag >>> 16 == 0xfffe
                ? new Element(tag, Vr.UN, start.getInt(4) & Element.UNDEFINED, position)
                : element(tag, encoding, position);
        if (position() > end) {
            throw origin.fault(tag, position, "starts inside of its sequence and reaches out of it");
        }
        if (!element.isUndefined() && element.length() > end - position()) {
            throw origin.fault(
                    tag,
                    position,
                    "promises " + element.length() + " bytes, where "
                            + (end == bound() ? "the file has at most " : "its sequence has ") + (end - position()));
        }
        return Optional.of(element);
    }

    private Element element(int tag, Encoding encoding, long position) {
        if (!encoding.explicit()) {
            Vr vr = Tag.of(tag).map(Tag::vr).orElse(Vr.UN);
            return new Element(tag, vr, start.getInt(4) & Element.UNDEFINED, position);
        }
        Vr vr = Vr.of(start.get(4), start.get(5))
                .orElseThrow(() -> origin.fault(tag, position, "has no value representation of the standard"));
        if (!vr.hasLongLength()) {
            return new Element(tag, vr, start.getShort(6) & 0xffff, position);
        }
        byte[] length = new byte[4];
        source.read(length, length.length);
        long bytes = ByteBuffer.wrap(length).order(encoding.order()).getInt() & Element.UNDEFINED;
        return new Element(tag, vr, bytes, position);
    }

    /** The value of the element whose beginning was read last. */
    byte[] value(Element element) {
        byte[] value = new byte[Math.toIntExact(element.length())];
        source.read(value, value.length);
        return value;
    }

    /**
     * Makes sure that the pixels whose element was read last are there, as far as that can be known before they are
     * read: deflated ones that promise far more than the file's length are unpacked to see.
     */
    void requirePixels(Element pixels) {
        source.requireRoomFor(position(), pixels.length());
    }

    /** The next bytes, exactly as many as asked for. */
    void read(byte[] target, int count) {
        source.read(target, count);
    }

    /** Passes over the value of the element whose beginning was read last. */
    void skip(Element element) {
        long target = position() + element.length();
        if (origin.deflated() && target > UNPACKED_HEADER_LIMIT) {
            throw origin.fault(
                    element.tag(),
                    element.position(),
                    "a deflated header of more than " + UNPACKED_HEADER_LIMIT + " bytes is not read");
        }
        source.skipTo(target);
    }

    /** The fault of a place where the file ends although something more is due. */
    BadDataException endsEarly(String due) {
        return source.corrupt("the file ends here, where " + due + " is due");
    }

    private boolean fill() {
        byte[] bytes = source.readUpTo(ELEMENT_BYTES);
        if (bytes.length > 0 && bytes.length < ELEMENT_BYTES) {
            throw source.corrupt("the file ends here, within the beginning of an element");
        }
        start.put(0, bytes);
        return bytes.length > 0;
    }

    @Override
    public void close() {
        source.close();
    }
}
