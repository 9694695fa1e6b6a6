package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.finetune.Model;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.ModelFile;
import dev.pcrl.finetune.StartWeights;
import dev.pcrl.finetune.Task;
import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.job.DicomSlices;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.SupervisedNetwork;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.store.Store;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@code pcrl predict} with models that nothing was trained for. */
class PredictCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Writes a model of classes at a window of 8x8x8. */
    private String model(TaskKind kind, SeriesSettings series, String taskClass) {
        return model(kind, 1, series, taskClass);
    }

    private String model(TaskKind kind, int channels, SeriesSettings series, String... classes) {
        ModelDescription description = new ModelDescription(
                new Task(kind, Stream.of(classes).map(TaskClass::parse).toList()),
                new NsUNetConfig(2, 1, 4, channels, Size.cube(8)),
                true,
                0.5,
                series,
                IntensitySettings.paper(),
                Map.of());
        String file = directory
                .resolve(kind + "-" + channels + "-" + series.interpolateMissing())
                .toString();
        ModelFile.write(new Model(description, lively(description.toNetwork())), Store.local(), Store.path(file));
        return file;
    }

    /** Weights that let what is seen through: those drawn at first let it fade from layer to layer. */
    private static INDArray lively(SupervisedNetwork network) {
        INDArray parameters = StartWeights.scratch(network, 1);
        network.layout()
                .select(name -> name.endsWith("conv.weight"))
                .forEach(filters -> network.layout().view(parameters, filters).muli(4));
        network.layout()
                .select(name -> name.endsWith("bn.bias"))
                .forEach(biases -> network.layout()
                        .view(parameters, biases)
                        .assign(Nd4j.linspace(DataType.FLOAT, -0.25, 0.375, biases.length())));
        return parameters;
    }

    private int execute(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    /** Writes an MR volume of some channels on a grid of 12x12x12 voxels, each channel another texture. */
    private String volume(String name, double spacing, int... channels) {
        Geometry grid = new Geometry(12, 12, 12, Affine.axial(spacing, 1, 1));
        int length = (int) grid.voxels();
        float[] voxels = new float[channels.length * length];
        for (int i = 0; i < voxels.length; i++) {
            int channel = channels[i / length];
            voxels[i] = channel * 100 + (i % length) * (7919 + 60 * channel) % (channel == 0 ? 1009 : 13);
        }
        String file = directory.resolve(name).toString();
        NiftiWriter.write(new Volume(grid, channels.length, Modality.MR, voxels), Store.local(), Store.path(file));
        return file;
    }

    /** A file of two channels is read by other code than two files. */
    @Test
    void should_take_a_file_for_each_channel_in_their_order() {
        String model = model(TaskKind.IMAGE, 2, SeriesSettings.STRICT, "mass");
        String t1 = volume("t1.nii.gz", 1, 0);
        String flair = volume("flair.nii.gz", 1, 1);
        assertThat(execute("predict", "--model", model, "--input", volume("both.nii.gz", 1, 0, 1)))
                .as(err.toString())
                .isZero();
        String expected = out.toString();
        assertThat(execute("predict", "--model", model, "--input", t1, "--input", flair))
                .isZero();
        assertThat(out.toString()).isEqualTo(expected);
        assertThat(execute("predict", "--model", model, "--input", flair, "--input", t1))
                .isZero();
        assertThat(out.toString()).isNotEqualTo(expected);

        assertThat(execute("predict", "--model", model, "--input", t1)).isEqualTo(3);
        assertThat(err.toString()).contains("t1.nii.gz: channels: has 1, but the network takes 2");
        assertThat(execute("predict", "--model", model, "--input", t1, "--input", volume("wide.nii", 1.5, 1)))
                .isEqualTo(3);
        assertThat(err.toString()).contains("wide.nii: grid: differs in size or place from that of", "t1.nii.gz");
    }

    /** Viewers go by one or the other of sform and qform. */
    @Test
    void should_repeat_what_the_header_of_its_input_says_of_the_place() throws IOException {
        String image = volume("t1.nii", 1, 0);
        byte[] bytes = Files.readAllBytes(Path.of(image));
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putShort(252, (short) 3).putShort(254, (short) 0).putFloat(268, 7); // qform_code, sform_code, qoffset_x
        Files.write(Path.of(image), bytes);
        String output = directory.resolve("told.nii").toString();

        assertThat(execute(
                        "predict",
                        "--model",
                        model(TaskKind.SEGMENTATION, 1, SeriesSettings.STRICT, "organ=1"),
                        "--input",
                        image,
                        "--output",
                        output))
                .as(err.toString())
                .isZero();

        ByteBuffer told = ByteBuffer.wrap(Files.readAllBytes(Path.of(output))).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(told.getShort(252)).isEqualTo((short) 3);
        assertThat(told.getShort(254)).isZero();
        assertThat(told.getFloat(268)).isEqualTo(7);
    }

    @Test
    void should_tell_what_the_values_of_a_segmentation_mean() {
        String nested = model(TaskKind.SEGMENTATION, 1, SeriesSettings.STRICT, "whole=1+2+4", "core=1+4", "rim=4");
        String image = volume("t1.nii", 1, 0);
        String output = directory.resolve("told.nii.gz").toString();
        assertThat(execute("predict", "--model", nested, "--input", image, "--output", output))
                .isZero();
        assertThat(err.toString().lines()).contains(output + ": 2 whole, 1 core, 4 rim");

        String liver = model(TaskKind.SEGMENTATION, SeriesSettings.STRICT, "liver=1+2");
        assertThat(execute("predict", "--model", liver, "--input", image, "--output", output + ".2.nii"))
                .isZero();
        assertThat(err.toString()).contains(": 1 liver (places: not every class has one value of its own)");
    }

    private int predict(String model, String... more) {
        String[] all = Stream.concat(
                        Stream.of(
                                "predict",
                                "--model",
                                model,
                                "--input",
                                directory.resolve("series").toString()),
                        Stream.of(more))
                .toArray(String[]::new);
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    @Test
    void should_read_a_series_as_the_model_s_training_did() throws Exception {
        DicomSlices.write(directory.resolve("series"), 1);
        Files.delete(directory.resolve("series/slice-7.dcm"));
        SeriesSettings filling = new SeriesSettings(true);
        assertThat(predict(model(TaskKind.IMAGE, SeriesSettings.STRICT, "mass")))
                .isEqualTo(3);
        assertThat(err.toString()).contains("1 slice is missing at 14 mm");
        assertThat(predict(model(TaskKind.IMAGE, filling, "mass"))).isZero();
        assertThat(out.toString()).matches("mass\t0\\.\\d{4}\\R");
        String organs = directory.resolve("organs.nii.gz").toString();
        assertThat(predict(model(TaskKind.SEGMENTATION, filling, "organ=1"), "--output", organs, "--overlap", "0"))
                .isZero();
    }

    /** The series' outermost centres are at -20 and 58 mm from left to right, its voxels 2 mm wide. */
    @Test
    void should_take_places_in_the_volume() {
        DicomSlices.write(directory.resolve("series"), 1);
        String nodules = model(TaskKind.POINTS, SeriesSettings.STRICT, "nodule");
        assertThat(predict(nodules, "--point=-22,-20,0", "--point=60,58,78")).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        Locale own = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY); // where a decimal comma is usual
            assertThat(predict(nodules, "--point=-22,-20,0")).isZero();
        } finally {
            Locale.setDefault(own);
        }
        assertThat(out.toString().lines().skip(2)).singleElement().asString().matches("-22,-20,0\tnodule\t0\\.\\d{4}");
        assertThat(predict(nodules, "--point=-22.1,-20,0")).isEqualTo(2);
        assertThat(predict(nodules, "--point=1,2,3,4")).isEqualTo(2);
        assertThat(predict(nodules, "--point=1,2,z")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "the point -22.1,-20,0 is not in the volume",
                        "a point is three numbers such as -56.1,67.8,-311.9, not 1,2,3,4",
                        "not 1,2,z");
    }
}
