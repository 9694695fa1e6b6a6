package dev.pcrl.layer;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;

/**
 * A convolution of few channels as one of {@code folds} times as many: that many neighbours along W are the channels of
 * one voxel, [N, D, H, W, C] being [N, D, H, W / folds, folds C] without a voxel moved.
 *
 * <p>With w = folds W' + s the place of an output voxel and t = s + q that of an input voxel at offset q in {-1, 0, 1},
 * weight w[o, i, q] stands in the folded kernel at output channel (s, o), input channel (t mod folds, i) and offset
 * floor(t / folds). All others of the folds^2 blocks of 3x3x3 weights are 0: half of them with two folds. That is still
 * less than what oneDNN computes for padding.
 *
 * @param inputs C_in
 * @param outputs C_out
 * @param folds neighbours that are taken together; 1 is the convolution as it is
 */
record FoldedKernel(int inputs, int outputs, int folds) {
    /** oneDNN's blocks of channels. */
    private static final int BLOCK = 16;

    private static final int EDGE = 3;

    /** With as many folds as fill a block of the fewer channels and two of the more, if the width allows it. */
    static FoldedKernel of(int inputs, int outputs, long width) {
        int folds = 1;
        while (2 * folds * Math.min(inputs, outputs) <= BLOCK
                && folds * Math.max(inputs, outputs) <= BLOCK
                && width % (2L * folds) == 0) {
            folds *= 2;
        }
        return new FoldedKernel(inputs, outputs, folds);
    }

    /**
     * What {@link NativeConvolution3d#backward} does.
     *
     * @param inputGradient is written, as are the two behind it
     */
    void backward(
            INDArray x,
            INDArray weight,
            INDArray epsilon,
            INDArray inputGradient,
            INDArray weightGradient,
            INDArray biasGradient) {
        INDArray folded = fold(weight);
        INDArray foldedGradient = folded.like();
        INDArray foldedBiasGradient = Nd4j.zeros(x.dataType(), folded.size(0));
        NativeConvolution3d.backward(
                foldVoxels(x),
                folded,
                foldVoxels(epsilon),
                foldVoxels(inputGradient),
                foldedGradient,
                foldedBiasGradient);
        unfold(foldedGradient, weightGradient);
        biasGradient.assign(Channels.sums(foldedBiasGradient.reshape('c', folds, outputs)));
    }

    /** Voxels [N, D, H, W, C] as [N, D, H, W / folds, folds C]. */
    private INDArray foldVoxels(INDArray voxels) {
        long[] shape = voxels.shape();
        return voxels.reshape('c', shape[0], shape[1], shape[2], shape[3] / folds, folds * shape[4]);
    }

    /** Weights [C_out, C_in, 3, 3, 3] as [folds C_out, folds C_in, 3, 3, 3]. */
    private INDArray fold(INDArray weight) {
        INDArray folded =
                Nd4j.zeros(weight.dataType(), (long) folds * outputs, (long) folds * inputs, EDGE, EDGE, EDGE);
        forEachPlace((place, offset) -> folded.get(place).assign(weight.get(offset)));
        return folded;
    }

    /**
     * The gradient of the weights from that of the folded ones: the sum over the places where each weight stands.
     *
     * @param gradient is written
     */
    private void unfold(INDArray foldedGradient, INDArray gradient) {
        gradient.assign(0);
        forEachPlace((place, offset) -> gradient.get(offset).addi(foldedGradient.get(place)));
    }

    private void forEachPlace(Visitor visitor) {
        for (int s = 0; s < folds; s++) {
            for (int q = -1; q <= 1; q++) {
                int t = s + q;
                visitor.visit(
                        new INDArrayIndex[] {
                            part(s, outputs),
                            part(Math.floorMod(t, folds), inputs),
                            all(),
                            all(),
                            point(Math.floorDiv(t, folds) + 1)
                        },
                        new INDArrayIndex[] {all(), all(), all(), all(), point(q + 1)});
            }
        }
    }

    private static INDArrayIndex part(int number, int length) {
        return interval((long) number * length, (long) (number + 1) * length);
    }

    /** Sees where, in a folded kernel, the weights of one offset along W stand. */
    private interface Visitor {
        /** With indices of [C_out, C_in, 3, 3] in the folded kernel and in the kernel. */
        void visit(INDArrayIndex[] place, INDArrayIndex[] offset);
    }
}
