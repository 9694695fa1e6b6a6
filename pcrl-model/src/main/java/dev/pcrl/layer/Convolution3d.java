package dev.pcrl.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * 3x3x3 convolution with bias, stride 1 and zero padding 1: [N, D, H, W, C_in] to [N, D, H, W, C_out].
 *
 * <p>{@code y[n, p, o] = b[o] + sum over q in {-1, 0, 1}^3 and i of w[o, i, q] x[n, p + q, i]}. Unlike Deeplearning4j's
 * {@code Convolution3DLayer} the backward pass does not compute the forward one again.
 */
public final class Convolution3d extends SlicedLayer {
    @JsonProperty
    private int inputs;

    @JsonProperty
    private int outputs;

    Convolution3d() {} // for JSON

    /**
     * @param inputs C_in
     * @param outputs C_out
     */
    public Convolution3d(int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public List<ParameterSlice> slices() {
        return List.of(ParameterSlice.of("weight", outputs, inputs, 3, 3, 3), ParameterSlice.of("bias", outputs));
    }

    @Override
    SlicedLayerPass<?> pass(NeuralNetConfiguration configuration, DataType dataType) {
        return new Pass(this, configuration, dataType);
    }

    private static final class Pass extends SlicedLayerPass<Convolution3d> {
        private static final int[] KERNEL3_STRIDE1_SAME_NDHWC_WEIGHTS_OIDHW = {
            3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1
        };

        Pass(Convolution3d layer, NeuralNetConfiguration configuration, DataType dataType) {
            super(layer, configuration, dataType);
        }

        @Override
        INDArray forward(boolean training, LayerWorkspaceMgr memory) {
            long[] shape = input.shape();
            INDArray output =
                    activations(memory, input.dataType(), shape[0], shape[1], shape[2], shape[3], layer().outputs);
            run(DynamicCustomOp.builder("conv3dnew")
                    .addInputs(input, parameter("weight"), parameter("bias"))
                    .addOutputs(output));
            return output;
        }

        @Override
        INDArray backward(INDArray epsilon, LayerWorkspaceMgr memory) {
            INDArray inputGradient = inputGradient(memory, input);
            run(DynamicCustomOp.builder("conv3dnew_bp")
                    .addInputs(input, parameter("weight"), parameter("bias"), epsilon)
                    .addOutputs(inputGradient, gradient("weight"), gradient("bias")));
            return inputGradient;
        }

        private static void run(DynamicCustomOp.DynamicCustomOpsBuilder operation) {
            CustomOp built = operation
                    .addIntegerArguments(KERNEL3_STRIDE1_SAME_NDHWC_WEIGHTS_OIDHW)
                    .build();
            Nd4j.getExecutioner().exec(built);
        }
    }
}
