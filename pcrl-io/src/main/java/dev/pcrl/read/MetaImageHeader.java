package dev.pcrl.read;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.ByteSource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The lines {@code Key = value} of a MetaImage header up to {@code ElementDataFile}, which is the last. Only the keys
 * that decide voxels and geometry are kept; values of others (names, comments) may tell who the patient is and are
 * never repeated.
 */
final class MetaImageHeader {
    private static final int MOST_BYTES = 1 << 20;

    private static final Set<String> KEYS = Set.of(
            "ObjectType",
            "NDims",
            "DimSize",
            "ElementType",
            "ElementNumberOfChannels",
            "ElementSpacing",
            "ElementSize",
            "ElementToIntensityFunctionSlope",
            "ElementToIntensityFunctionOffset",
            "TransformMatrix",
            "Rotation",
            "Orientation",
            "Origin",
            "Offset",
            "Position",
            "DistanceUnits",
            "BinaryData",
            "BinaryDataByteOrderMSB",
            "ElementByteOrderMSB",
            "CompressedData",
            "CompressedDataSize",
            "HeaderSize",
            "Modality",
            "ElementDataFile");

    /** A value and the line it stands on, counted from 1. */
    private record Entry(int line, String value) {}

    private final String file;
    private final Map<String, Entry> entries;
    private final long end;

    private MetaImageHeader(String file, Map<String, Entry> entries, long end) {
        this.file = file;
        this.entries = entries;
        this.end = end;
    }

    /** Reads the header from a source at its start, and no byte further. */
    static MetaImageHeader read(String file, ByteSource source) {
        Map<String, Entry> entries = new HashMap<>();
        for (int number = 1; !entries.containsKey("ElementDataFile"); number++) {
            String line = readLine(source, number);
            if (line == null) {
                throw number == 1
                        ? new BadDataException(file, "byte 0", "the file is empty")
                        : source.corrupt("the header ends without ElementDataFile");
            }
            if (line.isBlank()) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new BadDataException(file, "line " + number, "not of the form Key = value");
            }
            String key = line.substring(0, equals).strip();
            if (KEYS.contains(key)) {
                Entry entry = new Entry(number, line.substring(equals + 1).strip());
                Entry before = entries.put(key, entry);
                if (before != null) {
                    throw new BadDataException(
                            file, place(key, entry), "appears twice, first on line " + before.line());
                }
            }
        }
        return new MetaImageHeader(file, Map.copyOf(entries), source.position());
    }

    /** A line without its end, or null at the end of the file. */
    private static String readLine(ByteSource source, int number) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = source.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (source.position() > MOST_BYTES) {
                throw source.corrupt("line " + number + " still goes on here: this is no MetaImage header");
            }
            line.write(next);
            next = source.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Where the header ends: the position of the first byte after it. */
    long end() {
        return end;
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The first of some keys with one meaning that the header has, or the last of them. */
    String firstOf(String... keys) {
        return Arrays.stream(keys).filter(this::has).findFirst().orElse(keys[keys.length - 1]);
    }

    /** The words of a value; the caller must not repeat them in a message unless they are numbers or known names. */
    String text(String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw new BadDataException(file, "header field " + key, "is missing");
        }
        return entry.value();
    }

    /** A whole number, if the header has the key. */
    OptionalInt wholeNumber(String key) {
        return has(key) ? OptionalInt.of(wholeNumbers(key, 1)[0]) : OptionalInt.empty();
    }

    /** Exactly so many whole numbers. */
    int[] wholeNumbers(String key, int count) {
        try {
            return Arrays.stream(words(key, count, "whole numbers"))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) { // it repeats the text, which must stay out of logs: no cause
            throw fail(key, count + " whole numbers below 2^31 are needed");
        }
    }

    /** Exactly so many numbers; they may be infinite or NaN. */
    double[] numbers(String key, int count) {
        try {
            return Arrays.stream(words(key, count, "numbers"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        } catch (NumberFormatException e) { // no cause, as above
            throw fail(key, count + " numbers are needed");
        }
    }

    private String[] words(String key, int count, String kind) {
        String[] words = text(key).split("\\s+");
        if (words.length != count) {
            throw fail(key, words.length + " words where " + count + " " + kind + " are needed");
        }
        return words;
    }

    /** True or False, which may be short for it; the default where the header lacks the key. */
    boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        return switch (text(key)) {
            case "True", "true", "TRUE", "T", "t", "1" -> true;
            case "False", "false", "FALSE", "F", "f", "0" -> false;
            default -> throw fail(key, "True or False is needed");
        };
    }

    /** A fault of a key's value. */
    BadDataException fail(String key, String reason) {
        Entry entry = entries.get(key);
        return new BadDataException(file, entry == null ? "header field " + key : place(key, entry), reason);
    }

    private static String place(String key, Entry entry) {
        return "line " + entry.line() + ", " + key;
    }
}
