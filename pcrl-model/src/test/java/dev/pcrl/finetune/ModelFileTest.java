package dev.pcrl.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.encoder.Safetensors;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.ResNetConfig;
import dev.pcrl.store.Store;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class ModelFileTest {
    private static final ModelDescription DESCRIPTION = new ModelDescription(
            new Task(
                    TaskKind.SEGMENTATION,
                    List.of(
                            new Task.TaskClass("whole-tumour", List.of(1, 2, 4)),
                            new Task.TaskClass("tumour-core", List.of(1, 4)))),
            new NsUNetConfig(2, 2, 8, 4, new Size(16, 8, 8)),
            true,
            0.25,
            new SeriesSettings(true),
            new IntensitySettings(-200, 200, -150, 1, 99, 0.1),
            Map.of("seed", "3"));

    @TempDir
    private java.nio.file.Path directory;

    private final Store store = Store.local();
    private Path file;

    @BeforeEach
    void nameFile() {
        file = new Path(directory.resolve("model.safetensors").toUri());
    }

    @Test
    void should_read_what_it_wrote() {
        INDArray parameters = StartWeights.scratch(DESCRIPTION.toNetwork(), 1);
        ModelFile.write(new Model(DESCRIPTION, parameters), store, file);
        Model read = ModelFile.read(store, file);
        assertThat(read.description()).isEqualTo(DESCRIPTION);
        assertThat(read.parameters()).isEqualTo(parameters);
    }

    @Test
    void should_read_a_resnet_with_torchvision_s_names() {
        ModelDescription description = new ModelDescription(
                new Task(TaskKind.IMAGE, List.of(new Task.TaskClass("Mass", List.of()))),
                new ResNetConfig(2, new Size(32, 24, 1)),
                true,
                0.5,
                SeriesSettings.STRICT,
                IntensitySettings.paper(),
                Map.of());
        INDArray parameters = StartWeights.scratch(description.toNetwork(), 1);
        ModelFile.write(new Model(description, parameters), store, file);
        Model read = ModelFile.read(store, file);
        assertThat(read.description()).isEqualTo(description);
        assertThat(read.parameters()).isEqualTo(parameters);
        assertThat(Safetensors.read(store, file).tensors())
                .containsKeys("conv1.weight", "layer2.0.downsample.1.running_var", "head.fc.weight");
    }

    /** Writes a model whose description lacks a part. */
    private void writeWithout(String part) {
        ModelFile.write(new Model(DESCRIPTION, StartWeights.scratch(DESCRIPTION.toNetwork(), 1)), store, file);
        Safetensors whole = Safetensors.read(store, file);
        Map<String, String> before = new HashMap<>(whole.metadata());
        before.computeIfPresent("description", (key, json) -> json.replace(part, ""));
        assertThat(before).isNotEqualTo(whole.metadata());
        new Safetensors(whole.tensors(), before).write(store, file);
    }

    @Test
    void should_read_the_models_of_before_there_was_a_second_network() {
        writeWithout("\"kind\":\"nsunet-3d\",");
        assertThat(ModelFile.read(store, file).description()).isEqualTo(DESCRIPTION);
    }

    @Test
    void should_let_no_slice_be_missing_for_the_models_of_before_they_told() {
        writeWithout("\"series\":{\"interpolate-missing\":true},");
        assertThat(ModelFile.read(store, file).description())
                .isEqualTo(new ModelDescription(
                        DESCRIPTION.task(),
                        DESCRIPTION.network(),
                        DESCRIPTION.skipConnections(),
                        DESCRIPTION.overlap(),
                        SeriesSettings.STRICT,
                        DESCRIPTION.intensity(),
                        DESCRIPTION.provenance()));
    }

    @Test
    void should_overlap_by_half_for_the_models_of_before_they_told() {
        writeWithout("\"overlap\":0.25,");
        assertThat(ModelFile.read(store, file).description().overlap()).isEqualTo(0.5);
    }

    @Test
    void should_not_segment_with_a_network_that_has_no_decoder() {
        assertThatThrownBy(() -> new ModelDescription(
                        DESCRIPTION.task(),
                        new ResNetConfig(2, new Size(32, 32, 1)),
                        true,
                        0.5,
                        SeriesSettings.STRICT,
                        IntensitySettings.paper(),
                        Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kind must be image or points for resnet-18: segmentation");
    }

    @Test
    void should_name_the_tensor_that_is_missing() {
        ModelFile.write(new Model(DESCRIPTION, StartWeights.scratch(DESCRIPTION.toNetwork(), 1)), store, file);
        Safetensors whole = Safetensors.read(store, file);
        Map<String, INDArray> fewer = new HashMap<>(whole.tensors());
        fewer.remove("head.conv.weight");
        new Safetensors(fewer, whole.metadata()).write(store, file);
        assertThatThrownBy(() -> ModelFile.read(store, file))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("tensor head.conv.weight")
                .hasMessageContaining("missing");
    }

    @Test
    void should_refuse_what_is_no_model() {
        new Safetensors(Map.of(), Map.of("pcrl-format", "pcrl-encoder")).write(store, file);
        assertThatThrownBy(() -> ModelFile.read(store, file))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("not a model");
    }
}
