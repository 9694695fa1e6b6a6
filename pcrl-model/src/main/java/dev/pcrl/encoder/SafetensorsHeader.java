package dev.pcrl.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.hadoop.fs.Path;

/**
 * The header of a safetensors file, checked against the file's length: tensors of any type lie one behind the other and
 * fill all that follows it. Whoever holds one may take memory for the tensors it lists.
 *
 * @param entries in the order in which the tensors lie
 * @param metadata {@code __metadata__}, strings by name
 */
record SafetensorsHeader(List<Entry> entries, SortedMap<String, String> metadata) {
    static final String METADATA = "__metadata__";

    /** Room for some 30 000 tensors. The format allows 100 MB, which as a tree of JSON would take gigabytes. */
    static final int LONGEST = 1 << 22;

    private static final int LENGTH_BYTES = 8;
    private static final int MOST_AXES = 32; // what ND4J and NumPy have

    SafetensorsHeader {
        entries = List.copyOf(entries);
    }

    /**
     * One tensor.
     *
     * @param name its name
     * @param dtype the format's name of its type, such as {@code F32}
     * @param shape its extents, none for a single number
     * @param begin where its bytes begin, counted from the header's end
     * @param end behind its last byte
     */
    record Entry(String name, String dtype, List<Long> shape, long begin, long end) {
        Entry {
            shape = List.copyOf(shape);
        }

        long[] dimensions() {
            return shape.stream().mapToLong(Long::longValue).toArray();
        }

        /** Number of elements. */
        long elements() {
            return (end - begin) / width(dtype);
        }
    }

    /** Whether a file of this length that starts like this may be one; NIfTI and MetaImage files never do. */
    static boolean startsLikeSafetensors(byte[] start, long length) {
        if (start.length <= LENGTH_BYTES || start[LENGTH_BYTES] != '{') {
            return false;
        }
        long headerLength = 0;
        for (int i = LENGTH_BYTES - 1; i >= 0; i--) {
            headerLength = headerLength << 8 | (start[i] & 0xff);
        }
        return headerLength >= 2 && headerLength <= length - LENGTH_BYTES;
    }

    /**
     * Reads a file's header and nothing else.
     *
     * @throws BadDataException if there is none, or it does not fit the file
     */
    static SafetensorsHeader read(Store store, Path file) {
        try (DataInputStream in = new DataInputStream(store.open(file))) {
            return read(file, store.length(file), in);
        } catch (EOFException e) {
            throw new BadDataException(file.toString(), "header", "the file ends too early", e);
        } catch (IOException e) {
            throw Store.unreadable(file, e);
        }
    }

    /** Reads the header from the file's start and leaves the stream behind it. */
    static SafetensorsHeader read(Path file, long length, DataInputStream in) throws IOException {
        if (length < LENGTH_BYTES + 2) {
            throw new BadDataException(file.toString(), "byte 0", "not a safetensors file: it is too short");
        }
        long headerLength = Long.reverseBytes(in.readLong());
        if (headerLength < 2 || headerLength > length - LENGTH_BYTES) {
            throw new BadDataException(
                    file.toString(), "byte 0", "not a safetensors file: the length of its header is impossible");
        }
        if (headerLength > LONGEST) {
            throw new BadDataException(
                    file.toString(), "byte 0", "a header of " + headerLength + " bytes; up to " + LONGEST + " is read");
        }
        byte[] header = new byte[(int) headerLength];
        in.readFully(header);
        if (header[0] != '{') {
            throw new BadDataException(file.toString(), "byte 8", "not a safetensors file: its header lacks a {");
        }
        return new Parser(file, length - LENGTH_BYTES - headerLength).parse(StrictJson.parse(file, "byte 8", header));
    }

    /** Bytes that an element of a type takes, or 0 for a type that we do not know. */
    private static int width(String dtype) {
        return switch (dtype) {
            case "BOOL", "U8", "I8", "F8_E4M3", "F8_E5M2", "F8_E8M0" -> 1;
            case "U16", "I16", "F16", "BF16" -> 2;
            case "U32", "I32", "F32" -> 4;
            case "U64", "I64", "F64", "C64" -> 8;
            default -> 0;
        };
    }

    /**
     * Checks what the header says.
     *
     * @param length bytes behind the header
     */
    private record Parser(Path file, long length) {
        SafetensorsHeader parse(ObjectNode header) {
            JsonNode metadata = header.path(METADATA);
            if (!metadata.isMissingNode() && !metadata.isObject()) {
                throw new BadDataException(file.toString(), METADATA, "an object of strings is expected");
            }
            List<Entry> entries = new ArrayList<>();
            for (Iterator<Map.Entry<String, JsonNode>> fields = header.fields(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                if (!field.getKey().equals(METADATA)) {
                    entries.add(entry(field.getKey(), field.getValue()));
                }
            }
            entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
            long position = 0;
            for (Entry entry : entries) {
                if (entry.begin != position) {
                    throw bad(entry.name, "data_offsets leave a gap or overlap");
                }
                position = entry.end;
            }
            if (position != length) {
                throw new BadDataException(
                        file.toString(), "data", "holds " + length + " bytes where the header promises " + position);
            }
            return new SafetensorsHeader(entries, StrictJson.strings(file, metadata));
        }

        private Entry entry(String name, JsonNode node) {
            String dtype = node.path("dtype").asText();
            int width = width(dtype);
            if (width == 0) {
                throw bad(name, "unknown dtype " + node.path("dtype"));
            }
            JsonNode dimensions = node.path("shape");
            if (!dimensions.isArray() || dimensions.size() > MOST_AXES) {
                throw bad(name, "shape is not a list of at most " + MOST_AXES + " extents");
            }
            List<Long> shape = new ArrayList<>();
            long elements = 1;
            for (JsonNode dimension : dimensions) {
                long extent = wholeNumber(dimension);
                if (extent < 0 || (extent > 0 && elements > length / extent)) {
                    throw bad(name, "shape " + dimensions + " does not fit the file");
                }
                elements *= extent;
                shape.add(extent);
            }
            JsonNode offsets = node.path("data_offsets");
            long begin = wholeNumber(offsets.path(0));
            long end = wholeNumber(offsets.path(1));
            if (!offsets.isArray() || offsets.size() != 2 || begin < 0 || end < begin || end > length) {
                throw bad(name, "data_offsets " + offsets + " are not two places in the file");
            }
            if (end - begin != elements * width) {
                throw bad(name, "data_offsets " + offsets + " do not fit the shape " + dimensions);
            }
            return new Entry(name, dtype, shape, begin, end);
        }

        /** A number of at least 0, or -1 for everything else. */
        private static long wholeNumber(JsonNode node) {
            return node.isIntegralNumber() && node.canConvertToLong() ? Math.max(-1, node.longValue()) : -1;
        }

        private BadDataException bad(String tensor, String reason) {
            return new BadDataException(
                    file.toString(), "tensor " + StrictJson.shown(tensor), StrictJson.shown(reason));
        }
    }
}
