package dev.pcrl.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Fully connected layer: [N, C_in] to [N, C_out], {@code y = x W' + b} with W [C_out, C_in].
 *
 * <p>It stands in for Deeplearning4j's {@code DenseLayer} only to keep names and layouts of the exported tensors in one
 * place with those of the other layers.
 */
public final class FullyConnected extends SlicedLayer {
    @JsonProperty
    private int inputs;

    @JsonProperty
    private int outputs;

    FullyConnected() {} // for JSON

    /**
     * @param inputs C_in
     * @param outputs C_out
     */
    public FullyConnected(int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public List<ParameterSlice> slices() {
        return List.of(ParameterSlice.of("weight", outputs, inputs), ParameterSlice.of("bias", outputs));
    }

    @Override
    SlicedLayerPass<?> pass(NeuralNetConfiguration configuration, DataType dataType) {
        return new Pass(this, configuration, dataType);
    }

    private static final class Pass extends SlicedLayerPass<FullyConnected> {
        Pass(FullyConnected layer, NeuralNetConfiguration configuration, DataType dataType) {
            super(layer, configuration, dataType);
        }

        @Override
        INDArray forward(boolean training, LayerWorkspaceMgr memory) {
            INDArray output = activations(memory, input.dataType(), input.size(0), layer().outputs);
            Nd4j.matmul(input, parameter("weight"), output, false, true, false);
            return output.addiRowVector(parameter("bias"));
        }

        @Override
        INDArray backward(INDArray epsilon, LayerWorkspaceMgr memory) {
            Nd4j.matmul(epsilon, input, gradient("weight"), true, false, false);
            gradient("bias").assign(epsilon.sum(0));
            return Nd4j.matmul(epsilon, parameter("weight"), inputGradient(memory, input), false, false, false);
        }
    }
}
