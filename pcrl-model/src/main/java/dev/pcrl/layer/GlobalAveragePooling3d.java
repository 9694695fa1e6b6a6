package dev.pcrl.layer;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

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
        return output.assign(of(input));
    }

    /** The means [N, C] of a feature [N, D, H, W, C]. */
    public static INDArray of(INDArray feature) {
        int depth = (int) feature.size(1);
        int height = (int) feature.size(2);
        int width = (int) feature.size(3);
        INDArray rows = Channels.windowMeans(feature, 1, 1, width);
        INDArray planes = Channels.windowMeans(rows, 1, height, 1);
        return Channels.windowMeans(planes, depth, 1, 1).reshape('c', feature.size(0), feature.size(4));
    }

    @Override
    INDArray backward(INDArray input, INDArray epsilon, LayerWorkspaceMgr memory) {
        INDArray inputGradient = SlicedLayerPass.inputGradient(memory, input);
        inputGradient.assign(0);
        add(epsilon, inputGradient);
        return inputGradient;
    }

    /**
     * Adds the gradient of the input to one that is there, which saves an array of the input's size.
     *
     * @param epsilon gradient of the output [N, C]
     * @param inputGradient [N, D, H, W, C], changed in place
     */
    public static void addGradient(INDArray epsilon, INDArray inputGradient) {
        try (WorkEvent ignored = WorkEvent.backward(GlobalAveragePooling3d.class)) {
            add(epsilon, inputGradient);
        }
    }

    private static void add(INDArray epsilon, INDArray inputGradient) {
        long samples = inputGradient.size(0);
        long voxels = inputGradient.size(1) * inputGradient.size(2) * inputGradient.size(3);
        long channels = inputGradient.size(4);
        inputGradient
                .reshape('c', samples, voxels, channels)
                .addi(epsilon.div(voxels).reshape('c', samples, 1, channels));
    }
}
