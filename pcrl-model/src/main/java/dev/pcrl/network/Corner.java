package dev.pcrl.network;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What two maps [N, x, y, z, C] share of which one is larger: pooling rounds up and the decoder doubles, so that its
 * maps can reach beyond the view. All begin at the same corner.
 */
final class Corner {
    private Corner() {}

    /** Whether the smaller map is as large as the larger. */
    static boolean isWhole(INDArray larger, INDArray smaller) {
        return larger.length() / larger.size(4) == smaller.length() / smaller.size(4);
    }

    /** The smaller map's place in the larger one, in its last channels. */
    static INDArray of(INDArray larger, INDArray smaller) {
        INDArrayIndex[] place = new INDArrayIndex[5];
        for (int axis = 0; axis < 4; axis++) {
            place[axis] = NDArrayIndex.interval(0, smaller.size(axis));
        }
        place[4] = NDArrayIndex.interval(larger.size(4) - smaller.size(4), larger.size(4));
        return larger.get(place);
    }

    /** An array as large as another, with so many channels. */
    static INDArray array(LayerWorkspaceMgr place, ArrayType use, INDArray like, long channels) {
        long[] shape = like.shape().clone();
        shape[4] = channels;
        return place.createUninitialized(use, like.dataType(), shape, 'c');
    }
}
