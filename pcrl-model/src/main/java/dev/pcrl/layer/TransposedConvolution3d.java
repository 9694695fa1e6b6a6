package dev.pcrl.layer;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * 2x2x2 transposed convolution with bias and stride 2, which doubles each extent: [N, D, H, W, C_in] to [N, 2D, 2H, 2W,
 * C_out].
 *
 * <p>{@code y[n, 2p + q, o] = b[o] + sum over i of w[i, o, q] x[n, p, i]} for q in {0, 1}^3: no two inputs share an
 * output.
 */
public final class TransposedConvolution3d extends SlicedLayer {
    private int inputs;
    private int outputs;

    TransposedConvolution3d() {} // for JSON

    /**
     * @param inputs C_in
     * @param outputs C_out
     */
    public TransposedConvolution3d(int inputs, int outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
    }

    @Override
    public List<ParameterSlice> slices() {
        return List.of(ParameterSlice.of("weight", inputs, outputs, 2, 2, 2), ParameterSlice.of("bias", outputs));
    }

    @Override
    SlicedLayerPass<?> pass(NeuralNetConfiguration configuration, DataType dataType) {
        return new Pass(this, configuration, dataType);
    }

    private static final class Pass extends SlicedLayerPass<TransposedConvolution3d> {
        private static final int[] KERNEL2_STRIDE2_VALID_NDHWC_WEIGHTS_IODHW = {
            2, 2, 2, 2, 2, 2, 0, 0, 0, 1, 1, 1, 0, 1, 1
        };

        Pass(TransposedConvolution3d layer, NeuralNetConfiguration configuration, DataType dataType) {
            super(layer, configuration, dataType);
        }

        @Override
        INDArray forward(boolean training, LayerWorkspaceMgr memory) {
            long[] shape = input.shape();
            INDArray output = activations(
                    memory, input.dataType(), shape[0], 2 * shape[1], 2 * shape[2], 2 * shape[3], layer().outputs);
            Nd4j.getExecutioner()
                    .exec(DynamicCustomOp.builder("deconv3d")
                            .addInputs(input, parameter("weight"), parameter("bias"))
                            .addIntegerArguments(KERNEL2_STRIDE2_VALID_NDHWC_WEIGHTS_IODHW)
                            .addOutputs(output)
                            .build());
            return output;
        }

        @Override
        INDArray backward(INDArray epsilon, LayerWorkspaceMgr memory) {
            INDArray inputGradient = inputGradient(memory, input);
            Nd4j.getExecutioner()
                    .exec(DynamicCustomOp.builder("deconv3d_bp")
                            .addInputs(input, parameter("weight"), parameter("bias"), epsilon)
                            .addIntegerArguments(KERNEL2_STRIDE2_VALID_NDHWC_WEIGHTS_IODHW)
                            .addOutputs(inputGradient, gradient("weight"), gradient("bias"))
                            .build());
            return inputGradient;
        }
    }
}
