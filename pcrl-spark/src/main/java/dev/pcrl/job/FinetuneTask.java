package dev.pcrl.job;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.FinetuneConfig;
import dev.pcrl.dataset.LabelledSubset;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.ManifestLines;
import dev.pcrl.dataset.Split;
import dev.pcrl.dataset.Truth;
import dev.pcrl.encoder.PretrainedEncoder;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.finetune.CaseReader;
import dev.pcrl.finetune.Labels;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.ModelFile;
import dev.pcrl.finetune.Sample;
import dev.pcrl.finetune.StartEncoder;
import dev.pcrl.finetune.StartWeights;
import dev.pcrl.finetune.Task;
import dev.pcrl.network.SupervisedNetwork;
import dev.pcrl.store.Store;
import dev.pcrl.train.Checkpoints;
import dev.pcrl.train.EpochRecord;
import dev.pcrl.train.Finetuning;
import dev.pcrl.train.NativeThreads;
import dev.pcrl.train.TaskDevice;
import dev.pcrl.train.TrainingState;
import dev.pcrl.volume.VoxelFiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Fine-tunes on an executor, from the newest checkpoint if there is one. Writes each epoch's checkpoint, the best model
 * and the log into the run's directory itself: the driver would only pass them on.
 */
final class FinetuneTask implements Function<Integer, Attempt<FinetuneTask.Outcome>> {
    private static final long serialVersionUID = 1;

    static final String MODEL = "model.safetensors";
    static final String CHECKPOINTS = "checkpoints";
    static final String QUARANTINE = "quarantine.jsonl";

    private static final int KEPT = 2; // checkpoints: where the newest is damaged, one epoch is done again

    private final String yaml;
    private final String manifest;
    private final String encoder;
    private final String output;
    private final TreeMap<String, String> provenance;
    private final int concurrent;
    private final SerializableConfiguration hadoop;

    /**
     * What is to be told of it.
     *
     * @param leftOut cases that could not be used
     * @param warnings of classes that no case shows and of damaged checkpoints
     */
    record Outcome(int leftOut, List<String> warnings) implements Serializable {
        Outcome {
            warnings = new ArrayList<>(warnings);
        }
    }

    /**
     * @param yaml the configuration
     * @param encoder where to start from; empty to start from scratch
     * @param provenance of the model
     * @param concurrent such tasks that run at a time
     */
    FinetuneTask(
            String yaml,
            String manifest,
            String encoder,
            String output,
            Map<String, String> provenance,
            int concurrent,
            SerializableConfiguration hadoop) {
        this.yaml = yaml;
        this.manifest = manifest;
        this.encoder = encoder;
        this.output = output;
        this.provenance = new TreeMap<>(provenance);
        this.concurrent = concurrent;
        this.hadoop = hadoop;
    }

    @Override
    public Attempt<Outcome> call(Integer ignored) {
        return Attempt.of(this::run);
    }

    private Outcome run() {
        NativeThreads.shareExecutor(concurrent);
        TaskDevice.use(TaskContext.get());
        Store store = new Store(hadoop.value());
        FinetuneConfig config = ConfigReader.parse(FinetuneConfig.paper(), "configuration", yaml, List.of());
        Optional<PretrainedEncoder> start =
                encoder.isEmpty() ? Optional.empty() : Optional.of(StartEncoder.read(store, Store.path(encoder)));
        ModelDescription description = FinetuneJob.description(config, start, provenance);
        Path directory = Store.path(output);
        LabelledCases cases =
                new LabelledCases(ManifestLines.read(store, Store.path(manifest)), description.task(), manifest);
        List<ManifestEntry> training =
                cases.training(new LabelledSubset(config.labels().ratio(), config.seed()));
        List<ManifestEntry> validation = cases.ofOrNone(Split.VALIDATION);
        CaseReader reader = new CaseReader(store, description, Optional.of(voxelFiles()));
        List<Quarantined> bad = new ArrayList<>();
        List<Sample> train = LabelledCases.read(reader, training, bad);
        List<Sample> validate = LabelledCases.read(reader, validation, bad);
        settle(new Quarantine(bad, training.size() + validation.size()), config, store, directory, train);
        List<String> warnings = new ArrayList<>(requireShown(train, description.task()));
        Finetuning finetuning = new Finetuning(config, description, train, validate);
        fit(finetuning, description, config.seed(), start, store, directory, warnings::add);
        return new Outcome(bad.size(), warnings);
    }

    /** In one of the directories that Spark removes at its end. */
    private static VoxelFiles voxelFiles() {
        return new VoxelFiles(
                SparkEnv.get().blockManager().diskBlockManager().localDirs()[0].toPath());
    }

    private static void settle(
            Quarantine quarantine, FinetuneConfig config, Store store, Path directory, List<Sample> train) {
        Path list = new Path(directory, QUARANTINE);
        quarantine.write(store, list);
        double share = config.labels().maximumBadFiles();
        if (quarantine.isTooLarge(share) || train.isEmpty()) {
            throw quarantine.failure(list, "labels.maximum-bad-files", share);
        }
    }

    /**
     * What no case shows would be learnt as never there. A task is refused whose regions are not all shown, or none of
     * whose classes is; of several classes, rare ones may be missing among few labels, which is told.
     */
    private static List<String> requireShown(List<Sample> train, Task task) {
        List<String> unseen = IntStream.range(0, task.classes().size())
                .filter(index -> train.stream().noneMatch(sample -> shows(sample.labels(), index)))
                .mapToObj(index -> task.classes().get(index).toString())
                .toList();
        boolean isUsable =
                task.kind().isClassification() ? unseen.size() < task.classes().size() : unseen.isEmpty();
        if (!isUsable) {
            throw new UsageException("task.classes: no training case shows " + unseen.get(0) + " ("
                    + train.stream().map(Sample::scan).distinct().count() + " are labelled)");
        }
        return unseen.stream()
                .map(name -> "no training case shows " + name + ", which is learnt as never there")
                .toList();
    }

    private static boolean shows(Labels labels, int index) {
        return labels instanceof Labels.Regions regions
                ? regions.shows(index)
                : labels.truths().get(index) == Truth.POSITIVE;
    }

    private void fit(
            Finetuning finetuning,
            ModelDescription description,
            long seed,
            Optional<PretrainedEncoder> encoderToStartFrom,
            Store store,
            Path directory,
            Consumer<String> warnings) {
        SupervisedNetwork network = description.toNetwork();
        Checkpoints checkpoints = new Checkpoints(
                store, new Path(directory, CHECKPOINTS), network.layout(), KEPT, provenance, 0, warnings);
        TrainingState state = checkpoints.newest().orElseGet(() -> initial(network, seed, encoderToStartFrom));
        JsonLog<EpochRecord> log = JsonLog.ofEpochs(store, directory);
        List<EpochRecord> done = log.rewindTo(state.step() + 1);
        finetuning.run(state, done, (record, next, best) -> {
            requireWanted();
            best.ifPresent(model -> ModelFile.write(model, store, new Path(directory, MODEL)));
            log.write(List.of(record));
            checkpoints.write(next); // last: what it does not know of is done again
        });
    }

    /** Spark only marks a task that is cancelled; by then the run may be another driver's. */
    private static void requireWanted() {
        if (TaskContext.get().isInterrupted()) {
            throw new UnavailableException("fine-tuning was cancelled", null);
        }
    }

    private static TrainingState initial(SupervisedNetwork network, long seed, Optional<PretrainedEncoder> encoder) {
        INDArray weights = encoder.map(known -> StartWeights.pretrained(network, seed, known))
                .orElseGet(() -> StartWeights.scratch(network, seed));
        return TrainingState.of(0, weights, network.layout().zeros(DataType.FLOAT), 0);
    }
}
