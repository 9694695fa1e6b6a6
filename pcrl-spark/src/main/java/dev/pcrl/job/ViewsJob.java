package dev.pcrl.job;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.dataset.Split;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.finetune.LabelledPatients;
import dev.pcrl.read.VolumeListing.LeftOut;
import dev.pcrl.shard.BundleSchema;
import dev.pcrl.shard.Shards;
import dev.pcrl.store.Lease;
import dev.pcrl.store.Store;
import dev.pcrl.train.SerializedConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Volumes to a directory of view bundles: {@code bundles/} (Parquet), {@code quarantine.jsonl} if files could not be
 * used, {@code skipped.jsonl} if others are no volumes, {@code status.json}, and {@code views.json}, written last. One
 * volume is one task.
 */
public final class ViewsJob {
    private final SparkSession spark;
    private final PretrainConfig config;
    private final Store store;
    private final Consumer<String> log;

    /** @param log is told, line by line, what goes on */
    public ViewsJob(SparkSession spark, PretrainConfig config, Consumer<String> log) {
        this.spark = spark;
        this.config = config;
        this.store = new Store(spark.sparkContext().hadoopConfiguration());
        this.log = log;
    }

    /**
     * Runs the job. A run that is finished already is left as it is.
     *
     * @param inputs files, or directories that are searched for volumes
     * @param output directory to be made
     * @throws UsageException if an input is missing, none holds a volume, or the output belongs to something else
     * @throws BadDataException if more files than {@code shards.maximum-bad-files} allows cannot be used
     */
    public void run(List<String> inputs, String output) {
        run(ViewsInput.found(store, config.series(), inputs), output);
    }

    /**
     * Runs the job on what a manifest names; a file whose size is not the manifest's cannot be used. With several
     * {@code network.channels}, the images of a case are the channels of one volume.
     *
     * @param manifest what {@code pcrl manifest} wrote
     * @param splits whose cases are taken
     * @param labelled training patients that are left out, since their labels are for fine-tuning; perhaps none
     * @param output directory to be made
     * @throws UsageException if no case is of these splits, a case has another number of images than
     *     {@code network.channels}, or the output belongs to something else
     * @throws BadDataException if the manifest cannot be read, or more files than {@code shards.maximum-bad-files}
     *     allows cannot be used
     */
    public void run(String manifest, Set<Split> splits, Optional<LabelledPatients> labelled, String output) {
        run(ViewsInput.named(store, manifest, splits, labelled, config.network().channels()), output);
    }

    private void run(ViewsInput input, String output) {
        List<SizedVolume> volumes = input.volumes();
        String identity = RunDirectory.identity(
                Long.toString(config.seed()),
                config.date(),
                config.series().toString(),
                config.views().toString(),
                Integer.toString(config.network().channels()),
                input.manifest(),
                listing(volumes));
        Path path = store.qualify(Store.path(output));
        boolean isNew = ExclusiveRun.run(store, path, "views", identity, (directory, lease, status) -> {
            status.at(0, volumes.size());
            ViewsSummary summary = make(input, directory, lease);
            log.accept(summary.bundles() + " view bundles of " + summary.volumes() + " volumes in " + output);
        });
        if (!isNew) {
            log.accept(output + ": these views are made already");
        }
    }

    private ViewsSummary make(ViewsInput input, RunDirectory directory, Lease lease) {
        List<SizedVolume> volumes = input.volumes();
        Path bundles = directory.file(ViewsSummary.BUNDLES);
        store.delete(bundles); // of an attempt that did not end
        report(input.skipped(), directory);
        log.accept(volumes.size() + " volumes, " + config.views().bundlesPerVolume() + " view bundles each");
        List<Quarantined> bad = new ArrayList<>(write(volumes, bundles));
        lease.check();
        input.refused().forEach(refused -> bad.add(Quarantined.of(refused)));
        Quarantine quarantine =
                new Quarantine(bad, volumes.size() + input.refused().size());
        settle(quarantine, directory, bundles);
        ViewsSummary summary = summary(directory.run(), input, quarantine, bundles);
        lease.check();
        store.writeText(directory.file(ViewsSummary.FILE), Json.pretty(summary));
        directory.finish();
        return summary;
    }

    /** Tells which files are no volumes and why, which is no fault of theirs. */
    private void report(List<LeftOut> skipped, RunDirectory directory) {
        Path file = directory.file("skipped.jsonl");
        if (skipped.isEmpty()) {
            store.delete(file);
            return;
        }
        store.writeText(
                file,
                skipped.stream().map(Quarantined::of).map(Json::line).sorted().collect(Collectors.joining()));
        log.accept(skipped.size() + " files are no volumes, see " + file);
    }

    /** Names and sizes: a file that was replaced by one of another size is another input. */
    private static String listing(List<SizedVolume> volumes) {
        return volumes.stream()
                .map(volume -> volume.name() + " " + volume.images().bytes())
                .collect(Collectors.joining("\n"));
    }

    private List<Quarantined> write(List<SizedVolume> volumes, Path bundles) {
        CollectionAccumulator<Quarantined> quarantine = spark.sparkContext().collectionAccumulator("quarantine");
        SerializableConfiguration hadoop =
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
        JavaRDD<Row> rows = new JavaSparkContext(spark.sparkContext())
                .parallelize(volumes, Math.max(1, volumes.size()))
                .flatMap(new VolumeToRows(SerializedConfig.of(config), hadoop, quarantine));
        long expected = (long) volumes.size() * config.views().bundlesPerVolume();
        int shards = (int) Math.max(1, expected / config.shards().bundlesPerShard());
        Shards.write(spark.createDataFrame(rows, BundleSchema.columns()), bundles, shards);
        return quarantine.value();
    }

    private void settle(Quarantine quarantine, RunDirectory directory, Path bundles) {
        Path list = directory.file("quarantine.jsonl");
        quarantine.write(store, list);
        double share = config.shards().maximumBadFiles();
        if (quarantine.isTooLarge(share)) {
            store.delete(bundles);
            throw quarantine.failure(list, "shards.maximum-bad-files", share);
        }
        quarantine.tell(log, list);
    }

    private ViewsSummary summary(String run, ViewsInput input, Quarantine quarantine, Path bundles) {
        Set<String> bad = quarantine.files().stream().map(Quarantined::file).collect(Collectors.toSet());
        List<SizedVolume> used = input.volumes().stream()
                .filter(volume -> !bad.contains(volume.name()))
                .toList();
        Set<String> sources = used.stream().map(SizedVolume::sourceHash).collect(Collectors.toCollection(TreeSet::new));
        long count = Shards.read(spark, bundles).count();
        return new ViewsSummary(
                BundleSchema.FORMAT_VERSION,
                run,
                input.manifest(),
                DataHash.of(used),
                sources.size(),
                quarantine.files().size(),
                count,
                config.views().globalSize().toString(),
                config.views().localSize().toString(),
                config.views().localViews(),
                config.network().channels(),
                ViewsSummary.settings(config.views()),
                List.copyOf(sources));
    }
}
