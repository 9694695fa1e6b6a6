package dev.pcrl.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.view.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasedEncoderTest {
    private final ReleasedFile released = new ReleasedFile();

    @TempDir
    private java.nio.file.Path directory;

    private Encoder read() {
        released.write(directory.resolve("pcrlv2.safetensors"));
        return EncoderFiles.read(TestEncoders.STORE, TestEncoders.in(directory, "pcrlv2.safetensors"));
    }

    @Test
    void should_put_each_number_in_its_place() {
        Encoder encoder = read();
        assertThat(encoder.shape().baseWidth()).isEqualTo(ReleasedFile.BASE);
        assertThat(encoder.shape().scales()).isEqualTo(3);
        assertThat(encoder.globalView()).isEqualTo(new Size(64, 64, 32));
        ParameterLayout layout = NsUNet.encoderLayout(encoder.shape());
        assertThat(layout.parameters()).hasSize(4 * 2 * ReleasedFile.PARTS.size());
        for (Parameter parameter : layout.parameters()) {
            float[] inOrder =
                    layout.view(encoder.parameters(), parameter).dup('c').data().asFloat();
            assertThat(inOrder).as(parameter.name()).containsExactly(released.numbers(parameter.name()));
        }
    }

    /** Output 1, input 0, plane 2, row 0, column 1 of filters of shape [2, 1, 3, 3, 3]: 27 + 18 + 1. */
    @Test
    void should_have_filters_in_the_order_of_pytorch() {
        Encoder encoder = read();
        ParameterLayout layout = NsUNet.encoderLayout(encoder.shape());
        Parameter first = layout.select("encoder.0.block0.conv.weight"::equals).get(0);
        float[] numbers = released.numbers(first.name());
        assertThat(layout.view(encoder.parameters(), first).getFloat(1, 0, 2, 0, 1))
                .isEqualTo(numbers[46]);
    }

    @Test
    void should_name_the_tensor_that_is_missing_in_the_release_s_words() {
        released.remove("down_tr256.ops.1.bn1.bias");
        assertThatThrownBy(this::read)
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("tensor down_tr256.ops.1.bn1.bias")
                .hasMessageContaining("missing");
    }
}
