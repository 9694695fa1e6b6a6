package dev.pcrl.job;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.method.Pcrlv2;
import dev.pcrl.method.ViewBatch;
import dev.pcrl.network.StepMemory;
import dev.pcrl.shard.BundleRows;
import dev.pcrl.train.Batches;
import dev.pcrl.train.Methods;
import dev.pcrl.train.SerializedConfig;
import dev.pcrl.train.TrainingState;
import dev.pcrl.view.Augmenter;
import dev.pcrl.view.TrainingViews;
import dev.pcrl.view.ViewBundle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/** Restores one of a few bundles at each scale, with batch norm as in training; runs on an executor. */
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
        Augmenter augmenter = new Augmenter(config.augmentation());
        List<Row> all = new ArrayList<>();
        List<TrainingViews> views = new ArrayList<>();
        while (rows.hasNext()) {
            Row row = rows.next();
            ViewBundle bundle = BundleRows.toBundle(row, "shards");
            all.add(row);
            views.add(augmenter.augment(bundle, config.seed(), 0));
        }
        int shown = mostContrast(views);
        Collections.swap(all, 0, shown);
        Collections.swap(views, 0, shown);
        try {
            ViewBatch batch = Batches.assemble(views);
            Pcrlv2 method = Methods.pcrlv2(config, state.value().parameters());
            List<List<float[]>> restored = new ArrayList<>();
            for (int scale = 1; scale <= config.network().scales(); scale++) {
                restored.add(method.restore(scale, batch));
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
        } finally {
            StepMemory.release();
        }
    }

    /** The bundle whose targets vary most: a picture of something, not of flat tissue. */
    private static int mostContrast(List<TrainingViews> bundles) {
        return IntStream.range(0, bundles.size())
                .boxed()
                .max(Comparator.comparingDouble(i -> variance(bundles.get(i))))
                .orElseThrow();
    }

    private static double variance(TrainingViews bundle) {
        double sum = 0;
        double squares = 0;
        float[] values = bundle.clean().get(0).toArray();
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        double mean = sum / values.length;
        return squares / values.length - mean * mean;
    }
}
