package dev.pcrl.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.encoder.Encoder;
import dev.pcrl.network.Initialisation;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.SupervisedNetwork;
import dev.pcrl.network.SupervisedNetwork.Kind;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class StartWeightsTest {
    private static final NsUNetConfig CONFIG = new NsUNetConfig(2, 2, 8, 1, Size.cube(8));
    private static final Encoder ENCODER = new Encoder(
            CONFIG,
            Size.cube(8),
            IntensitySettings.paper(),
            Map.of(),
            Initialisation.draw(NsUNet.encoderLayout(CONFIG), DataType.FLOAT, 7));

    private static INDArray tensor(SupervisedNetwork network, INDArray vector, String name) {
        Parameter parameter = network.layout().select(name::equals).get(0);
        return network.layout().view(vector, parameter);
    }

    @Test
    void should_take_the_encoder_and_draw_the_rest() {
        SupervisedNetwork network = new SupervisedNetwork(CONFIG, Kind.SEGMENTER_WITH_SKIPS, 3);
        INDArray start = StartWeights.pretrained(network, 1, ENCODER);
        INDArray scratch = StartWeights.scratch(network, 1);
        int taken = 0;
        for (Parameter parameter : network.layout().parameters()) {
            boolean ofEncoder = SupervisedNetwork.isEncoder(parameter.name());
            INDArray expected = ofEncoder
                    ? NsUNet.encoderLayout(CONFIG).view(ENCODER.parameters(), parameter)
                    : network.layout().view(scratch, parameter);
            assertThat(network.layout().view(start, parameter))
                    .as(parameter.name())
                    .isEqualTo(expected);
            taken += ofEncoder ? 1 : 0;
        }
        assertThat(taken).isEqualTo(NsUNet.encoderLayout(CONFIG).parameters().size());
        assertThat(start).isNotEqualTo(scratch);
    }

    @Test
    void should_keep_the_scale_of_activations_where_there_are_more_channels() {
        NsUNetConfig four = new NsUNetConfig(2, 2, 8, 4, Size.cube(8));
        SupervisedNetwork network = new SupervisedNetwork(four, Kind.CLASSIFIER, 1);
        INDArray start = StartWeights.pretrained(network, 1, ENCODER);
        String first = "encoder.0.block0.conv.weight";
        INDArray sum = tensor(network, start, first).sum(1);
        SupervisedNetwork one = new SupervisedNetwork(CONFIG, Kind.CLASSIFIER, 1);
        INDArray expected =
                tensor(one, StartWeights.pretrained(one, 1, ENCODER), first).sum(1);
        assertThat(sum.sub(expected).norm2Number().doubleValue()).isCloseTo(0, within(1e-6));
        assertThat(expected.norm2Number().doubleValue()).isGreaterThan(0.1);
    }

    @Test
    void should_refuse_an_encoder_of_another_shape() {
        NsUNetConfig other = new NsUNetConfig(2, 1, 8, 1, Size.cube(8));
        assertThatThrownBy(() -> StartWeights.pretrained(new SupervisedNetwork(other, Kind.CLASSIFIER, 1), 1, ENCODER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("encoder.2.block0.conv.weight has no place");
    }
}
