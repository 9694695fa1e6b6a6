package dev.pcrl.encoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A safetensors file: an 8-byte little-endian header length, a JSON header (name to dtype, shape, data_offsets;
 * {@code __metadata__} to strings), then the tensors, little-endian, C order. F32 and F64 are read and written.
 *
 * @param tensors by name, in the file's order
 * @param metadata free strings
 */
public record Safetensors(Map<String, INDArray> tensors, Map<String, String> metadata) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String METADATA = "__metadata__";
    private static final long LONGEST_HEADER = 100_000_000; // the format's own limit
    private static final int CHUNK = 1 << 20;

    public Safetensors {
        tensors = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Map.copyOf(metadata);
    }

    /**
     * Reads a file.
     *
     * @throws BadDataException if it is not a whole safetensors file of F32 and F64 tensors
     */
    public static Safetensors read(Store store, Path file) {
        long length = store.length(file);
        try (DataInputStream in = new DataInputStream(store.open(file))) {
            long headerLength = length < 8 ? -1 : Long.reverseBytes(in.readLong());
            if (headerLength < 2 || headerLength > Math.min(LONGEST_HEADER, length - 8)) {
                throw new BadDataException(file.toString(), "byte 0", "not a safetensors file");
            }
            byte[] header = in.readNBytes((int) headerLength);
            return new Body(file, in, length - 8 - headerLength).read(parse(file, header));
        } catch (EOFException e) {
            throw new BadDataException(file.toString(), "byte " + length, "the file ends too early", e);
        } catch (IOException e) {
            throw new dev.pcrl.failure.UnavailableException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The header alone, as JSON: names, types, shapes and metadata. */
    private static JsonNode parse(Path file, byte[] header) {
        try {
            JsonNode node = JSON.readTree(new String(header, StandardCharsets.UTF_8));
            if (!node.isObject()) {
                throw new BadDataException(file.toString(), "byte 8", "the header is not a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new BadDataException(file.toString(), "byte 8", "the header is not JSON", e);
        }
    }

    /** Writes the file, tensors in the map's order. */
    public void write(OutputStream out) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode strings = header.putObject(METADATA);
            metadata.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> strings.put(entry.getKey(), entry.getValue()));
        }
        long offset = 0;
        for (Map.Entry<String, INDArray> tensor : tensors.entrySet()) {
            INDArray array = tensor.getValue();
            long end = offset + array.length() * width(array.dataType());
            ObjectNode entry = header.putObject(tensor.getKey());
            entry.put("dtype", array.dataType() == DataType.DOUBLE ? "F64" : "F32");
            for (long extent : array.shape()) {
                entry.withArray("/shape").add(extent);
            }
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        int padding = (8 - json.length % 8) % 8;
        out.write(little(8).putLong(json.length + padding).array());
        out.write(json);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        for (INDArray tensor : tensors.values()) {
            writeData(tensor, Channels.newChannel(out));
        }
    }

    private static void writeData(INDArray tensor, WritableByteChannel out) throws IOException {
        INDArray flat = tensor.reshape(tensor.length());
        boolean isDouble = flat.dataType() == DataType.DOUBLE;
        for (long begin = 0; begin < flat.length(); begin += CHUNK) {
            long end = Math.min(begin + CHUNK, flat.length());
            INDArray part = flat.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(begin, end));
            ByteBuffer bytes = little((int) (end - begin) * width(flat.dataType()));
            if (isDouble) {
                bytes.asDoubleBuffer().put(part.toDoubleVector());
            } else {
                bytes.asFloatBuffer().put(part.toFloatVector());
            }
            out.write(bytes);
        }
    }

    private static int width(DataType dataType) {
        return switch (dataType) {
            case FLOAT -> 4;
            case DOUBLE -> 8;
            default -> throw new IllegalArgumentException("safetensors of ours hold FLOAT or DOUBLE, not " + dataType);
        };
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The part behind the header. */
    private record Body(Path file, DataInputStream in, long length) {
        Safetensors read(JsonNode header) throws IOException {
            Map<String, String> metadata = new LinkedHashMap<>();
            header.path(METADATA)
                    .fields()
                    .forEachRemaining(e -> metadata.put(e.getKey(), e.getValue().asText()));
            List<Entry> entries = new ArrayList<>();
            for (Iterator<Map.Entry<String, JsonNode>> fields = header.fields(); fields.hasNext(); ) {
                Map.Entry<String, JsonNode> field = fields.next();
                if (!field.getKey().equals(METADATA)) {
                    entries.add(entry(field.getKey(), field.getValue()));
                }
            }
            entries.sort(Comparator.comparingLong(Entry::begin));
            Map<String, INDArray> tensors = new LinkedHashMap<>();
            long position = 0;
            for (Entry entry : entries) {
                if (entry.begin != position) {
                    throw bad(entry.name, "data_offsets leave a gap or overlap");
                }
                tensors.put(entry.name, data(entry));
                position = entry.end;
            }
            if (position != length) {
                throw bad("data", "holds " + length + " bytes where the header promises " + position);
            }
            return new Safetensors(tensors, metadata);
        }

        private Entry entry(String name, JsonNode node) {
            DataType dataType = switch (node.path("dtype").asText()) {
                case "F32" -> DataType.FLOAT;
                case "F64" -> DataType.DOUBLE;
                default -> throw bad(name, "dtype " + node.path("dtype") + " is not read; F32 and F64 are");
            };
            JsonNode dimensions = node.path("shape");
            List<Long> shape = new ArrayList<>();
            long elements = 1;
            for (JsonNode dimension : dimensions) {
                long extent = dimension.asLong(-1);
                if (extent < 0 || (extent > 0 && elements > length / extent)) {
                    throw bad(name, "shape " + dimensions + " does not fit the file");
                }
                elements *= extent;
                shape.add(extent);
            }
            long begin = node.path("data_offsets").path(0).asLong(-1);
            long end = node.path("data_offsets").path(1).asLong(-1);
            if (begin < 0 || end - begin != elements * width(dataType)) {
                throw bad(name, "data_offsets do not fit the shape " + dimensions);
            }
            return new Entry(name, dataType, shape, elements, begin, end);
        }

        private INDArray data(Entry entry) throws IOException {
            int count = Math.toIntExact(entry.elements);
            boolean isDouble = entry.dataType == DataType.DOUBLE;
            double[] doubles = new double[isDouble ? count : 0];
            float[] floats = new float[isDouble ? 0 : count];
            int width = width(entry.dataType);
            for (int begin = 0; begin < count; begin += CHUNK) {
                int part = Math.min(CHUNK, count - begin);
                byte[] bytes = new byte[part * width];
                in.readFully(bytes);
                ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                if (isDouble) {
                    buffer.asDoubleBuffer().get(doubles, begin, part);
                } else {
                    buffer.asFloatBuffer().get(floats, begin, part);
                }
            }
            long[] shape = entry.shape.stream().mapToLong(Long::longValue).toArray();
            return isDouble ? Nd4j.create(doubles, shape, 'c') : Nd4j.create(floats, shape, 'c');
        }

        private BadDataException bad(String place, String reason) {
            return new BadDataException(file.toString(), "tensor " + place, reason);
        }

        private record Entry(String name, DataType dataType, List<Long> shape, long elements, long begin, long end) {}
    }
}
