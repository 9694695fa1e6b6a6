package dev.pcrl.job;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.encoder.Encoder;
import dev.pcrl.encoder.EncoderFiles;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.network.NsUNet;
import dev.pcrl.report.ReportWriter;
import dev.pcrl.store.Lease;
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

/** The work of {@link PretrainJob} in its directory, by the driver that has the lease on it. */
final class PretrainRun {
    static final String CHECKPOINTS = "checkpoints";

    /** The report shows one bundle of so many, or of a minibatch if that is more. */
    private static final int SHOWN_FROM = 16;

    private final SparkSession spark;
    private final PretrainConfig config;
    private final Store store;
    private final Termination termination;
    private final Consumer<String> log;
    private final RunDirectory directory;
    private final Lease lease;
    private final StatusFile status;

    PretrainRun(
            SparkSession spark,
            PretrainConfig config,
            Termination termination,
            Consumer<String> log,
            RunDirectory directory,
            Lease lease,
            StatusFile status) {
        this.spark = spark;
        this.config = config;
        this.store = new Store(spark.sparkContext().hadoopConfiguration());
        this.termination = termination;
        this.log = log;
        this.directory = directory;
        this.lease = lease;
        this.status = status;
    }

    /** Trains from the newest checkpoint, or from the beginning, to the encoder and the report. */
    void run(Path views, ViewsSummary summary, boolean mustResume, LongFunction<TrainingListener> listener) {
        Trainer trainer = trainer(new Path(views, ViewsSummary.BUNDLES), summary);
        NsUNet network = Methods.network(config);
        Map<String, String> origin = Provenance.of(config, summary, directory.run());
        Checkpoints checkpoints = new Checkpoints(
                store,
                directory.file(CHECKPOINTS),
                network.layout(),
                config.training().keepCheckpoints(),
                origin,
                config.exchange().threshold(),
                log);
        TrainingState start = start(checkpoints, trainer, mustResume);
        status.at(start.step(), trainer.steps());
        JsonLog<StepRecord> metrics = JsonLog.ofSteps(store, directory.path());
        List<Double> losses =
                metrics.rewindTo(start.step()).stream().map(StepRecord::loss).toList();
        Trainer.Logbook logbook = logbook(metrics, checkpoints, trainer.steps());
        TrainingState end = train(trainer, start, losses, logbook, listener.apply(trainer.steps()));
        lease.check();
        Map<String, String> provenance = new TreeMap<>(origin);
        provenance.put("steps", Long.toString(end.step()));
        export(end, provenance);
        report(end, metrics.finish(), provenance, trainer, network);
        lease.check();
        directory.finish();
        metrics.tidy();
    }

    private Trainer trainer(Path bundles, ViewsSummary summary) {
        Trainer trainer = new Trainer(spark, config, bundles, log);
        if (trainer.bundles() != summary.bundles()) {
            throw new BadDataException(
                    bundles.toString(),
                    "view bundles",
                    "there are " + trainer.bundles() + ", but " + ViewsSummary.FILE + " says " + summary.bundles()
                            + "; is a shard missing?");
        }
        return trainer;
    }

    /** Trains to the end; where that is ended by a signal, the last step that was done is kept as a checkpoint. */
    private TrainingState train(
            Trainer trainer,
            TrainingState start,
            List<Double> losses,
            Trainer.Logbook logbook,
            TrainingListener listener) {
        StopSignal stop = new StopSignal(
                directory.file("stop"),
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
        stop.clear();
        Duration grace = Duration.ofSeconds(config.cluster().graceSeconds());
        try (Termination.Handler ignored = termination.handle(stop::give, grace)) {
            TrainingState end = trainer.run(start, losses, stop, logbook, listener);
            if (end.step() < trainer.steps()) {
                stop.clear();
                throw status.stopped(
                        "stopped from outside: the same command goes on from the checkpoint of step " + end.step());
            }
            return end;
        }
    }

    private Trainer.Logbook logbook(JsonLog<StepRecord> metrics, Checkpoints checkpoints, long steps) {
        return new Trainer.Logbook() {
            @Override
            public void roundDone(TrainingState state, List<StepRecord> records) {
                lease.check();
                metrics.write(records);
                checkpoints.write(state);
                status.at(state.step(), steps);
            }

            @Override
            public void roundFailed(List<StepRecord> records) {
                lease.check();
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

    private void export(TrainingState end, Map<String, String> provenance) {
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
            NsUNet network) {
        Broadcast<TrainingState> state =
                spark.sparkContext().broadcast(end, ClassTag$.MODULE$.apply(TrainingState.class));
        try {
            RestoredBundle restored = trainer.firstBundles(
                            Math.max(SHOWN_FROM, config.training().batchSize()))
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
