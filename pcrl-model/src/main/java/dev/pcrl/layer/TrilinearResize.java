package dev.pcrl.layer;

import java.util.Arrays;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Trilinear resizing to a fixed extent, PyTorch's {@code interpolate(mode='trilinear', align_corners=False)}: [N, d, h,
 * w, C] to [N, D, H, W, C].
 *
 * <p>It is separable: along each axis {@code y = M x}, where row i of M holds the weights of the two neighbours of
 * {@code (i + 1/2) d / D - 1/2} (clamped at the first voxel). Backward is {@code dx = M' dy}. Each product moves its
 * axis to the end, so that three of them bring the axes back in order.
 */
public final class TrilinearResize extends ParameterlessLayer {
    @JsonProperty
    private int[] size;

    TrilinearResize() {} // for JSON

    /**
     * @param depth D
     * @param height H
     * @param width W
     */
    public TrilinearResize(int depth, int height, int width) {
        this.size = new int[] {depth, height, width};
    }

    @Override
    INDArray forward(INDArray input, LayerWorkspaceMgr memory) {
        long n = input.size(0);
        long c = input.size(4);
        INDArray x = input.permute(1, 2, 3, 0, 4).dup('c'); // [d, h, w, N, C]
        for (int axis = 0; axis < 3; axis++) {
            INDArray rows = x.reshape('c', input.size(axis + 1), x.length() / input.size(axis + 1));
            x = Nd4j.matmul(rows, interpolation(input.size(axis + 1), size[axis], x.dataType()), true, true, false);
        }
        INDArray output = SlicedLayerPass.activations(memory, input.dataType(), n, size[0], size[1], size[2], c);
        output.assign(x.reshape('c', n, c, size[0], size[1], size[2]).permute(0, 2, 3, 4, 1));
        return output;
    }

    @Override
    INDArray backward(INDArray input, INDArray epsilon, LayerWorkspaceMgr memory) {
        long n = input.size(0);
        long c = input.size(4);
        INDArray x = epsilon.permute(0, 4, 1, 2, 3).dup('c'); // [N, C, D, H, W]
        for (int axis = 2; axis >= 0; axis--) {
            INDArray rows = x.reshape('c', x.length() / size[axis], size[axis]);
            x = Nd4j.matmul(interpolation(input.size(axis + 1), size[axis], x.dataType()), rows, true, true, false);
        }
        INDArray inputGradient = SlicedLayerPass.inputGradient(memory, input);
        inputGradient.assign(x.reshape('c', input.size(1), input.size(2), input.size(3), n, c)
                .permute(3, 0, 1, 2, 4));
        return inputGradient;
    }

    /** The matrix M [to, from] of linear interpolation along one axis. */
    private static INDArray interpolation(long from, int to, DataType dataType) {
        double[][] weights = new double[to][(int) from];
        for (int i = 0; i < to; i++) {
            double position = Math.max(0, (i + 0.5) * from / to - 0.5);
            int lower = (int) position;
            double fraction = position - lower;
            weights[i][lower] += 1 - fraction;
            weights[i][(int) Math.min(lower + 1, from - 1)] += fraction;
        }
        return Nd4j.createFromArray(weights).castTo(dataType);
    }

    @Override
    public String toString() {
        return "TrilinearResize" + Arrays.toString(size);
    }
}
