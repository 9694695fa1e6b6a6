package dev.pcrl.job;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.dataset.Case;
import dev.pcrl.dataset.FoundCases;
import dev.pcrl.dataset.LabelList;
import dev.pcrl.dataset.Layouts;
import dev.pcrl.dataset.Manifest;
import dev.pcrl.dataset.ManifestBuilder;
import dev.pcrl.dataset.ManifestFile;
import dev.pcrl.dataset.ManifestHeader;
import dev.pcrl.dataset.ManifestLines;
import dev.pcrl.dataset.Split;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/** A data set to its manifest. Executors read the files for their checksums. */
public final class ManifestJob {
    /** Tasks at most: a hundred thousand radiographs are not worth a task each. */
    private static final int MOST_TASKS = 1000;

    private final SparkSession spark;
    private final PretrainConfig config;
    private final Store store;
    private final Consumer<String> log;

    /** @param log is told, line by line, what goes on */
    public ManifestJob(SparkSession spark, PretrainConfig config, Consumer<String> log) {
        this.spark = spark;
        this.config = config;
        this.store = new Store(spark.sparkContext().hadoopConfiguration());
        this.log = log;
    }

    /**
     * Writes the manifest, and beside it the list of what could not be used, if anything.
     *
     * @param input root of the data set
     * @param output file to be written
     * @throws UsageException if the input is not of the configured layout, or the output is there already
     * @throws BadDataException if a list cannot be read, or more cases than {@code shards.maximum-bad-files} allows
     */
    public void run(String input, String output) {
        Path file = store.qualify(Store.path(output));
        store.requireAbsent(file);
        FoundCases found = Layouts.find(config.dataset(), config.series(), store, store.qualify(Store.path(input)));
        log.accept(found.cases().size() + " cases of " + config.dataset().layout() + " in " + input);
        List<ReadFiles> read = read(found.cases());
        settle(found, read, quarantineFile(file));
        List<Case> sound = new ArrayList<>();
        Map<Path, ManifestFile> files = new HashMap<>();
        for (int i = 0; i < read.size(); i++) {
            if (read.get(i).bad().isEmpty()) {
                sound.add(found.cases().get(i));
                read.get(i).files().forEach(one -> files.put(one.path(), one));
            }
        }
        Manifest manifest = new ManifestBuilder(config.dataset(), config.seed()).build(found, sound, files);
        ManifestLines.write(manifest, store, file);
        tell(manifest, found, output);
    }

    private List<ReadFiles> read(List<Case> cases) {
        if (cases.isEmpty()) {
            return List.of();
        }
        SerializableConfiguration hadoop =
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
        List<FileSet> sets =
                cases.stream().map(one -> new FileSet(one.id(), one.files())).toList();
        return new JavaSparkContext(spark.sparkContext())
                .parallelize(sets, Math.min(sets.size(), MOST_TASKS))
                .mapPartitions(new FileReading(hadoop))
                .collect();
    }

    private void settle(FoundCases found, List<ReadFiles> read, Path list) {
        Stream<Quarantined> bad = Stream.concat(
                found.refused().stream().map(Quarantined::of), read.stream().flatMap(files -> files.bad().stream()));
        int cases = found.cases().size() + found.refused().size();
        Quarantine quarantine = new Quarantine(bad.toList(), cases);
        quarantine.write(store, list);
        quarantine.require(list, "shards.maximum-bad-files", config.shards().maximumBadFiles());
        quarantine.tell(log, list);
    }

    private static Path quarantineFile(Path manifest) {
        String name = manifest.getName().replaceFirst("\\.jsonl$", "");
        return new Path(manifest.getParent(), name + ".quarantine.jsonl");
    }

    private void tell(Manifest manifest, FoundCases found, String output) {
        ManifestHeader header = manifest.header();
        found.absentLists().forEach(name -> log.accept(name + " is not there: nothing is known from it"));
        for (LabelList list : header.lists()) {
            if (list.rowsWithoutFile() > 0) {
                log.accept(list.name() + ": " + list.rowsWithoutFile() + " of " + list.rows()
                        + " rows speak of files that are not there");
            }
        }
        if (header.filesWithoutRow() > 0) {
            log.accept(header.filesWithoutRow() + " cases have no label");
        }
        if (header.otherFiles() > 0) {
            log.accept(header.otherFiles() + " files are no part of the layout");
        }
        String splits = Stream.of(Split.values())
                .map(split -> manifest.entries(Set.of(split)).count() + " " + split)
                .collect(Collectors.joining(", "));
        log.accept(header.entries() + " cases of " + header.patients() + " patients in " + output + ": " + splits);
    }
}
