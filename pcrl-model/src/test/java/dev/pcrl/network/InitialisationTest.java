package dev.pcrl.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.view.Size;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class InitialisationTest {
    private final ParameterLayout layout = new NsUNet(new NsUNetConfig(4, 2, 16, 1, new Size(8, 8, 8))).layout();

    @ParameterizedTest
    @CsvSource({
        "encoder.0.block0.conv.weight, 27, 0.3",
        "encoder.0.block0.conv.bias, 27, 1",
        "encoder.2.block1.conv.weight, 432, 0.3",
        "restoration.1.block.conv.weight, 216, 0.3",
        "restoration.1.conv.weight, 216, 1",
        "decoder.0.up.weight, 128, 1",
        "decoder.0.up.bias, 128, 1",
        "comparison.0.fc1.weight, 32, 1",
        "comparison.0.fc1.bias, 32, 1"
    })
    void should_draw_uniformly_within_one_over_the_root_of_fan_in_and_less_before_batch_norm(
            String name, long fanIn, double scale) {
        double[] values = tensor(layout, name, 1);
        double bound = scale / Math.sqrt((double) fanIn);

        assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow()).isLessThanOrEqualTo(bound + 1e-7);
        if (values.length > 100) {
            assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow()).isGreaterThan(0.9 * bound);
            double variance = Arrays.stream(values).map(x -> x * x).average().orElseThrow();
            assertThat(Math.sqrt(3 * variance)).isCloseTo(bound, within(0.1 * bound));
        }
    }

    @Test
    void should_begin_batch_norm_as_the_identity() {
        assertThat(tensor(layout, "encoder.0.block0.bn.weight", 1)).containsOnly(1);
        assertThat(tensor(layout, "encoder.0.block0.bn.bias", 1)).containsOnly(0);
        assertThat(tensor(layout, "comparison.0.bn.running_mean", 1)).containsOnly(0);
        assertThat(tensor(layout, "comparison.0.fc0_bn.running_var", 1)).containsOnly(1);
        assertThat(tensor(layout, "comparison.0.fc0_bn.weight", 1)).containsOnly(1);
    }

    @Test
    void should_draw_resnet_as_torchvision_does() {
        ParameterLayout resNet = ResNet18.layout(new ResNetConfig(8, new Size(32, 32, 1)));
        double[] kernel = tensor(resNet, "layer3.0.conv1.weight", 1); // [32, 16, 3, 3]
        double variance = Arrays.stream(kernel).map(x -> x * x).average().orElseThrow();
        assertThat(variance).isCloseTo(2.0 / (32 * 9), within(0.1 * 2 / (32 * 9)));
        assertThat(Arrays.stream(kernel).map(Math::abs).max().orElseThrow())
                .isGreaterThan(3 * Math.sqrt(variance)); // normal, not uniform
        assertThat(tensor(resNet, "bn1.weight", 1)).containsOnly(1);
        assertThat(tensor(resNet, "layer2.0.downsample.1.weight", 1)).containsOnly(1);
        assertThat(tensor(resNet, "layer2.0.downsample.1.bias", 1)).containsOnly(0);
        assertThat(tensor(resNet, "layer4.1.bn2.running_mean", 1)).containsOnly(0);
        assertThat(tensor(resNet, "layer4.1.bn2.running_var", 1)).containsOnly(1);
    }

    @Test
    void should_begin_restoration_heads_with_features_so_small_that_the_papers_learning_rate_is_stable() {
        assertThat(tensor(layout, "restoration.1.block.bn.weight", 1)).containsOnly(0.1);
    }

    @Test
    void should_be_a_function_of_the_seed() {
        INDArray vector = Initialisation.draw(layout, DataType.FLOAT, 5);

        assertThat(vector.shape()).containsExactly(1, layout.length());
        assertThat(Initialisation.draw(layout, DataType.FLOAT, 5)).isEqualTo(vector);
        assertThat(Initialisation.draw(layout, DataType.FLOAT, 6)).isNotEqualTo(vector);
    }

    @Test
    void should_not_depend_on_what_lies_before_a_tensor() {
        Parameter weight =
                layout.select(name -> name.equals("decoder.1.up.weight")).get(0);
        Parameter bias = layout.select(name -> name.equals("decoder.1.up.bias")).get(0);
        ParameterLayout alone = new ParameterLayout(List.of(
                new Parameter(weight.name(), weight.shape(), 0, false),
                new Parameter(bias.name(), bias.shape(), weight.length(), false)));

        assertThat(tensor(alone, weight.name(), 3)).containsExactly(tensor(layout, weight.name(), 3));
        assertThat(tensor(alone, bias.name(), 3)).containsExactly(tensor(layout, bias.name(), 3));
    }

    private static double[] tensor(ParameterLayout layout, String name, long seed) {
        Parameter parameter = layout.select(name::equals).get(0);
        INDArray view = layout.view(Initialisation.draw(layout, DataType.DOUBLE, seed), parameter);
        return view.dup('c').reshape(parameter.length()).toDoubleVector();
    }
}
