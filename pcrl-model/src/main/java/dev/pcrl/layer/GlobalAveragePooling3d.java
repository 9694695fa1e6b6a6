package dev.pcrl.layer;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Global average pooling (GAP of Eq. 5): [N, D, H, W, C] to [N, C], the mean over D, H and W. Average pooling with the
 * whole extent as kernel is 20 times faster here than ND4J's mean; its backward pass is not, so that is a broadcast.
 */
public final class GlobalAveragePooling3d extends ParameterlessLayer {
    @Override
    INDArray forward(INDArray input, LayerWorkspaceMgr memory) {
        INDArray output = SlicedLayerPass.activations(memory, input.dataType(), input.size(0), input.size(4));
        int depth = (int) input.size(1);
        int height = (int) input.size(2);
        int width = (int) input.size(3);
        Nd4j.getExecutioner()
                .exec(DynamicCustomOp.builder("avgpool3dnew")
                        .addInputs(input)
                        .addIntegerArguments(depth, height, width, depth, height, width, 0, 0, 0, 1, 1, 1, 0, 0, 1)
                        .addOutputs(output.reshape('c', input.size(0), 1, 1, 1, input.size(4)))
                        .build());
        return output;
    }

    @Override
    INDArray backward(INDArray input, INDArray epsilon, LayerWorkspaceMgr memory) {
        long voxels = input.size(1) * input.size(2) * input.size(3);
        INDArray inputGradient = SlicedLayerPass.inputGradient(memory, input);
        inputGradient.assign(0);
        inputGradient
                .reshape('c', input.size(0), voxels, input.size(4))
                .addi(epsilon.div(voxels).reshape('c', input.size(0), 1, input.size(4)));
        return inputGradient;
    }
}
