package dev.pcrl.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SafetensorsTest {
    @TempDir
    Path directory;

    @Test
    void should_give_back_what_was_written() {
        Map<String, INDArray> tensors = new LinkedHashMap<>();
        tensors.put("special", Nd4j.createFromArray(-0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE));
        tensors.put("double", Nd4j.createFromArray(new double[][] {{Math.PI, 1}, {2, 3}, {-0.0, 1e300}}));
        tensors.put("number", Nd4j.scalar(2.5f));
        tensors.put("empty", Nd4j.create(DataType.FLOAT, 0, 3));
        tensors.put("cube", Nd4j.arange(24).castTo(DataType.FLOAT).reshape('c', 2, 3, 4));
        Map<String, String> metadata = Map.of("key", "value \"quoted\"\n\u00fc\ud83d\ude00", "", "");

        Safetensors read = writeAndRead(new Safetensors(tensors, metadata));

        assertThat(read.metadata()).isEqualTo(metadata);
        assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
        tensors.forEach((name, tensor) -> {
            INDArray other = read.tensors().get(name);
            assertThat(other.dataType()).isEqualTo(tensor.dataType());
            assertThat(other.shape()).as(name).isEqualTo(tensor.shape());
            if (!name.equals("empty")) {
                assertThat(bits(other)).as(name).isEqualTo(bits(tensor));
            }
        });
    }

    @Test
    void should_write_views_and_other_orders_in_c_order() {
        INDArray whole = Nd4j.arange(24).castTo(DataType.FLOAT).reshape('c', 4, 6);
        INDArray view = whole.get(NDArrayIndex.interval(1, 3), NDArrayIndex.interval(2, 5));
        Map<String, INDArray> tensors = new TreeMap<>(Map.of(
                "view", view, "transposed", whole.permute(1, 0), "fortran", whole.dup('f'), "row", whole.getRow(2)));

        Map<String, INDArray> read =
                writeAndRead(new Safetensors(tensors, Map.of())).tensors();

        assertThat(read.get("view").toFloatMatrix()).isDeepEqualTo(new float[][] {{8, 9, 10}, {14, 15, 16}});
        assertThat(read.get("transposed").toFloatMatrix()[1]).containsExactly(1, 7, 13, 19);
        assertThat(read.get("fortran").toFloatMatrix()).isDeepEqualTo(whole.toFloatMatrix());
        assertThat(read.get("row").toFloatVector()).containsExactly(12, 13, 14, 15, 16, 17);
    }

    @Test
    void should_read_more_than_one_chunk() {
        INDArray large = Nd4j.arange((1 << 20) + 3).castTo(DataType.FLOAT);
        INDArray read = writeAndRead(new Safetensors(Map.of("large", large), Map.of()))
                .tensors()
                .get("large");
        assertThat(read.toFloatVector()).isEqualTo(large.toFloatVector());
    }

    @Test
    void should_pass_over_tensors_that_are_not_wanted() throws IOException {
        Path file = file("""
                {"a":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12);
        Map<String, INDArray> read =
                Safetensors.read(TestEncoders.STORE, path(file), "b"::equals).tensors();
        assertThat(read).containsOnlyKeys("b");
    }

    @Test
    void should_refuse_to_write_what_it_could_not_read() {
        Safetensors integers = new Safetensors(Map.of("a", Nd4j.createFromArray(1, 2)), Map.of());
        assertThatThrownBy(() -> writeAndRead(integers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not INT");
    }

    /** Each header stands before 8 bytes of data. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]                                                                  | byte 8      | lacks a {",
                "{\"a\"                                                               | byte 8      | not JSON",
                "{} x                                                                 | byte 8      | not JSON",
                "{}                                                                   | data        | holds 8 bytes where the header promises 0",
                "{\"a\":1}                                                            | tensor a    | unknown dtype",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | byte 8 | not JSON",
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]}}     | tensor a    | dtype F16 is not read",
                "{\"a\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[0,8]}}    | tensor a    | dtype BF16 is not read",
                "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}     | tensor a    | dtype I64 is not read",
                "{\"a\":{\"dtype\":\"F33\",\"shape\":[2],\"data_offsets\":[0,8]}}     | tensor a    | unknown dtype",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}       | tensor a    | shape is not a list",
                "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}                   | tensor a    | shape is not a list",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}   | tensor a    | does not fit the file",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}} | tensor a    | does not fit the file",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}    | tensor a    | does not fit the file",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[18446744073709551618],\"data_offsets\":[0,8]}} | tensor a | does not fit the file",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}} | tensor a | does not fit the file",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}     | tensor a    | do not fit the shape [3]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8]}}       | tensor a    | are not two places",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,9]}}   | tensor a    | are not two places",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}                            | tensor a    | are not two places",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}     | tensor a    | are not two places",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[1,9]}}     | tensor a    | are not two places",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}     | tensor a    | gap or overlap",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}     | data        | holds 8 bytes where the header promises 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | tensor b | gap or overlap",
                "{\"__metadata__\":[]}                                                | __metadata__ | an object of strings",
                "{\"__metadata__\":{\"k\":1},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | metadata key k | a string is expected",
                "{\"__metadata__\":{\"k\":null},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | metadata key k | a string is expected"
            })
    void should_refuse_a_header_that_lies(String header, String place, String reason) throws IOException {
        refuses(file(header, 8), place, reason);
    }

    @Test
    void should_refuse_too_many_axes_and_too_deep_json() throws IOException {
        String ones = "1,".repeat(33);
        refuses(
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[" + ones + "2],\"data_offsets\":[0,8]}}", 8),
                "tensor a",
                "shape is not a list of at most 32 extents");
        refuses(file("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}", 8), "byte 8", "not JSON");
    }

    @Test
    void should_keep_messages_short_and_on_one_line() throws IOException {
        String name = "a\\nb" + "c".repeat(100_000);
        Path file =
                file("{\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[" + "[".repeat(500) + "]".repeat(500) + "]}}", 8);
        assertThatThrownBy(() -> Safetensors.read(TestEncoders.STORE, path(file)))
                .isInstanceOf(BadDataException.class)
                .message()
                .contains("tensor a?bccc")
                .hasLineCount(1)
                .hasSizeLessThan(500);
    }

    @Test
    void should_refuse_a_header_that_is_not_utf8() throws IOException {
        byte[] header =
                "{\"aX\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}".getBytes(StandardCharsets.UTF_8);
        header[3] = (byte) 0xff;
        refuses(file(header, header.length, 8), "byte 8", "not UTF-8");
    }

    @Test
    void should_refuse_impossible_header_lengths() throws IOException {
        byte[] header = "{}".getBytes(StandardCharsets.UTF_8);
        for (long length : new long[] {0, 1, 3, -1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE}) {
            refuses(file(header, length, 0), "byte 0", "the length of its header is impossible");
        }
        for (int size = 0; size < 10; size++) {
            Path file = directory.resolve("short");
            Files.write(file, new byte[size]);
            refuses(file, "byte 0", "not a safetensors file");
        }
    }

    @Test
    void should_take_no_memory_for_a_huge_header() throws IOException {
        Path file = directory.resolve("huge");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 40); // no disk behind it
            sparse.writeLong(Long.reverseBytes(90_000_000L));
        }
        refuses(file, "byte 0", "a header of 90000000 bytes; up to 4194304 is read");
    }

    @Test
    void should_refuse_a_tensor_larger_than_an_array() throws IOException {
        Path file = directory.resolve("large");
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296],\"data_offsets\":[0,17179869184]}}";
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.writeLong(Long.reverseBytes(header.length()));
            sparse.writeBytes(header);
            sparse.setLength(8L + header.length() + 17179869184L);
        }
        refuses(file, "tensor a", "4294967296 elements; up to 2147483639 are read");
    }

    @Test
    void should_refuse_a_file_cut_anywhere() throws IOException {
        Path whole = directory.resolve("whole");
        new Safetensors(Map.of("a", Nd4j.createFromArray(1f, 2f), "b", Nd4j.scalar(3.0)), Map.of("k", "v"))
                .write(TestEncoders.STORE, path(whole));
        byte[] bytes = Files.readAllBytes(whole);
        for (int length = 0; length < bytes.length; length++) {
            Path cut = directory.resolve("cut");
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Safetensors.read(TestEncoders.STORE, path(cut)))
                    .as("cut at " + length)
                    .isInstanceOf(BadDataException.class);
        }
    }

    @Test
    void should_survive_any_changed_byte_of_the_header() throws IOException {
        Path whole = directory.resolve("whole");
        new Safetensors(Map.of("a", Nd4j.createFromArray(1f, 2f)), Map.of("k", "v"))
                .write(TestEncoders.STORE, path(whole));
        byte[] bytes = Files.readAllBytes(whole);
        Path changed = directory.resolve("changed");
        for (int place = 0; place < bytes.length - 8; place++) {
            for (int value : new int[] {0, '"', '{', ']', '9', 'x', 0xff}) {
                byte[] other = bytes.clone();
                other[place] = (byte) value;
                Files.write(changed, other);
                try {
                    Safetensors.read(TestEncoders.STORE, path(changed)); // another name or number may be as good
                } catch (BadDataException e) {
                    assertThat(e).hasMessageContaining("changed");
                }
            }
        }
    }

    private Safetensors writeAndRead(Safetensors safetensors) {
        Path file = directory.resolve("written.safetensors");
        safetensors.write(TestEncoders.STORE, path(file));
        return Safetensors.read(TestEncoders.STORE, path(file));
    }

    private static long[] bits(INDArray array) {
        INDArray flat = array.reshape(array.length());
        return array.dataType() == DataType.DOUBLE
                ? Arrays.stream(flat.toDoubleVector())
                        .mapToLong(Double::doubleToRawLongBits)
                        .toArray()
                : IntStream.range(0, (int) flat.length())
                        .mapToLong(i -> Float.floatToRawIntBits(flat.getFloat(i)))
                        .toArray();
    }

    private Path file(String header, int data) throws IOException {
        byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
        return file(bytes, bytes.length, data);
    }

    private Path file(byte[] header, long length, int data) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(length).put(header);
        return Files.write(directory.resolve("made.safetensors"), bytes.array());
    }

    private static void refuses(Path file, String place, String reason) {
        assertThatThrownBy(() -> Safetensors.read(TestEncoders.STORE, path(file)))
                .isInstanceOfSatisfying(
                        BadDataException.class, e -> assertThat(e.place()).isEqualTo(place))
                .hasMessageContaining(reason);
    }

    private static org.apache.hadoop.fs.Path path(Path file) {
        return new org.apache.hadoop.fs.Path(file.toUri());
    }
}
