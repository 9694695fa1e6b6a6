package dev.pcrl.dicom;

import dev.pcrl.failure.BadDataException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What was read of a data set, or of an item of a sequence. Messages hold numbers of it, never its text. */
final class Attributes {
    /** Text of a number of any kind, which must not read as infinite. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private final Origin origin;
    private final Map<Tag, Value> values = new HashMap<>();
    private final Map<Tag, List<Attributes>> sequences = new HashMap<>();

    Attributes(Origin origin) {
        this.origin = origin;
    }

    /**
     * A value as the file holds it.
     *
     * @param position where its element starts
     * @param bytes at position 0, in the data set's order
     */
    record Value(Vr vr, long position, ByteBuffer bytes) {}

    /** Takes in a value; a later one of the same attribute counts. */
    void put(Tag tag, Value value) {
        values.put(tag, value);
    }

    /** Takes in the items of a sequence. */
    void put(Tag tag, List<Attributes> items) {
        sequences.put(tag, items);
    }

    Origin origin() {
        return origin;
    }

    /** Whether the attribute is there with a value; one of length 0 says nothing. */
    boolean has(Tag tag) {
        return values.containsKey(tag) && values.get(tag).bytes().capacity() > 0;
    }

    /** The items of a sequence; none if it is not there. */
    List<Attributes> items(Tag sequence) {
        return sequences.getOrDefault(sequence, List.of());
    }

    /** The first item of a sequence. */
    Optional<Attributes> item(Tag sequence) {
        return items(sequence).stream().findFirst();
    }

    /** Text without what fills it up; several values are parted by backslashes. */
    Optional<String> text(Tag tag) {
        return has(tag)
                ? Optional.of(new String(values.get(tag).bytes().array(), StandardCharsets.ISO_8859_1)
                        .replace('\0', ' ')
                        .strip())
                : Optional.empty();
    }

    /** A whole number that must be there. */
    int integer(Tag tag) {
        double number = numbers(tag, 1)[0];
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw fault(tag, "a whole number is needed");
        }
        return (int) number;
    }

    /** The first of the attribute's numbers, or another if it is not there. */
    double numberOr(Tag tag, double other) {
        return has(tag) ? numbers(tag)[0] : other;
    }

    /** Numbers that must be there, exactly as many. */
    double[] numbers(Tag tag, int count) {
        double[] numbers = numbers(tag);
        if (numbers.length != count) {
            throw fault(tag, numbers.length + " values; " + count + " are needed");
        }
        return numbers;
    }

    /** Finite numbers, one at least, that must be there. */
    double[] numbers(Tag tag) {
        if (!has(tag)) {
            throw values.containsKey(tag) ? fault(tag, "has no value") : origin.missing(tag);
        }
        Value value = values.get(tag);
        ByteBuffer bytes = value.bytes();
        return switch (isNumeric(value.vr()) ? value.vr() : tag.vr()) {
            case DS, IS -> decimals(tag);
            case US -> binary(tag, bytes, Short.BYTES, at -> bytes.getShort(at) & 0xffff);
            case SS -> binary(tag, bytes, Short.BYTES, bytes::getShort);
            case UL -> binary(tag, bytes, Integer.BYTES, at -> bytes.getInt(at) & 0xffff_ffffL);
            case SL -> binary(tag, bytes, Integer.BYTES, bytes::getInt);
            case FL -> binary(tag, bytes, Float.BYTES, bytes::getFloat);
            case FD -> binary(tag, bytes, Double.BYTES, bytes::getDouble);
            default -> throw fault(tag, "is not a number");
        };
    }

    /** The bytes of a value that must be there, in the data set's order. */
    ByteBuffer bytes(Tag tag) {
        if (!has(tag)) {
            throw origin.missing(tag);
        }
        return values.get(tag).bytes();
    }

    /** The fault of an attribute. */
    BadDataException fault(Tag tag, String reason) {
        return values.containsKey(tag)
                ? origin.fault(tag.code(), values.get(tag).position(), reason)
                : new BadDataException(origin.file(), tag.toString(), reason);
    }

    private static boolean isNumeric(Vr vr) {
        return switch (vr) {
            case DS, IS, US, SS, UL, SL, FL, FD -> true;
            default -> false;
        };
    }

    /** A number at some byte. */
    @FunctionalInterface
    private interface Decoder {
        double at(int index);
    }

    private double[] binary(Tag tag, ByteBuffer bytes, int width, Decoder decoder) {
        if (bytes.capacity() % width != 0) {
            throw fault(tag, bytes.capacity() + " bytes; numbers of " + width + " bytes are due");
        }
        double[] numbers = new double[bytes.capacity() / width];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = finite(tag, decoder.at(i * width));
        }
        return numbers;
    }

    private double[] decimals(Tag tag) {
        String[] parts = text(tag).orElseThrow().split("\\\\", -1);
        double[] numbers = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i].strip();
            if (!NUMBER.matcher(part).matches()) {
                throw fault(tag, "value " + (i + 1) + " is not a number");
            }
            numbers[i] = finite(tag, Double.parseDouble(part));
        }
        return numbers;
    }

    private double finite(Tag tag, double number) {
        if (!Double.isFinite(number)) {
            throw fault(tag, "holds a number that is not finite");
        }
        return number;
    }
}
