package dev.pcrl.encoder;

import static dev.pcrl.encoder.TestEncoders.STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.network.ResNetConfig;
import dev.pcrl.network.SupervisedNetwork;
import dev.pcrl.network.SupervisedNetwork.Kind;
import dev.pcrl.network.SupervisedPass;
import dev.pcrl.network.SupervisedPass.Mode;
import dev.pcrl.view.Size;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ResNet-18 in double precision against what PyTorch computed with torchvision's blocks (tools/resnet18_fixture.py).
 */
class TorchvisionResNetTest {
    private static final Path WEIGHTS = TestEncoders.resource("/torchvision/weights.safetensors");
    private static final Map<String, INDArray> EXPECTED = Safetensors.read(
                    STORE, TestEncoders.resource("/torchvision/expected.safetensors"))
            .tensors();
    private static final double TOLERANCE = 1e-9;

    private final Map<String, INDArray> weights =
            new LinkedHashMap<>(Safetensors.read(STORE, WEIGHTS, name -> !name.endsWith("num_batches_tracked"))
                    .tensors());
    private final SupervisedNetwork network =
            new SupervisedNetwork(new ResNetConfig(4, new Size(40, 37, 1)), Kind.CLASSIFIER, 14);
    private final ParameterLayout layout = network.layout();

    @TempDir
    private java.nio.file.Path directory;

    private INDArray vector() {
        INDArray vector = layout.zeros(DataType.DOUBLE);
        for (Parameter parameter : layout.parameters()) {
            layout.view(vector, parameter).assign(weights.get(parameter.name().replace("head.", "")));
        }
        return vector;
    }

    /** [N, C, H, W] as the network's [N, x, y, 1, C]. */
    private static INDArray images() {
        INDArray images = EXPECTED.get("images").permute(0, 3, 2, 1).dup('c');
        return images.reshape('c', images.size(0), images.size(1), images.size(2), 1, images.size(3));
    }

    private static void assertClose(String name, INDArray actual, INDArray expected) {
        double[] numbers = actual.dup('c').reshape(actual.length()).toDoubleVector();
        double[] references = expected.dup('c').reshape(expected.length()).toDoubleVector();
        assertThat(numbers).as(name).hasSameSizeAs(references);
        for (int i = 0; i < numbers.length; i++) {
            assertThat(numbers[i])
                    .as("%s at %d", name, i)
                    .isCloseTo(references[i], within(TOLERANCE * (1 + Math.abs(references[i]))));
        }
    }

    @Test
    void should_compute_logits_gradients_and_running_statistics_as_pytorch_does() {
        INDArray vector = vector();
        try (SupervisedPass pass = new SupervisedPass(network, vector)) {
            INDArray first;
            try (MemoryWorkspace ignored = pass.step()) {
                assertClose("evaluation", pass.logits(images(), Mode.INFERENCE), EXPECTED.get("logits.evaluation"));
            }
            try (MemoryWorkspace ignored = pass.step()) {
                assertClose("training", pass.logits(images(), Mode.TRAINING), EXPECTED.get("logits.training"));
                first = pass.backward(EXPECTED.get("logits_gradient")).dup().detach();
            }
            for (Parameter parameter : layout.parameters()) {
                String name = parameter.name().replace("head.", "");
                if (parameter.statistic()) {
                    assertClose(name, layout.view(vector, parameter), EXPECTED.get(name));
                } else {
                    assertClose(name, layout.view(first, parameter), EXPECTED.get("gradient." + name));
                }
            }
            try (MemoryWorkspace ignored = pass.step()) {
                pass.logits(images(), Mode.TRAINING);
                assertThat(pass.backward(EXPECTED.get("logits_gradient"))).isEqualTo(first);
            }
        }
    }

    @Test
    void should_give_maps_in_the_order_of_the_image_s_axes() {
        try (SupervisedPass pass = new SupervisedPass(network, vector());
                MemoryWorkspace ignored = pass.step()) {
            INDArray map = pass.activationMap(Nd4j.ones(DataType.DOUBLE, 1, 160, 80, 1, 3), 0, 3)
                    .cells();
            assertThat(map.shape()).containsExactly(1, 5, 3, 1, 1);
        }
    }

    @Test
    void should_read_torchvision_s_file_whatever_its_width() {
        PretrainedEncoder encoder = EncoderFiles.readPretrained(STORE, WEIGHTS);
        assertThat(encoder.shape()).isEqualTo(new ResNetConfig(4, new Size(224, 224, 1)));
        INDArray vector = encoder.parameters();
        for (Parameter parameter : encoder.layout().parameters()) {
            assertThat(encoder.layout().view(vector, parameter))
                    .as(parameter.name())
                    .isEqualTo(weights.get(parameter.name()));
        }
    }

    @Test
    void should_name_the_tensor_that_is_missing_or_of_another_shape_or_of_another_resnet() {
        INDArray bias = weights.remove("layer3.0.downsample.1.bias");
        assertRefused("tensor layer3.0.downsample.1.bias: missing");
        weights.put("layer3.0.downsample.1.bias", Nd4j.zeros(DataType.FLOAT, 3));
        assertRefused("tensor layer3.0.downsample.1.bias: shape [3] where [16] is expected");
        weights.put("layer3.0.downsample.1.bias", bias);
        weights.put("layer1.0.conv3.weight", Nd4j.zeros(DataType.FLOAT, 4, 4, 1, 1));
        assertRefused("tensor layer1.0.conv3.weight: has no place in a ResNet-18");
        weights.put("conv1.weight", Nd4j.scalar(1f));
        assertRefused("tensor conv1.weight: shape [] is that of no ResNet-18");
    }

    private void assertRefused(String reason) {
        Path file = TestEncoders.in(directory, "weights.safetensors");
        new Safetensors(weights, Map.of()).write(STORE, file);
        assertThatThrownBy(() -> EncoderFiles.readPretrained(STORE, file))
                .isInstanceOf(BadDataException.class)
                .hasMessage(file + ": " + reason);
    }

    @Test
    void should_be_no_encoder_of_volumes() {
        assertThatThrownBy(() -> EncoderFiles.read(STORE, WEIGHTS))
                .isInstanceOf(BadDataException.class)
                .hasMessageEndingWith("those of a ResNet, which takes 2D images; only `finetune` starts from it");
    }

    @Test
    void should_be_told_by_inspection() {
        assertThat(Inspection.json(STORE, WEIGHTS)).contains("\"architecture\" : \"resnet-18\"");
    }
}
