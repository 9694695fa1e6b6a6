package dev.pcrl.encoder;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A safetensors file: an 8-byte little-endian header length, a JSON header (name to dtype, shape, data_offsets;
 * {@code __metadata__} to strings), then the tensors, little-endian, C order. F32 and F64 are read and written; others
 * are refused by name.
 *
 * @param tensors by name, in the file's order
 * @param metadata free strings
 */
public record Safetensors(Map<String, INDArray> tensors, Map<String, String> metadata) {
    private static final int CHUNK = 1 << 20;
    private static final long MOST_ELEMENTS = Integer.MAX_VALUE - 8L; // of one Java array

    public Safetensors {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Map.copyOf(metadata);
    }

    /**
     * Reads a file.
     *
     * @throws BadDataException if it is not a whole safetensors file of F32 and F64 tensors
     * @throws dev.pcrl.failure.UnavailableException if the store fails on the way
     */
    public static Safetensors read(Store store, Path file) {
        return read(store, file, name -> true);
    }

    /**
     * Reads some of a file's tensors; those passed over may be of any type.
     *
     * @param wanted says by its name whether a tensor is read
     * @throws BadDataException if it is not a whole safetensors file, or a wanted tensor is neither F32 nor F64
     * @throws dev.pcrl.failure.UnavailableException if the store fails on the way
     */
    public static Safetensors read(Store store, Path file, Predicate<String> wanted) {
        long length = store.length(file);
        try (DataInputStream in = new DataInputStream(store.open(file))) {
            SafetensorsHeader header = SafetensorsHeader.read(file, length, in);
            Map<String, INDArray> tensors = new LinkedHashMap<>();
            for (SafetensorsHeader.Entry entry : header.entries()) {
                if (wanted.test(entry.name())) {
                    tensors.put(entry.name(), data(file, entry, in));
                } else {
                    in.skipNBytes(entry.end() - entry.begin());
                }
            }
            return new Safetensors(tensors, header.metadata());
        } catch (EOFException e) {
            throw new BadDataException(file.toString(), "byte " + length, "the file ends too early", e);
        } catch (IOException e) {
            throw Store.unreadable(file, e);
        }
    }

    private static INDArray data(Path file, SafetensorsHeader.Entry entry, DataInputStream in) throws IOException {
        DataType dataType = switch (entry.dtype()) {
            case "F32" -> DataType.FLOAT;
            case "F64" -> DataType.DOUBLE;
            default -> throw bad(file, entry, "dtype " + entry.dtype() + " is not read; F32 and F64 are");
        };
        if (entry.elements() > MOST_ELEMENTS) {
            throw bad(file, entry, entry.elements() + " elements; up to " + MOST_ELEMENTS + " are read");
        }
        int count = (int) entry.elements();
        if (count == 0) {
            return Nd4j.create(dataType, entry.dimensions());
        }
        boolean isDouble = dataType == DataType.DOUBLE;
        double[] doubles = new double[isDouble ? count : 0];
        float[] floats = new float[isDouble ? 0 : count];
        byte[] bytes = new byte[Math.min(CHUNK, count) * dataType.width()];
        for (int begin = 0; begin < count; begin += CHUNK) {
            int part = Math.min(CHUNK, count - begin);
            in.readFully(bytes, 0, part * dataType.width());
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (isDouble) {
                buffer.asDoubleBuffer().get(doubles, begin, part);
            } else {
                buffer.asFloatBuffer().get(floats, begin, part);
            }
        }
        INDArray flat = isDouble ? Nd4j.createFromArray(doubles) : Nd4j.createFromArray(floats);
        return flat.reshape('c', entry.dimensions());
    }

    private static BadDataException bad(Path file, SafetensorsHeader.Entry entry, String reason) {
        return new BadDataException(file.toString(), "tensor " + StrictJson.shown(entry.name()), reason);
    }

    /** Writes the file, whole or not at all, tensors in the map's order. */
    public void write(Store store, Path file) {
        store.write(file, this::write);
    }

    /**
     * Writes to a stream, which stays open, tensors in the map's order.
     *
     * @throws IllegalArgumentException if a tensor is neither FLOAT nor DOUBLE
     */
    public void write(OutputStream out) throws IOException {
        byte[] json = header();
        int padding = (8 - json.length % 8) % 8; // so that tensors are aligned when the file is mapped into memory
        out.write(little(Long.BYTES).putLong(json.length + padding).array());
        out.write(json);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        for (INDArray tensor : tensors.values()) {
            writeData(tensor, out);
        }
    }

    private byte[] header() {
        ObjectNode header = StrictJson.object();
        if (!metadata.isEmpty()) {
            ObjectNode strings = header.putObject(SafetensorsHeader.METADATA);
            new TreeMap<>(metadata).forEach(strings::put);
        }
        long offset = 0;
        for (Map.Entry<String, INDArray> tensor : tensors.entrySet()) {
            if (tensor.getKey().equals(SafetensorsHeader.METADATA)) {
                throw new IllegalArgumentException("no tensor can have the name " + SafetensorsHeader.METADATA);
            }
            INDArray array = tensor.getValue();
            long end = offset + array.length() * width(array.dataType());
            ObjectNode entry = header.putObject(tensor.getKey());
            entry.put("dtype", array.dataType() == DataType.DOUBLE ? "F64" : "F32");
            ArrayNode shape = entry.putArray("shape");
            for (long extent : array.shape()) {
                shape.add(extent);
            }
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        return StrictJson.bytes(header);
    }

    private static void writeData(INDArray tensor, OutputStream out) throws IOException {
        if (tensor.length() == 0) {
            return;
        }
        INDArray flat = tensor.reshape('c', 1, tensor.length());
        boolean isDouble = flat.dataType() == DataType.DOUBLE;
        for (long begin = 0; begin < flat.length(); begin += CHUNK) {
            long end = Math.min(begin + CHUNK, flat.length());
            INDArray part = flat.get(NDArrayIndex.point(0), NDArrayIndex.interval(begin, end));
            byte[] bytes = new byte[(int) (end - begin) * width(flat.dataType())];
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (isDouble) {
                buffer.asDoubleBuffer().put(part.toDoubleVector());
            } else {
                buffer.asFloatBuffer().put(part.toFloatVector());
            }
            out.write(bytes);
        }
    }

    private static int width(DataType dataType) {
        return switch (dataType) {
            case FLOAT -> Float.BYTES;
            case DOUBLE -> Double.BYTES;
            default -> throw new IllegalArgumentException("safetensors of ours hold FLOAT or DOUBLE, not " + dataType);
        };
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
