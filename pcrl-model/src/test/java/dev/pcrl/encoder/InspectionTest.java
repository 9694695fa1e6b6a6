package dev.pcrl.encoder;

import static dev.pcrl.encoder.TestEncoders.STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import javax.imageio.ImageIO;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectionTest {
    @TempDir
    java.nio.file.Path directory;

    @ParameterizedTest
    @CsvSource({"encoder.safetensors, safetensors", "encoder.zip, deeplearning4j-zip"})
    void should_describe_an_encoder(String name, String format) throws JsonProcessingException {
        Encoder encoder = TestEncoders.small();
        Path file = TestEncoders.in(directory, name);
        EncoderFiles.write(encoder, STORE, file);

        JsonNode description = describe(file);

        assertThat(description.path("format").asText()).isEqualTo(format);
        assertThat(description.path("architecture").asText()).isEqualTo("nsunet-3d");
        assertThat(description.path("elements").asLong())
                .isEqualTo(encoder.parameters().length());
        assertThat(description.path("tensors").path(0).toString())
                .isEqualTo("{\"name\":\"encoder.0.block0.conv.weight\",\"dtype\":\"F32\",\"shape\":[2,1,3,3,3]}");
        assertThat(description.path("metadata").path("global-size").asText()).isEqualTo("16x12x8");
        assertThat(description.path("metadata").path("provenance.seed").asText())
                .isEqualTo("3");
    }

    @Test
    void should_describe_any_safetensors() throws JsonProcessingException {
        JsonNode description = describe(TestEncoders.oracle("gradient.1.safetensors"));

        assertThat(description.path("format").asText()).isEqualTo("safetensors");
        assertThat(description.has("architecture")).isFalse();
        assertThat(description.path("tensors").path(0).path("dtype").asText()).isEqualTo("F64");
        assertThat(description.path("metadata")).isEmpty();
    }

    @Test
    void should_describe_a_volume() throws JsonProcessingException {
        float[] voxels = {1, 2, 3, 6, Float.NaN, Float.POSITIVE_INFINITY};
        Volume volume = new Volume(
                new Geometry(3, 2, 1, Affine.ofRows(-2, 0, 0, 10, 0, -3, 0, 20, 0, 0, 4, 30)), 1, Modality.CT, voxels);
        Path file = TestEncoders.in(directory, "volume.nii.gz");
        NiftiWriter.write(volume, STORE, file);

        JsonNode description = describe(file);

        assertThat(description.path("shape").toString()).isEqualTo("[3,2,1]");
        assertThat(description.path("channels").asInt()).isEqualTo(1);
        assertThat(description.path("spacing_mm").toString()).isEqualTo("[2.0,3.0,4.0]");
        assertThat(description.path("affine_ras").toString())
                .isEqualTo("[[-2.0,0.0,0.0,10.0],[0.0,-3.0,0.0,20.0],[0.0,0.0,4.0,30.0],[0.0,0.0,0.0,1.0]]");
        assertThat(description.path("type").asText()).isEqualTo("float32");
        assertThat(description.path("modality").asText()).isEqualTo("CT");
        assertThat(description.path("minimum").asDouble()).isEqualTo(1);
        assertThat(description.path("maximum").asDouble()).isEqualTo(6);
        assertThat(description.path("mean").asDouble()).isEqualTo(3);
        assertThat(description.path("standard_deviation").asDouble()).isEqualTo(Math.sqrt(14 / 4.0));
        assertThat(description.path("nan_voxels").asInt()).isEqualTo(1);
        assertThat(description.path("infinite_voxels").asInt()).isEqualTo(1);
    }

    @Test
    void should_have_no_statistics_of_no_numbers() throws JsonProcessingException {
        Volume volume =
                new Volume(new Geometry(1, 1, 1, Affine.axial(1, 1, 1)), 1, Modality.UNKNOWN, new float[] {Float.NaN});
        Path file = TestEncoders.in(directory, "nan.nii");
        NiftiWriter.write(volume, STORE, file);

        assertThat(describe(file).path("mean").isNull()).isTrue();
    }

    @Test
    void should_describe_each_volume_of_a_directory() throws IOException {
        Volume volume = new Volume(new Geometry(1, 1, 2, Affine.axial(1, 1, 3)), 1, Modality.CT, new float[] {4, 5});
        NiftiWriter.write(volume, STORE, TestEncoders.in(directory, "a.nii"));
        Files.write(directory.resolve("b.nii"), new byte[100]);
        Files.writeString(directory.resolve("text.txt"), "neither of them");

        JsonNode description = describe(new Path(directory.toString()));

        assertThat(description.path("volumes")).hasSize(1);
        assertThat(description.at("/volumes/0/name").asText()).endsWith("/a.nii");
        assertThat(description.at("/volumes/0/mean").asDouble()).isEqualTo(4.5);
        assertThat(description.at("/refused/0/name").asText()).endsWith("/b.nii");
        assertThat(description.at("/skipped/0/reason").asText()).isEqualTo("not DICOM");
    }

    @Test
    void should_describe_the_images_of_a_directory() throws IOException {
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, 2, 1, new byte[] {10, 30});
        ImageIO.write(picture, "png", directory.resolve("a.png").toFile());
        Files.write(directory.resolve("b.png"), new byte[100]);

        JsonNode description = describe(new Path(directory.toString()));

        assertThat(description.path("volumes")).isEmpty();
        assertThat(description.at("/images/0/shape").toString()).isEqualTo("[2,1,1]");
        assertThat(description.at("/images/0/mean").asDouble()).isEqualTo(20);
        assertThat(description.at("/refused/0/reason").asText()).isEqualTo("neither PNG nor JPEG");
    }

    @Test
    void should_refuse_other_files() throws IOException {
        Files.writeString(directory.resolve("text.txt"), "neither of them");
        assertThatThrownBy(() -> Inspection.json(STORE, TestEncoders.in(directory, "text.txt")))
                .isInstanceOf(BadDataException.class);
    }

    private static JsonNode describe(Path file) throws JsonProcessingException {
        return new ObjectMapper().readTree(Inspection.json(STORE, file));
    }
}
