package dev.pcrl.layer;

import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Max pooling with stride 2: [N, D, H, W, C] to [N, ceil(D/2), ceil(H/2), ceil(W/2), C]. Padding never wins the
 * maximum.
 *
 * <p>Of volumes the maximum is over 2x2x2 in ceil mode: an odd extent keeps its last plane. Of 2D images, D = 1, it is
 * over the 3x3 pixels around every other one, as in ResNet: padding 1.
 */
public final class MaxPooling3d extends ParameterlessLayer {
    private static final int[] KERNEL2_STRIDE2_SAME_NDHWC = {2, 2, 2, 2, 2, 2, 0, 0, 0, 1, 1, 1, 1, 0, 1};
    private static final int[] KERNEL3_STRIDE2_PADDING1_NHWC = {1, 3, 3, 1, 2, 2, 0, 1, 1, 1, 1, 1, 0, 0, 1};

    @JsonProperty
    private boolean ofPlanes;

    /** Of volumes. */
    public MaxPooling3d() {}

    /** Of 2D images. */
    public static MaxPooling3d ofPlanes() {
        MaxPooling3d pooling = new MaxPooling3d();
        pooling.ofPlanes = true;
        return pooling;
    }

    private int[] arguments() {
        return ofPlanes ? KERNEL3_STRIDE2_PADDING1_NHWC : KERNEL2_STRIDE2_SAME_NDHWC;
    }

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
                        .addIntegerArguments(arguments())
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
                        .addIntegerArguments(arguments())
                        .addOutputs(inputGradient)
                        .build());
        return inputGradient;
    }
}
