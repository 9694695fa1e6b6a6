package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.encoder.Encoder;
import dev.pcrl.encoder.EncoderFiles;
import dev.pcrl.job.DicomSlices;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.store.Store;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** {@code pcrl embed} with an encoder that nothing was trained for. */
class EmbedCommandTest {
    private static final NsUNetConfig SHAPE = new NsUNetConfig(2, 1, 4, 1, Size.cube(8));
    private static final int NPY_HEADER = 128;

    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    private int embed(String... more) {
        List<String> command = List.of(
                "embed",
                "--encoder",
                at("encoder.safetensors"),
                "--input",
                at("series"),
                "--output",
                at("feature.npy"));
        String[] all = Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new);
        return Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err, true), all);
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void should_interpolate_missing_slices_only_when_asked_to() throws Exception {
        long parameters = NsUNet.encoderLayout(SHAPE).length();
        EncoderFiles.write(
                new Encoder(
                        SHAPE,
                        Size.cube(8),
                        IntensitySettings.paper(),
                        Map.of(),
                        Nd4j.ones(DataType.FLOAT, 1, parameters)),
                Store.local(),
                Store.path(at("encoder.safetensors")));
        DicomSlices.write(directory.resolve("series"), 1);
        Files.delete(directory.resolve("series/slice-7.dcm"));

        assertThat(embed()).isEqualTo(3);
        assertThat(err.toString()).contains("1 slice is missing at 14 mm");
        assertThat(directory.resolve("feature.npy")).doesNotExist();

        assertThat(embed("--interpolate-missing")).isZero();
        int channels = SHAPE.width(SHAPE.scales());
        assertThat(directory.resolve("feature.npy")).hasSize(NPY_HEADER + channels * Float.BYTES);
    }
}
