package dev.pcrl.method;

import dev.pcrl.view.Size;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A minibatch of N augmented view bundles, ready for the network.
 *
 * @param size N
 * @param channels image channels C
 * @param global size of the global views
 * @param local size of the local views; of no meaning without them
 * @param corrupted x_1' and x_2', the network's inputs, each [N, x, y, z, C] in C order
 * @param clean x_1 and x_2, the restoration targets, same shapes
 * @param locals the K local views l_1 .. l_K, each [N, x, y, z, C]; none for methods that look at none
 */
public record ViewBatch(
        int size,
        int channels,
        Size global,
        Size local,
        List<float[]> corrupted,
        List<float[]> clean,
        List<float[]> locals) {
    public ViewBatch {
        corrupted = List.copyOf(corrupted);
        clean = List.copyOf(clean);
        locals = List.copyOf(locals);
        if (corrupted.size() != 2 || clean.size() != 2) {
            throw new IllegalArgumentException("a minibatch has two global views");
        }
        requireLength(corrupted, size * channels * voxels(global));
        requireLength(clean, size * channels * voxels(global));
        requireLength(locals, size * channels * voxels(local));
    }

    private static void requireLength(List<float[]> views, int length) {
        if (views.stream().anyMatch(view -> view.length != length)) {
            throw new IllegalArgumentException("a view of the minibatch does not have " + length + " voxels");
        }
    }

    private static int voxels(Size view) {
        return view.x() * view.y() * view.z();
    }

    /** Number of views that pass the network. */
    public int views() {
        return size * (2 + locals.size());
    }

    INDArray corrupted(int view, DataType dataType) {
        return array(corrupted.get(view), size, global, dataType);
    }

    INDArray clean(int view, DataType dataType) {
        return array(clean.get(view), size, global, dataType);
    }

    /** All local views [K N, x, y, z, C], view-major: all of l_1, then all of l_2, ... */
    INDArray locals(DataType dataType) {
        int length = locals.get(0).length;
        float[] all = new float[locals.size() * length];
        for (int k = 0; k < locals.size(); k++) {
            System.arraycopy(locals.get(k), 0, all, k * length, length);
        }
        return array(all, size * locals.size(), local, dataType);
    }

    private INDArray array(float[] values, int count, Size view, DataType dataType) {
        long[] shape = {count, view.x(), view.y(), view.z(), channels};
        return Nd4j.create(values, shape, 'c').castTo(dataType);
    }
}
