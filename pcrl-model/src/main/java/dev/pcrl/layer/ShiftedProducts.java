package dev.pcrl.layer;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The way back of a 3x3x3 convolution with the gradient of its weights as three matrix products, {@code dw[o, i, q] =
 * sum over p of e[p, o] x[p + q, i]}.
 *
 * <p>Channels become rows, and behind each row, plane and sample of voxels stands a gap of zeros. The neighbour at an
 * offset q is then the same number of columns away from every voxel, and a shift of all channels is one flat copy: what
 * it moves from the end of a channel to the beginning of the next is 0. Three copies of x, shifted along W, times three
 * of e, shifted along D, give nine of the 27 offsets. For those along H the product's view of x begins so much earlier
 * or later; a view that is whole rows goes to oneDNN, one of some columns would go to OpenBLAS, which is slower here.
 *
 * @param row columns from one row of voxels to the next, W + 1
 * @param plane columns from one plane of voxels to the next, (H + 1) (W + 1)
 * @param columns of all samples, N (D + 1) (H + 1) (W + 1)
 */
record ShiftedProducts(long row, long plane, long columns) {
    /** For voxels [N, D, H, W, ..]. */
    static ShiftedProducts of(INDArray voxels) {
        long row = voxels.size(3) + 1;
        long plane = (voxels.size(2) + 1) * row;
        return new ShiftedProducts(row, plane, voxels.size(0) * (voxels.size(1) + 1) * plane);
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
        NativeConvolution3d.inputGradient(epsilon, weight, inputGradient);
        weightGradient(x, epsilon, weightGradient);
        biasGradient.assign(Channels.gradientSums(epsilon));
    }

    /**
     * @param x input [N, D, H, W, C_in]
     * @param epsilon gradient of the output [N, D, H, W, C_out]
     * @param gradient of the weights, [C_out, C_in, 3, 3, 3]; is written
     */
    private void weightGradient(INDArray x, INDArray epsilon, INDArray gradient) {
        long inputs = x.size(4);
        long outputs = epsilon.size(4);
        INDArray neighbours = copies(x, 1);
        INDArray sources = copies(epsilon, -plane);
        INDArray products = Nd4j.createUninitialized(x.dataType(), new long[] {3, 3 * outputs, 3 * inputs}, 'c');
        for (int q = -1; q <= 1; q++) {
            Nd4j.matmul(
                    matrix(sources, outputs, 0),
                    matrix(neighbours, inputs, q * row),
                    products.get(point(q + 1), all(), all()),
                    false,
                    true,
                    false);
        }
        gradient.assign(products.reshape('c', 3, 3, outputs, 3, inputs).permute(2, 4, 1, 0, 3));
    }

    /** Columns without a voxel at both ends of a channel, as many as the farthest neighbour is away. */
    private long margin() {
        return plane + row + 1;
    }

    /** Columns of a channel. */
    private long length() {
        return columns + 2 * margin();
    }

    /**
     * Three copies of voxels, one after the other, with as many zeros before and behind as a row of voxels has columns.
     * The k-th has at a column what lies (k - 1) step columns further.
     */
    private INDArray copies(INDArray voxels, long step) {
        long size = voxels.size(4) * length();
        INDArray copies = Nd4j.createUninitialized(voxels.dataType(), new long[] {3 * size + 2 * row}, 'c');
        copies.get(interval(0, row)).assign(0);
        copies.get(interval(row + 3 * size, 3 * size + 2 * row)).assign(0);
        INDArray middle = copies.get(interval(row + size, row + 2 * size));
        place(voxels, middle);
        shift(middle, copies.get(interval(row, row + size)), -step);
        shift(middle, copies.get(interval(row + 2 * size, row + 3 * size)), step);
        return copies;
    }

    /** Writes {@code to[c] = from[c + step]}, and 0 where there is none. */
    private static void shift(INDArray from, INDArray to, long step) {
        long before = Math.max(0, -step);
        long behind = Math.max(0, step);
        long length = from.length();
        to.get(interval(before, length - behind)).assign(from.get(interval(behind, length - before)));
        to.get(step < 0 ? interval(0, before) : interval(length - behind, length))
                .assign(0);
    }

    /** Copies as a matrix [3 C, columns], all columns offset further. */
    private INDArray matrix(INDArray copies, long channels, long offset) {
        long begin = row + offset;
        return copies.get(interval(begin, begin + 3 * channels * length())).reshape('c', 3 * channels, length());
    }

    /** Writes voxels [N, D, H, W, C] into [C, columns], flat. */
    private void place(INDArray voxels, INDArray flat) {
        long samples = voxels.size(0);
        long depth = voxels.size(1);
        long height = voxels.size(2);
        long width = voxels.size(3);
        long channels = voxels.size(4);
        INDArray transposed =
                Nd4j.createUninitialized(voxels.dataType(), new long[] {channels, voxels.length() / channels}, 'c');
        // A product with the identity transposes four times faster than a copy.
        INDArray identity = Nd4j.eye(channels).castTo(voxels.dataType());
        Nd4j.matmul(identity, Channels.matrix(voxels), transposed, false, true, false);
        flat.assign(0);
        flat.reshape('c', channels, length())
                .get(all(), interval(margin(), margin() + columns))
                .reshape('c', channels, samples, depth + 1, height + 1, width + 1)
                .get(all(), all(), interval(0, depth), interval(0, height), interval(0, width))
                .assign(transposed.reshape('c', channels, samples, depth, height, width));
    }
}
