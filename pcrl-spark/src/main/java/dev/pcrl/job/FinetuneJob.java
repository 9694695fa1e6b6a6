package dev.pcrl.job;

import dev.pcrl.config.FinetuneConfig;
import dev.pcrl.dataset.FileDigest;
import dev.pcrl.dataset.LabelledSubset;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.ManifestLines;
import dev.pcrl.dataset.Split;
import dev.pcrl.encoder.Encoder;
import dev.pcrl.encoder.PretrainedEncoder;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.StartEncoder;
import dev.pcrl.network.EncoderKind;
import dev.pcrl.network.EncoderShape;
import dev.pcrl.store.Lease;
import dev.pcrl.store.Store;
import dev.pcrl.train.EpochRecord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Labelled cases and an encoder to a model for a task: {@code model.safetensors} (the best epoch's),
 * {@code epochs.jsonl}, {@code checkpoints/}, {@code provenance.json}, {@code quarantine.jsonl} if cases could not be
 * used, and {@code status.json}. An executor does the work, in one task.
 */
public final class FinetuneJob {
    private static final long POLL_MILLISECONDS = 500;

    private final SparkSession spark;
    private final FinetuneConfig config;
    private final int concurrent;
    private final Store store;
    private final Consumer<String> log;

    /**
     * @param concurrent such jobs that run at a time
     * @param log is told, line by line, what goes on
     */
    public FinetuneJob(SparkSession spark, FinetuneConfig config, int concurrent, Consumer<String> log) {
        this.spark = spark;
        this.config = config;
        this.concurrent = concurrent;
        this.store = new Store(spark.sparkContext().hadoopConfiguration());
        this.log = log;
    }

    /**
     * Runs the job, or goes on with it from its newest checkpoint, or leaves it as it is if it is finished.
     *
     * @param manifest what {@code pcrl manifest} wrote
     * @param encoder where to start from; none is from scratch
     * @param output directory to be made
     * @return whether there was something to do
     * @throws UsageException if no training case is labelled for the task, none shows one of its regions, the manifest
     *     has no label of a class's name, or the output belongs to something else
     * @throws dev.pcrl.failure.BadDataException if a file is damaged, or more cases than
     *     {@code labels.maximum-bad-files} allows
     */
    public boolean run(String manifest, Optional<String> encoder, String output) {
        FinetuneConfig fromScratch = config.fromScratch();
        if (encoder.isEmpty() && !config.equals(fromScratch)) {
            log.accept("from scratch: there is no trained encoder for fitting.encoder-rate and freeze-epochs to spare");
            return new FinetuneJob(spark, fromScratch, concurrent, log).run(manifest, encoder, output);
        }
        Path list = store.qualify(Store.path(manifest));
        Optional<Path> file = encoder.map(name -> store.qualify(Store.path(name)));
        String data = FileDigest.of(store, list).sha256();
        String start = file.map(path -> FileDigest.of(store, path).sha256()).orElse("scratch");
        String identity = RunDirectory.identity(config.toYaml(), data, start);
        Map<String, String> provenance = provenance(identity, data, start);
        Optional<PretrainedEncoder> known = file.map(path -> StartEncoder.read(store, path));
        LabelledCases cases = new LabelledCases(
                ManifestLines.read(store, list),
                description(config, known, provenance).task(),
                list.toString());
        cases.requireNamedClasses();
        return ExclusiveRun.run(
                store, store.qualify(Store.path(output)), "finetune", identity, (directory, lease, status) -> {
                    tell(cases, known);
                    FinetuneTask.Outcome outcome = train(list, file, directory, provenance, lease, status);
                    outcome.warnings().forEach(log);
                    if (outcome.leftOut() > 0) {
                        log.accept(outcome.leftOut() + " cases cannot be used and are left out, see "
                                + directory.file(FinetuneTask.QUARANTINE));
                    }
                    lease.check();
                    JsonLog<EpochRecord> epochs = JsonLog.ofEpochs(store, directory.path());
                    epochs.finish();
                    store.writeText(directory.file("provenance.json"), Json.pretty(provenance));
                    directory.finish();
                    epochs.tidy();
                    store.delete(directory.file(FinetuneTask.CHECKPOINTS));
                });
    }

    /**
     * The network for the task, of the encoder's shape if one is given.
     *
     * @throws UsageException if the task's windows do not fit the shape, or the encoder is of another kind
     */
    static ModelDescription description(
            FinetuneConfig config, Optional<PretrainedEncoder> encoder, Map<String, String> provenance) {
        Optional<EncoderShape> shape = encoder.map(PretrainedEncoder::shape);
        EncoderKind kind = config.network().kind();
        shape.filter(known -> known.kind() != kind).ifPresent(known -> {
            throw new UsageException("network.kind = " + kind + ", but the encoder is a " + known.kind());
        });
        try {
            return shape.map(known -> config.model(known, provenance)).orElseGet(() -> config.model(provenance));
        } catch (IllegalArgumentException e) {
            throw new UsageException("task." + e.getMessage(), e);
        }
    }

    private void tell(LabelledCases cases, Optional<PretrainedEncoder> encoder) {
        encoder.filter(Encoder.class::isInstance)
                .map(one -> ((Encoder) one).intensity())
                .filter(theirs -> !theirs.equals(config.intensity()))
                .ifPresent(theirs -> log.accept(
                        "intensity is " + Json.line(config.intensity()).strip()
                                + ", but the encoder was trained with "
                                + Json.line(theirs).strip()));
        List<ManifestEntry> all = cases.of(Split.TRAIN);
        List<ManifestEntry> training =
                cases.training(new LabelledSubset(config.labels().ratio(), config.seed()));
        log.accept(training.size() + " of " + all.size() + " training cases ("
                + LabelledCases.patients(training).size() + " patients), "
                + cases.ofOrNone(Split.VALIDATION).size() + " for validation");
    }

    private FinetuneTask.Outcome train(
            Path manifest,
            Optional<Path> encoder,
            RunDirectory directory,
            Map<String, String> provenance,
            Lease lease,
            StatusFile status) {
        SerializableConfiguration hadoop =
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
        FinetuneTask task = new FinetuneTask(
                config.toYaml(),
                manifest.toString(),
                encoder.map(Path::toString).orElse(""),
                directory.path().toString(),
                provenance,
                concurrent,
                hadoop);
        JavaFutureAction<List<Attempt<FinetuneTask.Outcome>>> work = new JavaSparkContext(spark.sparkContext())
                .parallelize(List.of(0), 1)
                .map(task)
                .collectAsync();
        try {
            return await(work, JsonLog.ofEpochs(store, directory.path()), lease, status);
        } catch (UnavailableException e) { // another driver's task may be at work now
            work.cancel(true);
            throw e;
        }
    }

    /** Waits, and tells each epoch. */
    private FinetuneTask.Outcome await(
            JavaFutureAction<List<Attempt<FinetuneTask.Outcome>>> work,
            JsonLog<EpochRecord> epochs,
            Lease lease,
            StatusFile status) {
        int told = 0;
        while (true) {
            boolean isDone = work.isDone();
            List<EpochRecord> done = epochs.read();
            for (EpochRecord record : done.subList(Math.min(told, done.size()), done.size())) {
                lease.check();
                log.accept(line(record));
                status.at(record.epoch(), config.fitting().epochs());
            }
            told = done.size(); // fewer, where an epoch that the checkpoint does not know of is done again
            if (isDone) {
                return result(work);
            }
            pause(work);
        }
    }

    private static void pause(JavaFutureAction<?> work) {
        try {
            work.get(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // looked at by the caller
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted", e);
        }
    }

    private static FinetuneTask.Outcome result(JavaFutureAction<List<Attempt<FinetuneTask.Outcome>>> work) {
        try {
            return work.get().get(0).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private String line(EpochRecord record) {
        String validation = record.isValidated()
                ? String.format(
                        Locale.ROOT,
                        "validation %s %.4f%s",
                        config.task().kind().isClassification() ? "AUROC" : "Dice",
                        record.validation(),
                        record.isBest() ? " (best)" : "")
                : "not validated";
        return String.format(
                Locale.ROOT,
                "epoch %d/%d  loss %.4f  %s  %.1f s",
                record.epoch(),
                config.fitting().epochs(),
                record.loss(),
                validation,
                record.seconds());
    }

    private Map<String, String> provenance(String run, String data, String start) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("run", run);
        facts.put("configuration", config.toYaml());
        facts.put("data-manifest", data);
        facts.put("encoder", start);
        facts.put("seed", Long.toString(config.seed()));
        facts.putAll(Provenance.versions());
        return facts;
    }
}
