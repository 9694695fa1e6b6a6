package dev.pcrl.encoder;

import static dev.pcrl.encoder.TestEncoders.STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.network.NsUNet;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EncoderFilesTest {
    @TempDir
    java.nio.file.Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"encoder.safetensors", "encoder.zip"})
    void should_give_back_an_equal_encoder(String name) {
        Encoder encoder = TestEncoders.small();
        Path file = TestEncoders.in(directory, name);

        EncoderFiles.write(encoder, STORE, file);
        Encoder read = EncoderFiles.read(STORE, file);

        assertThat(read).isEqualTo(encoder).hasSameHashCodeAs(encoder);
        assertThat(read.provenance()).isEqualTo(encoder.provenance());
        assertThat(read.parameters().reshape(read.parameters().length()).toFloatVector())
                .isEqualTo(encoder.parameters()
                        .reshape(encoder.parameters().length())
                        .toFloatVector());
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder.safetensors", "encoder.zip"})
    void should_write_the_same_bytes_again(String name) throws IOException {
        EncoderFiles.write(TestEncoders.small(), STORE, TestEncoders.in(directory, name));
        byte[] first = Files.readAllBytes(directory.resolve(name));
        EncoderFiles.write(TestEncoders.small(), STORE, TestEncoders.in(directory, name));
        assertThat(Files.readAllBytes(directory.resolve(name))).isEqualTo(first);
    }

    @Test
    void should_tell_formats_by_content_and_not_by_name() throws IOException {
        Encoder encoder = TestEncoders.small();
        EncoderFiles.write(encoder, STORE, TestEncoders.in(directory, "a.zip"));
        EncoderFiles.write(encoder, STORE, TestEncoders.in(directory, "b.safetensors"));
        Files.move(directory.resolve("a.zip"), directory.resolve("a"));
        Files.move(directory.resolve("b.safetensors"), directory.resolve("b.zip"));

        assertThat(EncoderFiles.read(STORE, TestEncoders.in(directory, "a"))).isEqualTo(encoder);
        assertThat(EncoderFiles.read(STORE, TestEncoders.in(directory, "b.zip")))
                .isEqualTo(encoder);
    }

    @Test
    void should_refuse_other_names_and_other_files() throws IOException {
        assertThatThrownBy(
                        () -> EncoderFiles.write(TestEncoders.small(), STORE, TestEncoders.in(directory, "encoder.pt")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(".safetensors or .zip");
        Files.writeString(directory.resolve("text"), "not an encoder at all");
        assertThatThrownBy(() -> EncoderFiles.read(STORE, TestEncoders.in(directory, "text")))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("neither safetensors nor a zip");
    }

    @Test
    void should_compute_the_same_bit_for_bit_from_both_files() throws IOException {
        Encoder encoder = TestEncoders.small();
        EncoderFiles.write(encoder, STORE, TestEncoders.in(directory, "encoder.zip"));
        EncoderFiles.write(encoder, STORE, TestEncoders.in(directory, "encoder.safetensors"));
        INDArray input = Nd4j.rand(DataType.FLOAT, 2, 16, 12, 8, 1);

        ComputationGraph stock =
                ModelSerializer.restoreComputationGraph(new File(directory.toFile(), "encoder.zip"), false);
        ComputationGraph ours = EncoderSafetensors.read(STORE, TestEncoders.in(directory, "encoder.safetensors"))
                .graph();

        assertThat(stock.outputSingle(false, input).reshape(-1).toFloatVector())
                .isEqualTo(ours.outputSingle(false, input).reshape(-1).toFloatVector())
                .isEqualTo(
                        encoder.graph().outputSingle(false, input).reshape(-1).toFloatVector());
        assertThat(stock.params().reshape(-1).toFloatVector())
                .isEqualTo(encoder.parameters().reshape(-1).toFloatVector());
    }

    @Test
    void should_agree_with_the_oracle_after_export_and_import() {
        Path file = TestEncoders.in(directory, "encoder.safetensors");
        EncoderSafetensors.write(TestEncoders.ofOracle(), STORE, file);

        Map<String, INDArray> levels =
                EncoderSafetensors.read(STORE, file).graph().feedForward(TestEncoders.oracleInput(), false);

        Map<String, INDArray> expected = Safetensors.read(STORE, TestEncoders.oracle("encoded.safetensors"))
                .tensors();
        assertThat(expected).hasSize(6);
        expected.forEach((name, tensor) -> {
            int level = Integer.parseInt(name.substring("level.".length()));
            INDArray actual = levels.get(NsUNet.levelOutput(level)).permute(0, 4, 1, 2, 3);
            double error = tensor.castTo(DataType.DOUBLE)
                    .sub(actual.castTo(DataType.DOUBLE))
                    .norm2Number()
                    .doubleValue();
            assertThat(error / tensor.norm2Number().doubleValue()).as(name).isLessThan(1e-5);
        });
    }

    @Test
    void should_export_the_oracles_tensors_unchanged() {
        Path file = TestEncoders.in(directory, "encoder.safetensors");
        EncoderSafetensors.write(TestEncoders.ofOracle(), STORE, file);
        Map<String, INDArray> trained = Safetensors.read(STORE, TestEncoders.oracle("trained.safetensors"))
                .tensors();
        Map<String, INDArray> exported = Safetensors.read(STORE, file).tensors();

        assertThat(exported.keySet())
                .containsExactlyInAnyOrderElementsOf(trained.keySet().stream()
                        .filter(name -> name.startsWith("encoder."))
                        .toList());
        exported.forEach((name, tensor) -> {
            assertThat(tensor.shape()).isEqualTo(trained.get(name).shape());
            assertThat(tensor.reshape(-1).toFloatVector())
                    .isEqualTo(
                            trained.get(name).castTo(DataType.FLOAT).reshape(-1).toFloatVector());
        });
    }

    @Nested
    class OfSafetensors {
        private final Path file = new Path("file:/encoder.safetensors");

        @ParameterizedTest
        @CsvSource({
            "pcrl-format, other, is not known",
            "pcrl-format-version, 2, is not known",
            "architecture, resnet-18, is not known",
            "normalisation, none, is not known",
            "base-width, two, is not a number",
            "base-width, 0, a number in 1..65536",
            "base-width, 2000000000, a number in 1..65536",
            "scales, 9, a number in 1..8",
            "channels, -1, a number in 1..1024",
            "global-size, 64x64, must be written like",
            "global-size, 1000x1000x1000, voxels are possible",
            "local-size, 0x1x1, must be positive",
            "ct-low, low, is not a number"
        })
        void should_refuse_other_metadata(String key, String value, String reason) {
            Map<String, String> metadata =
                    EncoderDescription.of(TestEncoders.small()).toMetadata();
            assertThat(metadata.replace(key, value)).isNotNull();
            assertThatThrownBy(() -> EncoderDescription.parse(file, metadata))
                    .isInstanceOfSatisfying(
                            BadDataException.class, e -> assertThat(e.place()).isEqualTo("metadata key " + key))
                    .hasMessageContaining(reason);
        }

        @Test
        void should_name_any_missing_key() {
            for (String key :
                    EncoderDescription.of(TestEncoders.small()).toMetadata().keySet()) {
                Map<String, String> metadata =
                        EncoderDescription.of(TestEncoders.small()).toMetadata();
                metadata.remove(key);
                if (key.equals("format") || key.startsWith("provenance.")) {
                    EncoderDescription.parse(file, metadata);
                } else {
                    assertThatThrownBy(() -> EncoderDescription.parse(file, metadata))
                            .isInstanceOf(BadDataException.class)
                            .hasMessageContaining("metadata key " + key + ": missing");
                }
            }
        }

        @Test
        void should_pass_settings_rules_on() {
            Map<String, String> metadata =
                    EncoderDescription.of(TestEncoders.small()).toMetadata();
            metadata.put("ct-high", "-2000");
            assertThatThrownBy(() -> EncoderDescription.parse(file, metadata))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("ct-high must be above ct-low");
        }

        @Test
        void should_name_a_wrong_tensor() {
            String name = "encoder.1.block0.conv.weight";
            refuses(name, null, "missing");
            refuses(name, Nd4j.zeros(DataType.DOUBLE, 4, 4, 3, 3, 3), "dtype F64");
            refuses(name, Nd4j.zeros(DataType.FLOAT, 4, 4, 27), "shape [4, 4, 27] where [4, 4, 3, 3, 3] is expected");
            refuses("encoder.3.block0.conv.bias", Nd4j.zeros(DataType.FLOAT, 4), "has no place");
        }

        @Test
        void should_read_what_pytorch_saves_and_pass_over_its_counters() {
            Safetensors good = written();
            Map<String, INDArray> tensors = new LinkedHashMap<>();
            tensors.put("encoder.0.block0.bn.num_batches_tracked", Nd4j.scalar(7f));
            tensors.putAll(good.tensors());
            Path other = TestEncoders.in(directory, "pytorch.safetensors");
            new Safetensors(tensors, good.metadata()).write(STORE, other);
            assertThat(EncoderSafetensors.read(STORE, other)).isEqualTo(TestEncoders.small());
        }

        private Safetensors written() {
            Path path = TestEncoders.in(directory, "encoder.safetensors");
            EncoderSafetensors.write(TestEncoders.small(), STORE, path);
            return Safetensors.read(STORE, path);
        }

        private void refuses(String name, INDArray tensor, String reason) {
            Safetensors good = written();
            Map<String, INDArray> tensors = new LinkedHashMap<>(good.tensors());
            tensors.remove(name);
            if (tensor != null) {
                tensors.put(name, tensor);
            }
            Path other = TestEncoders.in(directory, "other.safetensors");
            new Safetensors(tensors, good.metadata()).write(STORE, other);
            assertThatThrownBy(() -> EncoderSafetensors.read(STORE, other))
                    .isInstanceOfSatisfying(
                            BadDataException.class, e -> assertThat(e.place()).isEqualTo("tensor " + name))
                    .hasMessageContaining(reason);
        }
    }

    @Nested
    class OfZip {
        @Test
        void should_refuse_a_file_cut_anywhere_before_its_parameters_end() throws IOException {
            byte[] whole = Files.readAllBytes(written());
            for (int length = 4; length < whole.length; length += 97) {
                Files.write(directory.resolve("cut.zip"), Arrays.copyOf(whole, length));
                try {
                    // The directory at the end is not needed: what can be read is whole.
                    assertThat(EncoderZip.read(STORE, TestEncoders.in(directory, "cut.zip")))
                            .isEqualTo(TestEncoders.small());
                    assertThat(length).isGreaterThan(whole.length - 400);
                } catch (BadDataException e) {
                    assertThat(e.place()).startsWith("entry ");
                }
            }
        }

        @Test
        void should_find_a_changed_byte_by_its_checksum() throws IOException {
            byte[] bytes = Files.readAllBytes(written());
            bytes[bytes.length / 2] ^= 0x10;
            Files.write(directory.resolve("changed.zip"), bytes);
            assertThatThrownBy(() -> EncoderZip.read(STORE, TestEncoders.in(directory, "changed.zip")))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("entry coefficients.bin");
        }

        @ParameterizedTest
        @ValueSource(strings = {"pcrl.json", "coefficients.bin"})
        void should_name_a_missing_entry(String name) throws IOException {
            refuses(name, null, "entry " + name + ": missing");
        }

        @Test
        void should_refuse_another_description() throws IOException {
            refuses("pcrl.json", "[]".getBytes(StandardCharsets.UTF_8), "not a JSON object");
            refuses("pcrl.json", "{}".getBytes(StandardCharsets.UTF_8), "metadata key pcrl-format");
            refuses("pcrl.json", new byte[(1 << 20) + 1], "longer than 1048576 bytes");
            Map<String, String> metadata =
                    EncoderDescription.of(TestEncoders.small()).toMetadata();
            metadata.put("base-width", "512");
            metadata.put("width-cap", "4096");
            refuses("pcrl.json", json(metadata), "the file is too small for the");
            metadata.put("base-width", "4");
            refuses("pcrl.json", json(metadata), "not a vector of the");
        }

        @Test
        void should_refuse_other_parameters() throws IOException {
            refuses("coefficients.bin", new byte[0], "ends too early");
            refuses("coefficients.bin", new byte[100], "a length of 0 where 6 to 64");
            byte[] invalid = new byte[100];
            Arrays.fill(invalid, (byte) 0xff);
            invalid[0] = 0;
            invalid[1] = 2;
            refuses("coefficients.bin", invalid, "damaged");
            byte[] good = entry("coefficients.bin");
            refuses("coefficients.bin", Arrays.copyOf(good, good.length - 1), "ends too early");
            refuses("coefficients.bin", Arrays.copyOf(good, good.length + 1), "longer than it says");
        }

        private static byte[] json(Map<String, String> metadata) {
            ObjectNode object = StrictJson.object();
            metadata.forEach(object::put);
            return StrictJson.bytes(object);
        }

        private java.nio.file.Path written() {
            EncoderZip.write(TestEncoders.small(), STORE, TestEncoders.in(directory, "encoder.zip"));
            return directory.resolve("encoder.zip");
        }

        private byte[] entry(String name) throws IOException {
            try (ZipFile zip = new ZipFile(written().toFile())) {
                return zip.getInputStream(zip.getEntry(name)).readAllBytes();
            }
        }

        /** Refuses the file with another entry of this name, or without it. */
        private void refuses(String name, byte[] content, String reason) throws IOException {
            java.nio.file.Path other = directory.resolve("other.zip");
            try (ZipFile zip = new ZipFile(written().toFile());
                    OutputStream out = Files.newOutputStream(other);
                    ZipOutputStream entries = new ZipOutputStream(out)) {
                for (ZipEntry entry : zip.stream().toList()) {
                    boolean same = entry.getName().equals(name);
                    if (!same || content != null) {
                        entries.putNextEntry(new ZipEntry(entry.getName()));
                        entries.write(same ? content : zip.getInputStream(entry).readAllBytes());
                    }
                }
            }
            assertThatThrownBy(() -> EncoderZip.read(STORE, TestEncoders.in(directory, "other.zip")))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining(reason);
        }
    }
}
