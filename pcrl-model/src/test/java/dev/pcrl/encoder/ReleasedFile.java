package dev.pcrl.encoder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A safetensors file with the names of the authors' release and, but for the width, its shapes, written byte by byte as
 * PyTorch lays tensors out: the last index fastest. No two numbers of it are equal.
 */
public final class ReleasedFile {
    static final int BASE = 2;
    static final List<String> PARTS =
            List.of("conv1.weight", "conv1.bias", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var");

    private static final int STEP = 1 << 14; // more than a tensor has numbers
    private static final String COUNTER = "num_batches_tracked"; // a 64-bit integer without dimensions

    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    public ReleasedFile() {
        int inputs = 1;
        for (int level = 0; level < 4; level++) {
            for (int block = 0; block < 2; block++) {
                int outputs = (BASE << level) * (block + 1);
                for (String part : PARTS) {
                    boolean isFilter = part.equals("conv1.weight");
                    shapes.put(
                            name(level, block, part),
                            isFilter ? new long[] {outputs, inputs, 3, 3, 3} : new long[] {outputs});
                }
                shapes.put(name(level, block, "bn1." + COUNTER), new long[0]);
                inputs = outputs;
            }
        }
        shapes.put("up_tr256.up_conv.weight", new long[] {16, 16, 2, 2, 2});
    }

    private static String name(int level, int block, String part) {
        return "down_tr" + (64 << level) + ".ops." + block + "." + part;
    }

    /** The numbers of a tensor of ours, the last index fastest. */
    public float[] numbers(String ours) {
        String[] parts = ours.split("[.]", 4); // encoder, level, block and number, the rest
        String part = parts[3].replace("conv.", "conv1.").replace("bn.", "bn1.");
        return theirs(name(Integer.parseInt(parts[1]), Integer.parseInt(parts[2].replace("block", "")), part));
    }

    private float[] theirs(String name) {
        int place = List.copyOf(shapes.keySet()).indexOf(name) + 1;
        float[] numbers = new float[(int) Arrays.stream(shapes.get(name)).reduce(1, (one, other) -> one * other)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = place * STEP + i;
        }
        return numbers;
    }

    void remove(String theirs) {
        shapes.remove(theirs);
    }

    public void write(Path file) {
        ByteBuffer data = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, String> header = new LinkedHashMap<>();
        for (String name : shapes.keySet()) {
            int begin = data.position();
            boolean isCounter = name.endsWith(COUNTER);
            if (isCounter) {
                data.putLong(9);
            } else {
                for (float number : theirs(name)) {
                    data.putFloat(number);
                }
            }
            header.put(
                    name,
                    String.format(
                            "{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
                            isCounter ? "I64" : "F32", Arrays.toString(shapes.get(name)), begin, data.position()));
        }
        byte[] json = header.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer whole = ByteBuffer.allocate(Long.BYTES + json.length + data.position())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data.flip());
        try {
            Files.write(file, whole.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
