package dev.pcrl.check;

import dev.pcrl.encoder.Safetensors;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.method.ViewBatch;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.store.Store;
import dev.pcrl.view.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the oracle wrote for one seed and configuration: {@code meta.json} and safetensors beside it.
 *
 * @param meta the network and what it is to come to
 * @param batch the views
 */
record OracleFixture(Store store, Path directory, OracleMeta meta, ViewBatch batch) {
    /** @throws BadDataException if a file is not what the oracle writes, or the views are not those of meta.json */
    static OracleFixture read(Store store, Path directory) {
        OracleMeta meta = OracleMeta.read(store, new Path(directory, "meta.json"));
        Path file = new Path(directory, "views.safetensors");
        Map<String, INDArray> views = Safetensors.read(store, file).tensors();
        try {
            return new OracleFixture(store, directory, meta, batch(meta, views));
        } catch (IllegalArgumentException e) { // a tensor that is missing, or of another size
            throw new BadDataException(file.toString(), "tensors", e.getMessage(), e);
        }
    }

    NsUNetConfig config() {
        return meta.config();
    }

    Map<String, INDArray> tensors(String name) {
        return Safetensors.read(store, new Path(directory, name + ".safetensors"))
                .tensors();
    }

    /** First sample of {@code corrupted.1}, [1, x, y, z, 1]. */
    INDArray firstCorrupted(DataType dataType) {
        Size global = batch.global();
        int voxels = global.x() * global.y() * global.z();
        float[] values = Arrays.copyOf(batch.corrupted().get(0), voxels);
        return Nd4j.create(values, new long[] {1, global.x(), global.y(), global.z(), 1}, 'c')
                .castTo(dataType);
    }

    private static ViewBatch batch(OracleMeta meta, Map<String, INDArray> views) {
        List<float[]> locals = new ArrayList<>();
        for (int k = 1; k == 1 || views.containsKey("local." + k); k++) {
            locals.add(flat(views, "local." + k));
        }
        return new ViewBatch(
                meta.batch(),
                meta.config().channels(),
                meta.config().globalView(),
                meta.local(),
                List.of(flat(views, "corrupted.1"), flat(views, "corrupted.2")),
                List.of(flat(views, "clean.1"), flat(views, "clean.2")),
                locals);
    }

    /** With one channel, [N, C, D, H, W] and [N, D, H, W, C] are the same numbers in the same order. */
    private static float[] flat(Map<String, INDArray> tensors, String name) {
        INDArray views = tensors.get(name);
        if (views == null) {
            throw new IllegalArgumentException(name + " is missing in the fixture");
        }
        return views.reshape(views.length()).toFloatVector();
    }
}
