package dev.pcrl.layer;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * 2x2x2 max pooling with stride 2 in ceil mode: [N, D, H, W, C] to [N, ceil(D/2), ceil(H/2), ceil(W/2), C]. An odd
 * extent keeps its last plane; padding, which ND4J puts at the end there, never wins the maximum.
 */
public final class MaxPooling3d extends ParameterlessLayer {
    private static final int[] KERNEL2_STRIDE2_SAME_NDHWC = {2, 2, 2, 2, 2, 2, 0, 0, 0, 1, 1, 1, 1, 0, 1};

    @Override
    INDArray forward(INDArray input, LayerWorkspaceMgr memory) {
        INDArray output = SlicedLayerPass.activations(
                memory,
                input.dataType(),
                input.size(0),
                (input.size(1) + 1) / 2,
                (input.size(2) + 1) / 2,
                (input.size(3) + 1) / 2,
                input.size(4));
        Nd4j.getExecutioner()
                .exec(DynamicCustomOp.builder("maxpool3dnew")
                        .addInputs(input)
                        .addIntegerArguments(KERNEL2_STRIDE2_SAME_NDHWC)
                        .addOutputs(output)
                        .build());
        return output;
    }

    @Override
    INDArray backward(INDArray input, INDArray epsilon, LayerWorkspaceMgr memory) {
        INDArray inputGradient = SlicedLayerPass.inputGradient(memory, input);
        Nd4j.getExecutioner()
                .exec(DynamicCustomOp.builder("maxpool3dnew_bp")
                        .addInputs(input, epsilon)
                        .addIntegerArguments(KERNEL2_STRIDE2_SAME_NDHWC)
                        .addOutputs(inputGradient)
                        .build());
        return inputGradient;
    }
}
