package dev.pcrl.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp.DynamicCustomOpsBuilder;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's operations for 3x3x3 convolutions of voxels [N, D, H, W, C] with stride 1, zero padding 1 and weights [C_out,
 * C_in, 3, 3, 3].
 */
final class NativeConvolution3d {
    private static final int[] SAME_NDHWC_OIDHW = {3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    private static final int[] PADDED_NDHWC_IODHW = {3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1};

    private NativeConvolution3d() {}

    /** @param output is written */
    static void forward(INDArray input, INDArray weight, INDArray bias, INDArray output) {
        run(DynamicCustomOp.builder("conv3dnew").addInputs(input, weight, bias).addOutputs(output), SAME_NDHWC_OIDHW);
    }

    /** @param inputGradient is written, as are the two behind it */
    static void backward(
            INDArray input,
            INDArray weight,
            INDArray epsilon,
            INDArray inputGradient,
            INDArray weightGradient,
            INDArray biasGradient) {
        run(
                DynamicCustomOp.builder("conv3dnew_bp")
                        .addInputs(input, weight, biasGradient, epsilon) // reads no bias, but wants one
                        .addOutputs(inputGradient, weightGradient, biasGradient),
                SAME_NDHWC_OIDHW);
    }

    /**
     * The gradient of the input alone, by a convolution the other way round.
     *
     * @param inputGradient is written
     */
    static void inputGradient(INDArray epsilon, INDArray weight, INDArray inputGradient) {
        run(
                DynamicCustomOp.builder("deconv3d").addInputs(epsilon, weight).addOutputs(inputGradient),
                PADDED_NDHWC_IODHW);
    }

    private static void run(DynamicCustomOpsBuilder operation, int[] arguments) {
        Nd4j.getExecutioner().exec(operation.addIntegerArguments(arguments).build());
    }
}
