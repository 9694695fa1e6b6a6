package dev.pcrl.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * 1x1x1 convolution with bias: [N, D, H, W, C_in] to [N, D, H, W, C_out], {@code y = W x + b} at each voxel; one matrix
 * product.
 */
public final class PointwiseConvolution3d extends SlicedLayer {
    @JsonProperty
    private int inputs;

    @JsonProperty
    private int outputs;

    PointwiseConvolution3d() {} // for JSON

    /**
     * @param inputs C_in
     * @param outputs C_out
     */
    public PointwiseConvolution3d(int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public List<ParameterSlice> slices() {
        return List.of(ParameterSlice.of("weight", outputs, inputs, 1, 1, 1), ParameterSlice.of("bias", outputs));
    }

    @Override
    SlicedLayerPass<?> pass(NeuralNetConfiguration configuration, DataType dataType) {
        return new Pass(this, configuration, dataType);
    }

    private static final class Pass extends SlicedLayerPass<PointwiseConvolution3d> {
        Pass(PointwiseConvolution3d layer, NeuralNetConfiguration configuration, DataType dataType) {
            super(layer, configuration, dataType);
        }

        @Override
        INDArray forward(boolean training, LayerWorkspaceMgr memory) {
            long[] shape = input.shape();
            INDArray output =
                    activations(memory, input.dataType(), shape[0], shape[1], shape[2], shape[3], layer().outputs);
            INDArray rows = Channels.matrix(output);
            Nd4j.matmul(Channels.matrix(input), weight(parameter("weight")), rows, false, true, false);
            rows.addiRowVector(parameter("bias"));
            return output;
        }

        @Override
        INDArray backward(INDArray epsilon, LayerWorkspaceMgr memory) {
            INDArray rows = Channels.matrix(epsilon);
            Nd4j.matmul(rows, Channels.matrix(input), weight(gradient("weight")), true, false, false);
            gradient("bias").assign(Channels.gradientSums(epsilon));
            INDArray inputGradient = inputGradient(memory, input);
            Nd4j.matmul(rows, weight(parameter("weight")), Channels.matrix(inputGradient), false, false, false);
            return inputGradient;
        }

        private INDArray weight(INDArray tensor) {
            return tensor.reshape('c', layer().outputs, layer().inputs);
        }
    }
}
