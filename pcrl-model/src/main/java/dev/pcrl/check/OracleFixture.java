package dev.pcrl.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
 * @param config the network
 * @param batch the views
 * @param losses expected losses, one a scale
 * @param training the short training run
 */
record OracleFixture(
        Store store, Path directory, NsUNetConfig config, ViewBatch batch, List<Losses> losses, Training training) {
    record Losses(int scale, double total, double restoration, double global, double local) {}

    record Training(List<Integer> scales, List<Double> learningRates, List<Double> losses) {}

    static OracleFixture read(Store store, Path directory) {
        Path file = new Path(directory, "meta.json");
        JsonNode meta = parse(file, store.readText(file));
        Size global = size(meta, "size");
        NsUNetConfig config = new NsUNetConfig(
                integer(meta, file, "base"), integer(meta, file, "scales"), integer(meta, file, "cap"), 1, global);
        List<Losses> losses = new ArrayList<>();
        meta.path("losses")
                .forEach(l -> losses.add(new Losses(
                        l.path("scale").asInt(),
                        l.path("total").asDouble(),
                        l.path("restoration").asDouble(),
                        l.path("global").asDouble(),
                        l.path("local").asDouble())));
        JsonNode run = meta.path("training");
        List<Integer> scales = new ArrayList<>();
        run.path("scales").forEach(scale -> scales.add(scale.asInt()));
        Training training = new Training(scales, doubles(run.path("learning_rates")), doubles(run.path("losses")));
        if (losses.size() != config.scales()
                || scales.size() != training.losses().size()) {
            throw new BadDataException(file.toString(), "losses", "not one for each scale and training step");
        }
        Map<String, INDArray> views = Safetensors.read(store, new Path(directory, "views.safetensors"))
                .tensors();
        ViewBatch batch = batch(integer(meta, file, "batch"), global, size(meta, "local"), views);
        return new OracleFixture(store, directory, config, batch, losses, training);
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

    private static ViewBatch batch(int size, Size global, Size local, Map<String, INDArray> views) {
        List<float[]> locals = new ArrayList<>();
        for (int k = 1; views.containsKey("local." + k); k++) {
            locals.add(flat(views, "local." + k));
        }
        return new ViewBatch(
                size,
                1,
                global,
                local,
                List.of(flat(views, "corrupted.1"), flat(views, "corrupted.2")),
                List.of(flat(views, "clean.1"), flat(views, "clean.2")),
                locals);
    }

    /** With one channel, [N, C, D, H, W] and [N, D, H, W, C] are the same numbers in the same order. */
    private static float[] flat(Map<String, INDArray> tensors, String name) {
        INDArray views = tensors.get(name);
        if (views == null) {
            throw new BadDataException("views.safetensors", "tensor " + name, "missing in the fixture");
        }
        return views.reshape(views.length()).toFloatVector();
    }

    private static JsonNode parse(Path file, String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new BadDataException(
                    file.toString(), "line " + e.getLocation().getLineNr(), "not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static int integer(JsonNode meta, Path file, String key) {
        if (!meta.path(key).isInt()) {
            throw new BadDataException(file.toString(), key, "a whole number is expected");
        }
        return meta.path(key).asInt();
    }

    private static Size size(JsonNode meta, String key) {
        JsonNode node = meta.path(key);
        return new Size(node.path(0).asInt(), node.path(1).asInt(), node.path(2).asInt());
    }

    private static List<Double> doubles(JsonNode array) {
        List<Double> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asDouble()));
        return values;
    }
}
