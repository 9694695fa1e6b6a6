package dev.pcrl.bench;

import static java.util.Objects.requireNonNull;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.shard.BundleRows;
import dev.pcrl.shard.BundleSchema;
import dev.pcrl.shard.Shards;
import dev.pcrl.store.Store;
import dev.pcrl.train.Batches;
import dev.pcrl.view.Augmenter;
import dev.pcrl.view.SourceHash;
import dev.pcrl.view.TrainingViews;
import dev.pcrl.view.ViewBundle;
import dev.pcrl.view.ViewSampler;
import dev.pcrl.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How fast view bundles are made and used: {@code cut} from a volume, {@code stored} in shards (cutting, quantising,
 * sorting, Parquet), and in training {@code loaded} from a row, {@code augmented} and {@code assembled} to minibatches.
 */
public final class ViewsBench {
    private static final String BUNDLES = "bundles";

    private final Harness harness;
    private final PretrainConfig config;
    private final ViewSampler.OfVolume sampler;
    private final AtomicInteger next = new AtomicInteger();
    private final List<Measurement> measurements = new ArrayList<>();
    private final Pattern chosen;

    /**
     * @param ct what bundles are cut from
     * @param chosen which measurements, by name
     */
    public ViewsBench(Harness harness, PretrainConfig config, Volume ct, Pattern chosen) {
        this.harness = requireNonNull(harness, "harness");
        this.config = requireNonNull(config, "config");
        this.chosen = requireNonNull(chosen, "chosen");
        this.sampler = new ViewSampler(config.views(), config.seed()).of(ct, SourceHash.of("bench"));
    }

    /**
     * Measures all of it.
     *
     * @param spark what shards are written with, on as many threads as the harness has
     * @param directory for shards, which are removed
     */
    public List<Measurement> run(SparkSession spark, Path directory) {
        measure("cut", 1, this::bundle);
        int stored = config.shards().bundlesPerShard();
        measure("stored", stored, () -> store(stored, spark, directory));
        measureTraining(spark);
        return List.copyOf(measurements);
    }

    private void measureTraining(SparkSession spark) {
        int batch = config.training().batchSize();
        List<ViewBundle> bundles =
                IntStream.range(0, batch).mapToObj(sampler::bundle).toList();
        List<Row> rows =
                frame(spark, bundles.stream().map(BundleRows::toRow).toList()).collectAsList();
        Augmenter augmenter = config.augmenter();
        List<TrainingViews> views =
                bundles.stream().map(bundle -> augmenter.augment(bundle, 0, 0)).toList();
        measure("loaded", 1, () -> BundleRows.toBundle(rows.get(number() % batch), "bench"));
        measure("augmented", 1, () -> {
            int number = number();
            return augmenter.augment(bundles.get(number % batch), config.seed(), number / batch);
        });
        measure("assembled", batch, () -> Batches.assemble(views));
    }

    private void measure(String name, int items, Work work) {
        if (chosen.matcher(name).matches()) {
            measurements.add(harness.measure(name, BUNDLES, items, work));
        }
    }

    /** Another bundle each time: crops differ in size. */
    private ViewBundle bundle() {
        return sampler.bundle(number());
    }

    private int number() {
        return next.getAndIncrement() & Integer.MAX_VALUE;
    }

    private Object store(int count, SparkSession spark, Path directory) {
        List<Row> rows = IntStream.range(0, count)
                .mapToObj(i -> BundleRows.toRow(bundle()))
                .toList();
        Path shards = new Path(directory, "shards-" + number());
        Shards.write(frame(spark, rows), shards, 1);
        new Store(spark.sparkContext().hadoopConfiguration()).delete(shards);
        return shards;
    }

    static Dataset<Row> frame(SparkSession spark, List<Row> rows) {
        return spark.createDataFrame(rows, BundleSchema.columns());
    }
}
