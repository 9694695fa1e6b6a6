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
import dev.pcrl.view.ViewBundle;
import java.util.ArrayList;
import java.util.Collections;
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
 * Of some bundles, restores the one that shows most, at each scale, with batch norm over a minibatch as in training;
 * runs on an executor.
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
        Collections.swap(all, 0, mostContrast(all));
        Augmenter augmenter = config.augmenter();
        List<TrainingViews> views = all.stream()
                .limit(config.training().batchSize())
                .map(row -> augmenter.augment(bundle(row), config.seed(), 0))
                .toList();
        ViewBatch batch = Batches.assemble(views);
        try (INDArray parameters = state.value().parameters();
                Pcrlv2 method = Methods.pcrlv2(config, parameters)) {
            SortedMap<Integer, List<float[]>> restored = new TreeMap<>();
            if (config.objective().restores()) {
                config.objective().scales().forEach(scale -> restored.put(scale, method.restore(scale, batch)));
            }
            TrainingViews first = views.get(0);
            return List.of(new RestoredBundle(
                            all.get(0),
                            first.corrupted().stream()
                                    .map(view -> view.toArray())
                                    .toList(),
                            first.clean().stream().map(view -> view.toArray()).toList(),
                            restored))
                    .iterator();
        }
    }

    /** The bundle whose global views vary most: a picture of something, not of flat tissue. */
    private static int mostContrast(List<Row> bundles) {
        double[] contrasts = bundles.stream()
                .mapToDouble(row -> bundle(row).globalViews().stream()
                        .mapToDouble(RestorePictures::variance)
                        .sum())
                .toArray();
        return IntStream.range(0, contrasts.length)
                .boxed()
                .max(Comparator.comparingDouble(i -> contrasts[i]))
                .orElseThrow();
    }

    private static ViewBundle bundle(Row row) {
        return BundleRows.toBundle(row);
    }

    private static double variance(View view) {
        double sum = 0;
        double squares = 0;
        float[] values = view.toArray();
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        return squares / values.length - mean * mean;
    }
}
