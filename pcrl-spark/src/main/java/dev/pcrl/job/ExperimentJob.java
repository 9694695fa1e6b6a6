package dev.pcrl.job;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.ExperimentConfig;
import dev.pcrl.config.ExperimentData;
import dev.pcrl.config.FinetuneConfig;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.dataset.Split;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.sample.BrainSlabs;
import dev.pcrl.sample.LabelledSet;
import dev.pcrl.sample.PhantomSet;
import dev.pcrl.store.Lease;
import dev.pcrl.store.Store;
import dev.pcrl.train.TrainingListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * Compares methods: pre-trains with each once, fine-tunes and evaluates each cell of the grid, and tells what came out
 * in {@code report.html}, {@code results.json}, {@code results.csv} and {@code cells.csv}. Each step is a run in a
 * directory of its own ({@code data}, {@code views}, {@code pretrain}, {@code cells}), so that the same command goes on
 * where another one stopped.
 */
public final class ExperimentJob {
    private final SparkSession spark;
    private final ExperimentConfig config;
    private final Path home;
    private final Path output;
    private final Store store;
    private final Termination termination;
    private final Consumer<String> log;

    /**
     * @param home directory that the configuration names files in
     * @param output directory to be made
     * @param termination is told that training can end in good order
     * @param log is told, line by line, what goes on
     */
    public ExperimentJob(
            SparkSession spark,
            ExperimentConfig config,
            Path home,
            String output,
            Termination termination,
            Consumer<String> log) {
        this.spark = spark;
        this.config = config;
        this.home = home;
        this.store = new Store(spark.sparkContext().hadoopConfiguration());
        this.output = store.qualify(Store.path(output));
        this.termination = termination;
        this.log = log;
    }

    /**
     * Runs what is not done yet. The files are written anew whenever cells have ended; a cell that fails does not keep
     * the others from their end.
     *
     * @param listener makes what is told of each step of pre-training, given the number of all steps
     * @throws UsageException if a file is missing, a configuration refused, or the output something else's
     * @throws dev.pcrl.failure.UnavailableException if another driver is at work there
     * @throws RuntimeException the first failure of a cell, after all others have ended
     */
    public void run(LongFunction<TrainingListener> listener) {
        ConfigReader reader = new ConfigReader(store);
        PretrainConfig pretrain = reader.read(beside(config.pretrain()), List.of());
        Map<String, FinetuneConfig> tasks = new LinkedHashMap<>();
        for (String task : config.tasks()) {
            tasks.put(ExperimentConfig.taskName(task), reader.read(FinetuneConfig.paper(), beside(task), List.of()));
        }
        Path named = beside(config.data().manifest());
        // The grid may grow in the same directory, but not over other data.
        String data = RunDirectory.identity(Json.pretty(config.data()), split(pretrain));
        ExclusiveRun.run(
                store,
                output,
                "experiment",
                data,
                (directory, lease, status) -> run(pretrain, tasks, named, listener, lease, status));
    }

    /** What decides the patients of training and test, where no manifest that is named does. */
    private String split(PretrainConfig pretrain) {
        return madeHere(config.data())
                .map(made -> Json.pretty(pretrain.dataset()) + pretrain.seed())
                .orElse("");
    }

    /** A file that the experiment names. */
    private Path beside(String file) {
        return new Path(home, Store.path(file));
    }

    private void run(
            PretrainConfig pretrain,
            Map<String, FinetuneConfig> tasks,
            Path named,
            LongFunction<TrainingListener> listener,
            Lease lease,
            StatusFile status) {
        String manifest = manifest(pretrain, named);
        Map<String, MethodStart> starts = new LinkedHashMap<>();
        for (String method : config.methods()) {
            starts.put(method, start(method, pretrain, manifest, listener));
        }
        int concurrent = Math.max(1, spark.sparkContext().defaultParallelism());
        List<String> names = List.copyOf(tasks.keySet());
        List<Grid.Cell> cells = cells(names);
        ExperimentFiles files = new ExperimentFiles(store, output);
        Grid grid = new GridRun(
                        concurrent,
                        cell -> evaluate(cell, tasks.get(cell.task()), starts.get(cell.method()), manifest, concurrent),
                        log)
                .run(cells, now -> {
                    lease.check();
                    files.write(config, names, now);
                    status.at(now.ended(), cells.size());
                });
        log.accept("report in " + output);
        grid.firstFailure().ifPresent(failure -> {
            throw failure;
        });
    }

    private String manifest(PretrainConfig pretrain, Path named) {
        Optional<LabelledSet> made = madeHere(config.data());
        if (made.isEmpty()) {
            return named.toString();
        }
        Path data = new Path(output, "data");
        Path manifest = new Path(output, "manifest.jsonl");
        if (!store.exists(manifest)) {
            store.delete(data); // of an attempt that did not end
            log.accept(made.get().title() + " in " + data);
            made.get().write(store, data);
            PretrainConfig folder = ConfigReader.parse(
                    "experiment", pretrain.toYaml(), List.of("dataset.layout=folder", "dataset.patient=^([^/]+)"));
            new ManifestJob(spark, folder, log).run(data.toString(), manifest.toString());
        }
        return manifest.toString();
    }

    private static Optional<LabelledSet> madeHere(ExperimentData data) {
        return switch (data.manifest()) {
            case ExperimentData.PHANTOMS -> Optional.of(new PhantomSet(data.cases(), data.size(), data.seed()));
            case ExperimentData.BRAIN -> Optional.of(new BrainSlabs(data.cases()));
            default -> Optional.empty();
        };
    }

    /**
     * What a method's cells start from.
     *
     * @param encoder of its pre-training; none is from scratch
     * @param failure of its pre-training, which is that of its cells
     */
    private record MethodStart(Optional<String> encoder, Optional<RuntimeException> failure) {
        Optional<String> orThrow() {
            failure.ifPresent(thrown -> {
                throw thrown;
            });
            return encoder;
        }
    }

    /** Pre-trains; data or a configuration that cannot be used (a loss that explodes) fail this method alone. */
    private MethodStart start(
            String method, PretrainConfig pretrain, String manifest, LongFunction<TrainingListener> listener) {
        if (method.equals(ExperimentConfig.SCRATCH)) {
            return new MethodStart(Optional.empty(), Optional.empty());
        }
        try {
            return new MethodStart(Optional.of(encoder(method, pretrain, manifest, listener)), Optional.empty());
        } catch (UsageException | BadDataException e) {
            log.accept("pre-training " + method + " failed: " + e.getMessage());
            return new MethodStart(Optional.empty(), Optional.of(e));
        }
    }

    private String encoder(
            String method, PretrainConfig pretrain, String manifest, LongFunction<TrainingListener> listener) {
        PretrainConfig settings = ConfigReader.parse("experiment", pretrain.toYaml(), List.of("method=" + method));
        String views = new Path(output, "views/" + settings.views().crops()).toString();
        new ViewsJob(spark, settings, log).run(manifest, Set.of(Split.TRAIN), Optional.empty(), views);
        Path run = new Path(output, "pretrain/" + method);
        log.accept("pre-training: " + method);
        new PretrainJob(spark, settings, termination, log).run(views, run.toString(), false, listener);
        return new Path(run, "encoder.safetensors").toString();
    }

    /** The whole grid of one seed first: what is done early can be looked at. */
    private List<Grid.Cell> cells(List<String> tasks) {
        List<Grid.Cell> cells = new ArrayList<>();
        for (long seed : config.seeds()) {
            for (String task : tasks) {
                for (double ratio : config.ratios()) {
                    config.methods().forEach(method -> cells.add(new Grid.Cell(task, method, ratio, seed)));
                }
            }
        }
        return cells;
    }

    private Evaluation evaluate(
            Grid.Cell cell, FinetuneConfig base, MethodStart start, String manifest, int concurrent) {
        Optional<String> encoder = start.orThrow();
        Consumer<String> told = line -> log.accept(cell.path() + ": " + line);
        FinetuneConfig settings = base.with(cell.seed(), cell.ratio());
        Path directory = new Path(output, "cells/" + cell.path());
        Path model = new Path(directory, "model");
        Path test = new Path(directory, "test");
        new FinetuneJob(spark, settings, concurrent, told).run(manifest, encoder, model.toString());
        new EvaluateJob(spark, concurrent, settings.labels().maximumBadFiles(), told)
                .run(
                        new Path(model, FinetuneTask.MODEL).toString(),
                        manifest,
                        Split.TEST,
                        Optional.of(settings.task().overlap()),
                        test.toString());
        return new EvaluationFiles(store, test).read(settings.task().task());
    }
}
