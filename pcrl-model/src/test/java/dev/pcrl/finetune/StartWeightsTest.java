package dev.pcrl.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.encoder.Encoder;
import dev.pcrl.encoder.EncoderFiles;
import dev.pcrl.encoder.PretrainedEncoder;
import dev.pcrl.encoder.ReleasedFile;
import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.network.Initialisation;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.network.SupervisedNetwork;
import dev.pcrl.network.SupervisedNetwork.Kind;
import dev.pcrl.network.SupervisedPass;
import dev.pcrl.network.SupervisedPass.Mode;
import dev.pcrl.store.Store;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class StartWeightsTest {
    private static final NsUNetConfig CONFIG = new NsUNetConfig(2, 2, 8, 1, Size.cube(8));
    private static final Encoder ENCODER = new Encoder(
            CONFIG,
            Size.cube(8),
            IntensitySettings.paper(),
            Map.of(),
            grown(Initialisation.draw(NsUNet.encoderLayout(CONFIG), DataType.FLOAT, 7)));

    /** Filters four times as long, as pre-training makes them, and running statistics that fit. */
    private static INDArray grown(INDArray weights) {
        ParameterLayout layout = NsUNet.encoderLayout(CONFIG);
        layout.select(Initialisation::isBeforeBatchNorm)
                .forEach(parameter -> layout.view(weights, parameter).muli(4));
        layout.select(name -> name.endsWith("bn.weight"))
                .forEach(parameter -> layout.view(weights, parameter).assign(3));
        layout.select(name -> name.endsWith("running_mean"))
                .forEach(parameter -> layout.view(weights, parameter).assign(0.1));
        return weights;
    }

    private static INDArray tensor(SupervisedNetwork network, INDArray vector, String name) {
        Parameter parameter = network.layout().select(name::equals).get(0);
        return network.layout().view(vector, parameter);
    }

    /** Two images. */
    private static INDArray waves() {
        return Transforms.sin(Nd4j.linspace(DataType.FLOAT, 0, 0.7, 2 * 8 * 8 * 8))
                .reshape(2, 8, 8, 8, 1);
    }

    /** Relative. */
    private static double distance(INDArray actual, INDArray expected) {
        return actual.distance2(expected) / expected.norm2Number().doubleValue();
    }

    private static INDArray logits(SupervisedNetwork network, INDArray parameters, INDArray images) {
        try (SupervisedPass pass = new SupervisedPass(network, parameters);
                MemoryWorkspace ignored = pass.step()) {
            return pass.logits(images, Mode.INFERENCE).dup().detach();
        }
    }

    @Test
    void should_take_the_encoder_and_draw_the_rest() {
        SupervisedNetwork network = new SupervisedNetwork(CONFIG, Kind.CLASSIFIER, 3);
        INDArray start = StartWeights.pretrained(network, 1, ENCODER);
        INDArray expected = StartWeights.scratch(network, 1);
        for (Parameter parameter : NsUNet.encoderLayout(CONFIG).parameters()) {
            tensor(network, expected, parameter.name())
                    .assign(NsUNet.encoderLayout(CONFIG).view(ENCODER.parameters(), parameter));
        }
        INDArray images = waves();
        INDArray wanted = logits(network, expected, images);
        assertThat(distance(logits(network, start, images), wanted)).isLessThan(2e-3);
        assertThat(distance(logits(network, StartWeights.scratch(network, 1), images), wanted))
                .as("without the encoder")
                .isGreaterThan(2e-2);
    }

    @Test
    void should_give_filters_before_a_batch_norm_the_norm_that_pytorch_draws() {
        SupervisedNetwork network = new SupervisedNetwork(CONFIG, Kind.CLASSIFIER, 1);
        INDArray start = StartWeights.pretrained(network, 1, ENCODER);
        INDArray scratch = StartWeights.scratch(network, 1);
        for (String name : List.of("encoder.0.block0.conv.weight", "encoder.2.block1.conv.weight")) {
            INDArray drawn = tensor(network, scratch, name);
            assertThat(tensor(network, start, name).norm2Number().doubleValue())
                    .isCloseTo(drawn.norm2Number().doubleValue() / 0.3, withinPercentage(0.01));
        }
    }

    @Test
    void should_keep_activations_where_there_are_more_channels() {
        SupervisedNetwork one = new SupervisedNetwork(CONFIG, Kind.CLASSIFIER, 1);
        SupervisedNetwork four = new SupervisedNetwork(new NsUNetConfig(2, 2, 8, 4, Size.cube(8)), Kind.CLASSIFIER, 1);
        INDArray image = waves();
        INDArray expected = logits(one, StartWeights.pretrained(one, 1, ENCODER), image);
        INDArray actual =
                logits(four, StartWeights.pretrained(four, 1, ENCODER), Nd4j.concat(4, image, image, image, image));
        assertThat(distance(actual, expected)).isLessThan(2e-3);
        assertThat(distance(logits(one, StartWeights.pretrained(one, 1, ENCODER), image.mul(2)), expected))
                .as("of another image")
                .isGreaterThan(2e-2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"encoder.safetensors", "encoder.zip"})
    void should_start_from_either_file_of_pretraining(String name, @TempDir Path directory) {
        org.apache.hadoop.fs.Path file = Store.path(directory.resolve(name).toString());
        EncoderFiles.write(ENCODER, Store.local(), file);
        SupervisedNetwork network = new SupervisedNetwork(CONFIG, Kind.CLASSIFIER, 1);
        INDArray start = StartWeights.pretrained(network, 1, EncoderFiles.readPretrained(Store.local(), file));
        assertThat(start)
                .isEqualTo(StartWeights.pretrained(network, 1, ENCODER))
                .isNotEqualTo(StartWeights.scratch(network, 1));
    }

    /** Numbers of the file, each filter scaled, its bias and running statistics with it. */
    @Test
    void should_start_from_the_file_that_the_authors_released(@TempDir Path directory) {
        ReleasedFile released = new ReleasedFile();
        released.write(directory.resolve("pcrlv2.safetensors"));
        PretrainedEncoder encoder = EncoderFiles.readPretrained(
                Store.local(),
                Store.path(directory.resolve("pcrlv2.safetensors").toString()));
        SupervisedNetwork network = new SupervisedNetwork(encoder.shape().taking(Size.cube(16), 1), Kind.CLASSIFIER, 1);
        INDArray start = StartWeights.pretrained(network, 1, encoder);
        INDArray drawn = StartWeights.scratch(network, 1);
        for (Parameter parameter : encoder.layout().parameters()) {
            String name = parameter.name();
            String filters = name.replaceFirst("(conv|bn)[.][a-z_]+$", "conv.weight");
            INDArray theirs = Nd4j.createFromArray(released.numbers(filters));
            double scale = tensor(network, drawn, filters).norm2Number().doubleValue()
                    / (0.3 * theirs.norm2Number().doubleValue());
            double expected = name.endsWith("running_var")
                    ? scale * scale
                    : name.endsWith("bn.weight") || name.endsWith("bn.bias") ? 1 : scale;
            INDArray numbers = Nd4j.createFromArray(released.numbers(name)).muli(expected);
            INDArray own = tensor(network, start, name).dup('c');
            assertThat(distance(own.reshape(own.length()), numbers)).as(name).isLessThan(1e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void should_start_from_a_model_of_another_task(boolean hasSkips, @TempDir Path directory) {
        ModelDescription segmenter = new ModelDescription(
                new Task(TaskKind.SEGMENTATION, List.of(TaskClass.parse("liver=1"))),
                CONFIG,
                hasSkips,
                0.5,
                SeriesSettings.STRICT,
                IntensitySettings.paper(),
                Map.of());
        INDArray parameters = Initialisation.draw(segmenter.toNetwork().layout(), DataType.FLOAT, 5);
        org.apache.hadoop.fs.Path file =
                Store.path(directory.resolve("model.safetensors").toString());
        ModelFile.write(new Model(segmenter, parameters), Store.local(), file);

        PretrainedEncoder encoder = StartEncoder.read(Store.local(), file);

        assertThat(encoder.shape()).isEqualTo(CONFIG);
        INDArray own = encoder.parameters();
        for (Parameter parameter : encoder.layout().parameters()) {
            assertThat(encoder.layout().view(own, parameter))
                    .as(parameter.name())
                    .isEqualTo(tensor(segmenter.toNetwork(), parameters, parameter.name()));
        }
    }

    @Test
    void should_refuse_an_encoder_of_another_shape() {
        NsUNetConfig other = new NsUNetConfig(2, 1, 8, 1, Size.cube(8));
        assertThatThrownBy(() -> StartWeights.pretrained(new SupervisedNetwork(other, Kind.CLASSIFIER, 1), 1, ENCODER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("encoder.2.block0.conv.weight has no place");
    }
}
