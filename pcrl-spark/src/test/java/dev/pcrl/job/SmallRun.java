package dev.pcrl.job;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.phantom.Phantoms;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.shard.BundleRows;
import dev.pcrl.shard.Shards;
import dev.pcrl.store.Store;
import dev.pcrl.train.StopSignal;
import dev.pcrl.view.ViewBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** A run small enough for a test: two phantoms, a network of two scales. */
public final class SmallRun {
    private static final String YAML = """
            views:
              global-size: 16x16x8
              local-size: 8x8x8
              global-crops: [16x16x8, 24x24x16]
              local-crops: [4x4x4, 8x8x8]
              local-views: 2
              bundles-per-volume: 5
            shards: {bundles-per-shard: 3, maximum-bad-files: 0.4}
            network: {base-width: 2, scales: 2, width-cap: 8}
            training: {epochs: 3, batch-size: 4, steps-per-round: 2, prefetch-threads: 2}
            """;

    private SmallRun() {}

    /** The configuration, with overrides like those of {@code --set}. */
    public static PretrainConfig config(String... overrides) {
        return ConfigReader.parse("test", YAML, List.of(overrides));
    }

    public static SparkSession spark(String master) {
        return SparkSessions.startForRounds("test", Optional.of(master));
    }

    /** Writes two phantoms, and the views of them in the folder {@code views} beside them, in a session of its own. */
    public static void views(Path directory, String... overrides) {
        try (SparkSession spark = spark("local[2]")) {
            views(spark, directory, overrides);
        }
    }

    /** Writes two phantoms, and the views of them in the folder {@code views} beside them. */
    public static void views(SparkSession spark, Path directory, String... overrides) {
        new ViewsJob(spark, config(overrides), line -> {})
                .run(volumes(directory, 2), directory.resolve("views").toString());
    }

    /** The bundles of views, in the order of their numbers. */
    static List<ViewBundle> bundles(SparkSession spark, Path views) {
        return Shards.read(
                        spark,
                        new org.apache.hadoop.fs.Path(views.resolve("bundles").toString()))
                .orderBy("bundle")
                .collectAsList()
                .stream()
                .map(row -> BundleRows.toBundle(row, views.toString()))
                .toList();
    }

    /** A signal that nobody gives. */
    public static StopSignal noStop(SparkSession spark, Path directory) {
        return new StopSignal(
                new org.apache.hadoop.fs.Path(directory.resolve("stop").toString()),
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    }

    /** Writes phantoms and gives their files. */
    public static List<String> volumes(Path directory, int count) {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = directory.resolve("phantom-" + i + ".nii.gz");
            NiftiWriter.write(
                    Phantoms.thorax(40, i).image(), Store.local(), new org.apache.hadoop.fs.Path(file.toString()));
            files.add(file.toString());
        }
        return files;
    }
}
