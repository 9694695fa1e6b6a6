package dev.pcrl.network;

import dev.pcrl.view.Size;

/**
 * A convolution and what it is given: what its arithmetic follows from. A fused multiplication and addition counts as
 * two operations; those with the zeros of the padding are counted, too, and the bias is not.
 *
 * @param kind of convolution
 * @param images N
 * @param input size of each image, in voxels
 * @param inputs C_in
 * @param outputs C_out
 * @param inputGradient whether the backward pass needs the gradient of the input
 */
public record ConvolutionShape(Kind kind, int images, Size input, int inputs, int outputs, boolean inputGradient) {
    /** Kinds of convolution in the network, with the kernel positions that each voxel of the input meets. */
    public enum Kind {
        /** 3x3x3, stride 1. */
        SAME(27),
        /** Transposed, 2x2x2, stride 2. */
        DOUBLING(8);

        private final int offsets;

        Kind(int offsets) {
            this.offsets = offsets;
        }
    }

    /** Floating-point operations of the forward pass: 2 K C_in C_out a voxel of the input. */
    public long forwardOperations() {
        long voxels = (long) images * input.voxels();
        return 2L * kind.offsets * inputs * outputs * voxels;
    }

    /** Those of the backward pass: as many for the weights, and as many again for the input if it needs a gradient. */
    public long backwardOperations() {
        return (inputGradient ? 2 : 1) * forwardOperations();
    }

    ConvolutionShape withoutInputGradient() {
        return new ConvolutionShape(kind, images, input, inputs, outputs, false);
    }

    /** Such as {@code 4x32x32x16 64>128}, a transposed convolution with {@code x2} at its end. */
    @Override
    public String toString() {
        return images + "x" + input + " " + inputs + ">" + outputs + (kind == Kind.DOUBLING ? " x2" : "");
    }
}
