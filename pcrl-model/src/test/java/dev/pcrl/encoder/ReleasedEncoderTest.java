package dev.pcrl.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.Parameter;
import dev.pcrl.network.ParameterLayout;
import dev.pcrl.view.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A file with the names of the authors' release and, but for the width, its shapes. */
class ReleasedEncoderTest {
    private static final int BASE = 2;
    private static final List<String> PARTS =
            List.of("conv1.weight", "conv1.bias", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var");

    private final Map<String, INDArray> tensors = new LinkedHashMap<>();

    @TempDir
    private java.nio.file.Path directory;

    private Path file;

    @BeforeEach
    void makeTensors() {
        file = TestEncoders.in(directory, "pcrlv2.safetensors");
        int number = 0;
        int inputs = 1;
        for (int level = 0; level < 4; level++) {
            for (int block = 0; block < 2; block++) {
                int outputs = (BASE << level) * (block + 1);
                for (String part : PARTS) {
                    long[] shape =
                            part.equals("conv1.weight") ? new long[] {outputs, inputs, 3, 3, 3} : new long[] {outputs};
                    tensors.put(
                            "down_tr" + (64 << level) + ".ops." + block + "." + part,
                            Nd4j.valueArrayOf(shape, ++number, DataType.FLOAT));
                }
                tensors.put(
                        "down_tr" + (64 << level) + ".ops." + block + ".bn1.num_batches_tracked",
                        Nd4j.create(new float[] {9}));
                inputs = outputs;
            }
        }
        tensors.put("up_tr256.up_conv.weight", Nd4j.ones(DataType.FLOAT, 16, 16, 2, 2, 2));
    }

    @Test
    void should_put_each_tensor_in_its_place() {
        new Safetensors(tensors, Map.of()).write(TestEncoders.STORE, file);
        Encoder encoder = EncoderFiles.read(TestEncoders.STORE, file);
        assertThat(encoder.shape().baseWidth()).isEqualTo(BASE);
        assertThat(encoder.shape().scales()).isEqualTo(3);
        assertThat(encoder.globalView()).isEqualTo(new Size(64, 64, 32));
        ParameterLayout layout = NsUNet.encoderLayout(encoder.shape());
        int number = 0;
        for (int level = 0; level < 4; level++) {
            for (int block = 0; block < 2; block++) {
                for (String part : PARTS) {
                    String name = "encoder." + level + ".block" + block + "." + part.replace("1.", ".");
                    Parameter parameter = layout.select(name::equals).get(0);
                    INDArray tensor = layout.view(encoder.parameters(), parameter);
                    number++;
                    assertThat(tensor.minNumber().intValue()).as(name).isEqualTo(number);
                    assertThat(tensor.maxNumber().intValue()).as(name).isEqualTo(number);
                }
            }
        }
        assertThat(layout.parameters()).hasSize(number);
    }

    @Test
    void should_name_the_tensor_that_is_missing_in_the_release_s_words() {
        tensors.remove("down_tr256.ops.1.bn1.bias");
        new Safetensors(tensors, Map.of()).write(TestEncoders.STORE, file);
        assertThatThrownBy(() -> EncoderFiles.read(TestEncoders.STORE, file))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("tensor down_tr256.ops.1.bn1.bias")
                .hasMessageContaining("missing");
    }
}
