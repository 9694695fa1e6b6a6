package dev.pcrl.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.network.NsUNet;
import dev.pcrl.view.IntensitySettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EncoderTest {
    @Test
    void should_take_the_beginning_of_the_networks_vector() {
        NsUNet network = new NsUNet(TestEncoders.SMALL);
        INDArray vector = Nd4j.arange((double) network.layout().length())
                .castTo(DataType.DOUBLE)
                .reshape('c', 1, network.layout().length());

        Encoder encoder = Encoder.of(
                TestEncoders.SMALL, TestEncoders.LOCAL, IntensitySettings.paper(), Map.of("seed", "1"), vector);

        INDArray parameters = encoder.parameters();
        long length = NsUNet.encoderLayout(TestEncoders.SMALL).length();
        assertThat(parameters.shape()).containsExactly(1, length);
        assertThat(parameters.dataType()).isEqualTo(DataType.FLOAT);
        assertThat(parameters.getFloat(0, length - 1)).isEqualTo((float) (length - 1));
        assertThat(encoder.features()).isEqualTo(8);
    }

    @Test
    void should_not_change_with_what_it_was_made_of_or_gave_away() {
        Encoder encoder = TestEncoders.small();
        INDArray given = encoder.parameters();
        Encoder copy =
                new Encoder(encoder.shape(), encoder.localView(), encoder.intensity(), encoder.provenance(), given);

        given.addi(1);
        copy.parameters().addi(1);
        copy.graph().params().addi(1);

        assertThat(copy).isEqualTo(encoder);
        assertThatThrownBy(() -> encoder.provenance().put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void should_tell_the_smallest_difference() {
        Encoder encoder = TestEncoders.small();
        INDArray parameters = encoder.parameters();
        parameters.putScalar(0, 5, Math.nextUp(parameters.getFloat(0, 5)));
        assertThat(new Encoder(
                        encoder.shape(), encoder.localView(), encoder.intensity(), encoder.provenance(), parameters))
                .isNotEqualTo(encoder);
    }

    @Test
    void should_refuse_a_vector_of_another_layout_or_type() {
        Encoder encoder = TestEncoders.small();
        for (INDArray wrong : new INDArray[] {
            Nd4j.zeros(DataType.FLOAT, 1, 7), encoder.parameters().castTo(DataType.DOUBLE)
        }) {
            assertThatThrownBy(() ->
                            new Encoder(encoder.shape(), encoder.localView(), encoder.intensity(), Map.of(), wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the encoder's parameters are [1, ");
        }
        assertThatThrownBy(() -> Encoder.of(
                        encoder.shape(), encoder.localView(), encoder.intensity(), Map.of(), encoder.parameters()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the network's parameters are [1, ");
    }
}
