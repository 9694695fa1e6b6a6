package dev.pcrl.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Sums and means of arrays [.., C] for each channel, by the operations of ND4J that are fast at it. */
final class Channels {
    private static final int ROWS_TOGETHER = 64;
    private static final int POOLED_ROWS = 8;

    private Channels() {}

    /** Of [.., C], as [R, C]. */
    static INDArray matrix(INDArray array) {
        long channels = array.size(-1);
        return array.reshape('c', array.length() / channels, channels);
    }

    /**
     * Sums over all axes but the last, as [C], by matrix products with ones: 20 to 40 times faster than {@code sum}.
     * {@value #ROWS_TOGETHER} rows are first taken for one of so many times the channels, since few columns keep a
     * matrix product from its best.
     */
    static INDArray sums(INDArray array) {
        INDArray matrix = matrix(array);
        long rows = matrix.size(0);
        long channels = matrix.size(1);
        if (rows % ROWS_TOGETHER != 0) {
            return rowSums(matrix).reshape(channels);
        }
        INDArray sums = rowSums(matrix.reshape('c', rows / ROWS_TOGETHER, ROWS_TOGETHER * channels));
        return rowSums(sums.reshape('c', ROWS_TOGETHER, channels)).reshape(channels);
    }

    private static INDArray rowSums(INDArray matrix) {
        return Nd4j.ones(matrix.dataType(), 1, matrix.size(0)).mmul(matrix);
    }

    /**
     * The same for gradients: average pooling of voxels [N, D, H, W, C] sums the most of them two to five times faster.
     * (Forward it takes the oracle's fixture over a near-tie of max pooling: docs/decisions/single-precision-check.md.)
     */
    static INDArray gradientSums(INDArray array) {
        if (array.rank() != 5) {
            return sums(array);
        }
        int width = (int) array.size(3);
        int rows = Math.min(POOLED_ROWS, Integer.lowestOneBit((int) array.size(2)));
        return sums(windowMeans(array, 1, rows, width)).muli((long) rows * width);
    }

    /**
     * Means of windows that lie side by side and fill voxels [N, D, H, W, C]: [N, D / depth, H / height, W / width, C].
     * One voxel of a window is added after the other, so that large windows lose digits in single precision.
     */
    static INDArray windowMeans(INDArray voxels, int depth, int height, int width) {
        INDArray means = Nd4j.createUninitialized(
                voxels.dataType(),
                new long[] {
                    voxels.size(0),
                    voxels.size(1) / depth,
                    voxels.size(2) / height,
                    voxels.size(3) / width,
                    voxels.size(4)
                },
                'c');
        Nd4j.getExecutioner()
                .exec(DynamicCustomOp.builder("avgpool3dnew")
                        .addInputs(voxels)
                        .addIntegerArguments(depth, height, width, depth, height, width, 0, 0, 0, 1, 1, 1, 0, 0, 1)
                        .addOutputs(means)
                        .build());
        return means;
    }
}
