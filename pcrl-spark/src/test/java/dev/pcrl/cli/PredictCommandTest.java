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

/** {@code pcrl predict} with models that nothing was trained for. */
class PredictCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Writes a model of classes at a window of 8x8x8. */
    private String model(TaskKind kind, SeriesSettings series, String taskClass) {
        ModelDescription description = new ModelDescription(
                new Task(kind, List.of(TaskClass.parse(taskClass))),
                new NsUNetConfig(2, 1, 4, 1, Size.cube(8)),
                true,
                series,
                IntensitySettings.paper(),
                Map.of());
        String file =
                directory.resolve(kind + "-" + series.interpolateMissing()).toString();
        ModelFile.write(
                new Model(description, StartWeights.scratch(description.toNetwork(), 1)),
                Store.local(),
                Store.path(file));
        return file;
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
