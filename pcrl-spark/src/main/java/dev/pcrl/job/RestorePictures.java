package dev.pcrl.job;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.method.Pcrlv2;
import dev.pcrl.method.ViewBatch;
import dev.pcrl.shard.BundleRows;
import dev.pcrl.train.Batches;
import dev.pcrl.train.Methods;
import dev.pcrl.train.SerializedConfig;
import dev.pcrl.train.TrainingState;
import dev.pcrl.view.Augmenter;
import dev.pcrl.view.TrainingViews;
import dev.pcrl.view.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Restores bundles at each scale, with batch norm over a minibatch as in training, and gives the one in the middle by
 * its error: not the best that the network can do, nor the worst. Runs on an executor.
 */
final class RestorePictures implements FlatMapFunction<Iterator<Row>, RestoredBundle> {
    private static final long serialVersionUID = 1;

    private final SerializedConfig serialized;
    private final Broadcast<TrainingState> state;

    RestorePictures(SerializedConfig config, Broadcast<TrainingState> state) {
        this.serialized = config;
        this.state = state;
    }

    @Override
    public Iterator<RestoredBundle> call(Iterator<Row> rows) {
        PretrainConfig config = serialized.config();
        List<Row> all = new ArrayList<>();
        rows.forEachRemaining(all::add);
        int size = Math.min(config.training().batchSize(), all.size());
        List<RestoredBundle> restored = new ArrayList<>();
        try (INDArray parameters = state.value().parameters();
                Pcrlv2 method = Methods.pcrlv2(config, parameters)) {
            for (int from = 0; from + size <= all.size(); from += size) {
                restored.addAll(restore(all.subList(from, from + size), config, method));
            }
        }
        restored.sort(Comparator.comparingDouble(RestoredBundle::error));
        return List.of(restored.get(restored.size() / 2)).iterator();
    }

    private static List<RestoredBundle> restore(List<Row> minibatch, PretrainConfig config, Pcrlv2 method) {
        Augmenter augmenter = config.augmenter();
        List<TrainingViews> views = minibatch.stream()
                .map(row -> augmenter.augment(BundleRows.toBundle(row), config.seed(), 0))
                .toList();
        ViewBatch batch = Batches.assemble(views);
        SortedMap<Integer, List<List<float[]>>> restored = new TreeMap<>();
        if (config.objective().restores()) {
            config.objective().scales().forEach(scale -> restored.put(scale, method.restore(scale, batch)));
        }
        return IntStream.range(0, minibatch.size())
                .mapToObj(i -> {
                    SortedMap<Integer, List<float[]>> own = new TreeMap<>();
                    restored.forEach((scale, samples) -> own.put(scale, samples.get(i)));
                    return new RestoredBundle(
                            minibatch.get(i),
                            arrays(views.get(i).corrupted()),
                            arrays(views.get(i).clean()),
                            own);
                })
                .toList();
    }

    private static List<float[]> arrays(List<View> views) {
        return views.stream().map(View::toArray).toList();
    }
}
