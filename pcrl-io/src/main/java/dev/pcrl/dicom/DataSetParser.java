package dev.pcrl.dicom;

import dev.pcrl.dicom.Attributes.Value;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a data set up to its pixels (PS3.5, section 7). Attributes of {@link Tag} are kept, sequences among them
 * entered; everything else is passed over, by its length where it has one.
 */
final class DataSetParser {
    /** How deep sequences may stand in one another; those of real images reach six or so. */
    static final int MAX_DEPTH = 32;

    /** The longest value: the standard's largest table of grey values takes 128 KiB. */
    private static final int MAX_VALUE_BYTES = 1 << 20;

    /** How much may be kept of a header: enough for tens of thousands of frames with a position each. */
    private static final long MAX_KEPT_BYTES = 128L << 20;

    /** What keeping a value or an item costs beside its bytes, about. */
    private static final int OVERHEAD_BYTES = 256;

    private final DicomInput input;
    private long kept;

    private DataSetParser(DicomInput input) {
        this.input = input;
    }

    /**
     * A data set and the beginning of its pixels, where the input stands then.
     *
     * @param pixels nothing if the data set ends without
     */
    record Parsed(Attributes attributes, Optional<Element> pixels) {}

    /** Reads from where the input stands. */
    static Parsed parse(DicomInput input, Encoding encoding) {
        DataSetParser parser = new DataSetParser(input);
        Attributes attributes = new Attributes(input.origin());
        Optional<Element> next = input.next(encoding, input.bound());
        while (next.isPresent()) {
            if (holdsPixels(next.get())) {
                return new Parsed(attributes, next);
            }
            parser.take(next.get(), encoding, input.bound(), 0, Optional.of(attributes));
            next = input.next(encoding, input.bound());
        }
        return new Parsed(attributes, Optional.empty());
    }

    private static boolean holdsPixels(Element element) {
        return switch (element.tag()) {
            case Tag.PIXEL_DATA, Tag.FLOAT_PIXEL_DATA, Tag.DOUBLE_FLOAT_PIXEL_DATA -> true;
            default -> false;
        };
    }

    /** Reads an element's value, into the attributes around it if there are any to keep and it is wanted. */
    private void take(Element element, Encoding encoding, long end, int depth, Optional<Attributes> around) {
        if (element.tag() >>> 16 == 0xfffe) {
            throw fault(element, "an item or a delimiter outside of a sequence");
        }
        Optional<Tag> wanted = around.flatMap(attributes -> Tag.of(element.tag()));
        if (wanted.isPresent() && wanted.get().vr() == Vr.SQ) {
            around.get().put(wanted.get(), sequence(element, encoding, end, depth, true));
        } else if (wanted.isPresent()) {
            around.get().put(wanted.get(), value(element, encoding));
        } else if (element.isUndefined()) {
            sequence(element, encoding, end, depth, false);
        } else {
            input.skip(element);
        }
    }

    private Value value(Element element, Encoding encoding) {
        if (element.isUndefined() || element.length() > MAX_VALUE_BYTES) {
            throw fault(element, "a value of at most " + MAX_VALUE_BYTES + " bytes is due");
        }
        keep(element, element.length());
        ByteBuffer bytes = ByteBuffer.wrap(input.value(element)).order(encoding.order());
        return new Value(element.vr(), element.position(), bytes);
    }

    /**
     * Reads a sequence of items, or what looks the same, the fragments of a small picture in the header.
     *
     * @param outerEnd where the data set or item around it ends at the latest
     * @return the items, none if they are not to be kept
     */
    private List<Attributes> sequence(Element sequence, Encoding outer, long outerEnd, int depth, boolean kept) {
        if (depth == MAX_DEPTH) {
            throw fault(sequence, "sequences stand more than " + MAX_DEPTH + " deep in one another");
        }
        // one whose representation was lost on the way is written without representations (PS3.5, 6.2.2)
        Encoding encoding = sequence.vr() == Vr.UN ? Encoding.IMPLICIT_LITTLE : outer;
        long end = sequence.isUndefined() ? outerEnd : input.position() + sequence.length();
        List<Attributes> items = new ArrayList<>();
        Optional<Element> item = input.next(encoding, end);
        while (item.isPresent()) {
            if (item.get().tag() == Tag.SEQUENCE_DELIMITATION && sequence.isUndefined()) {
                return items;
            }
            if (item.get().tag() != Tag.ITEM) {
                throw fault(item.get(), "an item of the sequence " + Tag.text(sequence.tag()) + " is due");
            }
            if (kept) {
                keep(sequence, 0);
                items.add(item(item.get(), encoding, end, depth + 1, true));
            } else if (item.get().isUndefined()) {
                item(item.get(), encoding, end, depth + 1, false);
            } else {
                input.skip(item.get());
            }
            item = input.next(encoding, end);
        }
        if (sequence.isUndefined() || input.position() < end) {
            throw input.endsEarly("the end of the sequence " + Tag.text(sequence.tag()));
        }
        return items;
    }

    private Attributes item(Element item, Encoding encoding, long outerEnd, int depth, boolean kept) {
        Attributes attributes = new Attributes(input.origin());
        long end = item.isUndefined() ? outerEnd : input.position() + item.length();
        Optional<Element> next = input.next(encoding, end);
        while (next.isPresent()) {
            if (next.get().tag() == Tag.ITEM_DELIMITATION && item.isUndefined()) {
                return attributes;
            }
            take(next.get(), encoding, end, depth, kept ? Optional.of(attributes) : Optional.empty());
            next = input.next(encoding, end);
        }
        if (item.isUndefined() || input.position() < end) {
            throw input.endsEarly("the end of an item");
        }
        return attributes;
    }

    private void keep(Element element, long bytes) {
        kept += bytes + OVERHEAD_BYTES;
        if (kept > MAX_KEPT_BYTES) {
            throw fault(element, "the header holds more than " + MAX_KEPT_BYTES + " bytes to keep");
        }
    }

    private RuntimeException fault(Element element, String reason) {
        return input.origin().fault(element.tag(), element.position(), reason);
    }
}
