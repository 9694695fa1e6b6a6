package dev.pcrl.job;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import dev.pcrl.train.TrainingListener;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * View bundles to a trained encoder: {@code checkpoints/}, {@code metrics.jsonl}, {@code encoder.safetensors},
 * {@code encoder.zip}, {@code provenance.json}, {@code report.html} and {@code status.json}.
 */
public final class PretrainJob {
    private final SparkSession spark;
    private final PretrainConfig config;
    private final Store store;
    private final Termination termination;
    private final Consumer<String> log;

    /**
     * A job.
     *
     * @param termination is told that training can end in good order
     * @param log is told, line by line, what goes on
     */
    public PretrainJob(SparkSession spark, PretrainConfig config, Termination termination, Consumer<String> log) {
        this.spark = spark;
        this.config = config;
        this.store = new Store(spark.sparkContext().hadoopConfiguration());
        this.termination = termination;
        this.log = log;
    }

    /**
     * Runs the job, or goes on with it from its newest checkpoint, or leaves it as it is if it is finished.
     *
     * @param views what {@link ViewsJob} made
     * @param output directory to be made
     * @param mustResume refuse to start from the beginning
     * @param listener makes what is told of each step, given the number of all steps
     * @throws UsageException if the views do not fit the configuration, the output belongs to something else, or the
     *     loss explodes
     * @throws BadDataException if a shard is missing
     * @throws UnavailableException if another driver is at work in the output
     */
    public void run(String views, String output, boolean mustResume, LongFunction<TrainingListener> listener) {
        Path viewsPath = store.qualify(Store.path(views));
        ViewsSummary summary = summary(viewsPath);
        String identity = RunDirectory.identity(config.identity(), summary.run());
        Path outputPath = store.qualify(Store.path(output));
        if (mustResume && !store.exists(new Path(outputPath, PretrainRun.CHECKPOINTS))) {
            throw new UsageException(output + " holds no checkpoint to resume from");
        }
        boolean isNew = ExclusiveRun.run(
                store,
                outputPath,
                "pretrain",
                identity,
                (directory, lease, status) -> new PretrainRun(spark, config, termination, log, directory, lease, status)
                        .run(viewsPath, summary, mustResume, listener));
        log.accept(isNew ? "encoder and report in " + output : output + ": this run is finished already");
    }

    private ViewsSummary summary(Path views) {
        Path file = new Path(views, ViewsSummary.FILE);
        if (!store.exists(file)) {
            throw new UsageException(views + " holds no finished view bundles (there is no " + ViewsSummary.FILE
                    + "): make them with `pcrl views`");
        }
        ViewsSummary summary = ViewsSummary.read(store, file);
        requireSame(
                file, "views.global-size", summary.globalSize(), config.views().globalSize());
        requireSame(
                file, "views.local-size", summary.localSize(), config.views().localSize());
        requireSame(
                file, "views.local-views", summary.localViews(), config.views().localViews());
        requireSame(
                file, "network.channels", summary.channels(), config.network().channels());
        Map<String, String> made = summary.settings();
        new TreeMap<>(ViewsSummary.settings(config.views()))
                .forEach((key, wanted) -> requireSame(file, key, made.getOrDefault(key, wanted), wanted));
        return summary;
    }

    private static void requireSame(Path file, String key, Object made, Object configured) {
        if (!made.toString().equals(configured.toString())) {
            throw new UsageException(
                    file + ": these views were made with " + key + " = " + made + ", not " + configured);
        }
    }
}
