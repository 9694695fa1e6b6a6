package dev.pcrl.job;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.read.VolumeInput;
import dev.pcrl.read.VolumeListing;
import dev.pcrl.read.VolumeListing.LeftOut;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.shard.BundleSchema;
import dev.pcrl.shard.Shards;
import dev.pcrl.store.Store;
import dev.pcrl.train.SerializedConfig;
import dev.pcrl.view.SourceHash;
import dev.pcrl.volume.VoxelOrder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
 * used, {@code skipped.jsonl} if others are no volumes, and {@code views.json}, written last. One volume is one task.
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
        VolumeListing found = find(inputs);
        List<VolumeInput> volumes = found.volumes();
        String identity = RunDirectory.identity(
                Long.toString(config.seed()),
                config.series().toString(),
                config.views().toString(),
                Integer.toString(config.network().channels()),
                listing(volumes));
        RunDirectory directory = RunDirectory.open(store, store.qualify(Store.path(output)), "views", identity);
        if (directory.isFinished()) {
            log.accept(output + ": these views are made already");
            return;
        }
        Path bundles = directory.file(ViewsSummary.BUNDLES);
        store.delete(bundles); // of an attempt that did not end
        report(found.skipped(), directory);
        log.accept(volumes.size() + " volumes, " + config.views().bundlesPerVolume() + " view bundles each");
        Set<Quarantined> quarantined = write(volumes, bundles);
        found.refused().forEach(bad -> quarantined.add(Quarantined.of(bad)));
        settle(quarantined, volumes.size() + found.refused().size(), directory, bundles);
        ViewsSummary summary = summary(identity, volumes, quarantined, bundles);
        store.writeText(directory.file(ViewsSummary.FILE), Json.pretty(summary));
        directory.finish();
        log.accept(summary.bundles() + " view bundles of " + summary.volumes() + " volumes in " + output);
    }

    private VolumeListing find(List<String> inputs) {
        Map<String, VolumeInput> volumes = new TreeMap<>();
        Set<LeftOut> refused = new LinkedHashSet<>();
        Set<LeftOut> skipped = new LinkedHashSet<>();
        VolumeReaders readers = VolumeReaders.of(config.series(), VoxelOrder.AXIAL);
        for (String input : inputs) {
            VolumeListing found =
                    readers.list(store, store.qualify(Store.path(input))).orRefuse(input);
            found.volumes().forEach(volume -> volumes.put(volume.name(), volume));
            refused.addAll(found.refused());
            skipped.addAll(found.skipped());
            found.images().forEach(image -> skipped.add(new LeftOut(image.name(), "file", "a 2D image")));
        }
        return new VolumeListing(List.copyOf(volumes.values()), List.of(), List.copyOf(refused), List.copyOf(skipped));
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
    private static String listing(List<VolumeInput> volumes) {
        return volumes.stream()
                .map(volume -> volume.name() + " " + volume.bytes())
                .collect(Collectors.joining("\n"));
    }

    private Set<Quarantined> write(List<VolumeInput> volumes, Path bundles) {
        CollectionAccumulator<Quarantined> quarantine = spark.sparkContext().collectionAccumulator("quarantine");
        SerializableConfiguration hadoop =
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
        JavaRDD<Row> rows = new JavaSparkContext(spark.sparkContext())
                .parallelize(volumes, Math.max(1, volumes.size()))
                .flatMap(new VolumeToRows(SerializedConfig.of(config), hadoop, quarantine));
        long expected = (long) volumes.size() * config.views().bundlesPerVolume();
        int shards = (int) Math.max(1, expected / config.shards().bundlesPerShard());
        Shards.write(spark.createDataFrame(rows, BundleSchema.columns()), bundles, shards);
        return new LinkedHashSet<>(quarantine.value()); // a task that ran twice reported twice
    }

    private void settle(Set<Quarantined> quarantined, int found, RunDirectory directory, Path bundles) {
        Path file = directory.file("quarantine.jsonl");
        if (quarantined.isEmpty()) {
            store.delete(file);
            return;
        }
        store.writeText(file, quarantined.stream().map(Json::line).sorted().collect(Collectors.joining()));
        String share = quarantined.size() + " of " + found + " files";
        if (quarantined.size() > config.shards().maximumBadFiles() * found || quarantined.size() == found) {
            store.delete(bundles);
            String list = quarantined.stream()
                    .map(bad -> "\n  " + bad.file() + ": " + bad.place() + ": " + bad.reason())
                    .sorted()
                    .collect(Collectors.joining());
            throw new BadDataException(
                    file.toString(),
                    share,
                    "cannot be used, more than shards.maximum-bad-files = "
                            + config.shards().maximumBadFiles() + " allows:" + list);
        }
        log.accept(share + " cannot be used and are left out, see " + file);
    }

    private ViewsSummary summary(String run, List<VolumeInput> volumes, Set<Quarantined> quarantined, Path bundles) {
        Set<String> sources = new TreeSet<>();
        volumes.forEach(volume -> sources.add(SourceHash.of(volume.name())));
        quarantined.forEach(bad -> sources.remove(SourceHash.of(bad.file())));
        long count = Shards.read(spark, bundles).count();
        return new ViewsSummary(
                BundleSchema.FORMAT_VERSION,
                run,
                sources.size(),
                quarantined.size(),
                count,
                config.views().globalSize().toString(),
                config.views().localSize().toString(),
                config.views().localViews(),
                config.network().channels(),
                List.copyOf(sources));
    }
}
