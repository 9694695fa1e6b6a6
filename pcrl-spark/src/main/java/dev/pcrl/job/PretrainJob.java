package dev.pcrl.job;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.encoder.Encoder;
import dev.pcrl.encoder.EncoderFiles;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.network.NsUNet;
import dev.pcrl.report.ReportWriter;
import dev.pcrl.store.Store;
import dev.pcrl.train.Checkpoints;
import dev.pcrl.train.Methods;
import dev.pcrl.train.SerializedConfig;
import dev.pcrl.train.StepRecord;
import dev.pcrl.train.StopSignal;
import dev.pcrl.train.Trainer;
import dev.pcrl.train.TrainingListener;
import dev.pcrl.train.TrainingState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import scala.reflect.ClassTag$;

/**
 * View bundles to a trained encoder: {@code checkpoints/}, {@code metrics.jsonl}, {@code encoder.safetensors},
 * {@code encoder.zip}, {@code provenance.json} and {@code report.html}.
 */
public final class PretrainJob {
    /** The report shows one bundle of so many. */
    private static final int SHOWN_FROM = 64;

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
     */
    public void run(String views, String output, boolean mustResume, LongFunction<TrainingListener> listener) {
        Path viewsPath = store.qualify(Store.path(views));
        ViewsSummary summary = summary(viewsPath);
        String identity = RunDirectory.identity(config.identity(), summary.run());
        Path outputPath = store.qualify(Store.path(output));
        if (mustResume && !store.exists(new Path(outputPath, "checkpoints"))) {
            throw new UsageException(output + " holds no checkpoint to resume from");
        }
        Trainer trainer = new Trainer(spark, config, new Path(viewsPath, ViewsSummary.BUNDLES), log);
        if (trainer.bundles() != summary.bundles()) {
            throw new BadDataException(
                    new Path(viewsPath, ViewsSummary.BUNDLES).toString(),
                    "view bundles",
                    "there are " + trainer.bundles() + ", but " + ViewsSummary.FILE + " says " + summary.bundles()
                            + "; is a shard missing?");
        }
        RunDirectory directory = RunDirectory.open(store, outputPath, "pretrain", identity);
        if (directory.isFinished()) {
            log.accept(output + ": this run is finished already");
            return;
        }
        NsUNet network = new NsUNet(config.nsUNet());
        Map<String, String> origin = Provenance.of(config, summary, identity);
        Checkpoints checkpoints = new Checkpoints(
                store,
                directory.file("checkpoints"),
                network.layout(),
                config.training().keepCheckpoints(),
                origin,
                config.exchange().threshold(),
                log);
        TrainingState start = start(checkpoints, trainer, mustResume);
        MetricsLog metrics = new MetricsLog(store, directory);
        metrics.rewindTo(start.step());
        TrainingState end = train(trainer, start, directory, logbook(metrics, checkpoints), listener);
        Map<String, String> provenance = new TreeMap<>(origin);
        provenance.put("steps", Long.toString(end.step()));
        export(end, provenance, directory);
        report(end, metrics.finish(), provenance, trainer, network, directory);
        directory.finish();
        metrics.tidy();
        log.accept("encoder and report in " + output);
    }

    /** Trains to the end; where that is ended by a signal, the last step that was done is kept as a checkpoint. */
    private TrainingState train(
            Trainer trainer,
            TrainingState start,
            RunDirectory directory,
            Trainer.Logbook logbook,
            LongFunction<TrainingListener> listener) {
        StopSignal stop = new StopSignal(
                directory.file("stop"),
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
        stop.clear();
        Duration grace = Duration.ofSeconds(config.cluster().graceSeconds());
        try (Termination.Handler ignored = termination.handle(stop::give, grace)) {
            TrainingState end = trainer.run(start, stop, logbook, listener.apply(trainer.steps()));
            if (end.step() < trainer.steps()) {
                stop.clear();
                throw new UnavailableException(
                        "stopped from outside: the same command goes on from the checkpoint of step " + end.step(),
                        null);
            }
            return end;
        }
    }

    private static Trainer.Logbook logbook(MetricsLog metrics, Checkpoints checkpoints) {
        return new Trainer.Logbook() {
            @Override
            public void roundDone(TrainingState state, List<StepRecord> records) {
                metrics.write(records);
                checkpoints.write(state);
            }

            @Override
            public void roundFailed(List<StepRecord> records) {
                metrics.write(records);
                metrics.finish();
            }
        };
    }

    private TrainingState start(Checkpoints checkpoints, Trainer trainer, boolean mustResume) {
        Optional<TrainingState> newest = checkpoints.newest();
        if (mustResume && newest.isEmpty()) {
            throw new UsageException("no checkpoint is whole: there is nothing to resume from");
        }
        log.accept(trainer.bundles() + " view bundles, " + trainer.steps() + " steps"
                + newest.map(state -> ", going on from the checkpoint of step " + state.step())
                        .orElse(""));
        return newest.orElseGet(() -> Methods.initial(config));
    }

    private ViewsSummary summary(Path views) {
        Path file = new Path(views, ViewsSummary.FILE);
        if (!store.exists(file)) {
            throw new UsageException(views + " holds no finished view bundles (there is no " + ViewsSummary.FILE
                    + "): make them with `pcrl views`");
        }
        ViewsSummary summary = Json.read(store, file, ViewsSummary.class);
        requireSame(
                file, "views.global-size", summary.globalSize(), config.views().globalSize());
        requireSame(
                file, "views.local-size", summary.localSize(), config.views().localSize());
        requireSame(
                file, "views.local-views", summary.localViews(), config.views().localViews());
        requireSame(
                file, "network.channels", summary.channels(), config.network().channels());
        return summary;
    }

    private static void requireSame(Path file, String key, Object made, Object configured) {
        if (!made.toString().equals(configured.toString())) {
            throw new UsageException(
                    file + ": these views were made with " + key + " = " + made + ", not " + configured);
        }
    }

    private void export(TrainingState end, Map<String, String> provenance, RunDirectory directory) {
        Encoder encoder = Encoder.of(
                config.nsUNet(), config.views().localSize(), config.views().intensity(), provenance, end.parameters());
        EncoderFiles.write(encoder, store, directory.file("encoder.safetensors"));
        EncoderFiles.write(encoder, store, directory.file("encoder.zip"));
        store.writeText(directory.file("provenance.json"), Json.pretty(provenance));
    }

    private void report(
            TrainingState end,
            List<StepRecord> steps,
            Map<String, String> provenance,
            Trainer trainer,
            NsUNet network,
            RunDirectory directory) {
        Broadcast<TrainingState> state =
                spark.sparkContext().broadcast(end, ClassTag$.MODULE$.apply(TrainingState.class));
        try {
            RestoredBundle restored = trainer.firstBundles(SHOWN_FROM)
                    .mapPartitions(new RestorePictures(SerializedConfig.of(config), state))
                    .first();
            ReportWriter.write(
                    new ReportBuilder(config, provenance)
                            .build(
                                    steps,
                                    restored,
                                    network.layout().length(),
                                    spark.sparkContext().master()),
                    store,
                    directory.file("report.html"));
        } finally {
            state.destroy();
        }
    }
}
