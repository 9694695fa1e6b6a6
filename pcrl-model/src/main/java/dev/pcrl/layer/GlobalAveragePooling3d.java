package dev.pcrl.layer;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Global average pooling (GAP of Eq. 5): [N, D, H, W, C] to [N, C], the mean over D, H and W.
 *
 * <p>Average pooling is 20 times faster here than ND4J's mean, but adds up a window one voxel after the other. A window
 * of the whole extent is wrong by 1e-5 in single precision, which batch norm over two samples makes 1e-3 of the loss;
 * so rows come first, then planes, then the whole. Its backward pass is slow and therefore a broadcast.
 */
public final class GlobalAveragePooling3d extends ParameterlessLayer {
    @Override
    INDArray forward(INDArray input, LayerWorkspaceMgr memory) {
        INDArray output = SlicedLayerPass.activations(memory, input.dataType(), input.size(0), input.size(4));
        int depth = (int) input.size(1);
        int height = (int) input.size(2);
        int width = (int) input.size(3);
        INDArray rows = mean(input, 1, 1, width);
        INDArray planes = mean(rows, 1, height, 1);
        output.assign(mean(planes, depth, 1, 1).reshape('c', output.shape()));
        return output;
    }

    /** Means of windows that lie side by side and fill the input. */
    private static INDArray mean(INDArray input, int depth, int height, int width) {
        INDArray means = Nd4j.createUninitialized(
                input.dataType(),
                new long[] {
                    input.size(0), input.size(1) / depth, input.size(2) / height, input.size(3) / width, input.size(4)
                },
                'c');
        Nd4j.getExecutioner()
                .exec(DynamicCustomOp.builder("avgpool3dnew")
                        .addInputs(input)
                        .addIntegerArguments(depth, height, width, depth, height, width, 0, 0, 0, 1, 1, 1, 0, 0, 1)
                        .addOutputs(means)
                        .build());
        return means;
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
