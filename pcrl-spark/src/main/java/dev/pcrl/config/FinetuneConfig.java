package dev.pcrl.config;

import static java.util.Objects.requireNonNull;

import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.finetune.ExampleAugmentation;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.network.EncoderKind;
import dev.pcrl.network.EncoderShape;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Rule;
import java.util.Map;

/**
 * The configuration of {@code bin/pcrl finetune}: all that decides what it computes, and nothing of where the files
 * are.
 *
 * @param seed what all random numbers are derived from, the choice of labelled patients among them; {@code seed}, 0 by
 *     default
 * @param date tells runs of a schedule apart; {@code date}, {@code none} by default
 * @param series what a DICOM series may lack; {@code series}, nothing by default
 * @param intensity how voxels become numbers in [0, 1]; {@code intensity}, as in pre-training by default
 * @param task what is to be learnt; {@code task}
 * @param labels which labels are used; {@code labels}
 * @param augmentation what makes one labelled scan many; {@code augmentation}
 * @param network which network, and its shape; {@code network}. With an encoder that is given, all but kind and
 *     channels are the encoder's
 * @param fitting optimisation; {@code fitting}
 */
public record FinetuneConfig(
        long seed,
        String date,
        SeriesSettings series,
        IntensitySettings intensity,
        TaskSettings task,
        LabelSettings labels,
        ExampleAugmentation augmentation,
        EncoderSettings network,
        FittingSettings fitting) {
    public FinetuneConfig {
        requireNonNull(date, "date");
        requireNonNull(series, "series");
        requireNonNull(intensity, "intensity");
        requireNonNull(task, "task");
        requireNonNull(labels, "labels");
        requireNonNull(augmentation, "augmentation");
        requireNonNull(network, "network");
        requireNonNull(fitting, "fitting");
        double voxels = (double) fitting.batchSize() * task.window().voxels();
        Rule.check(
                voxels * Math.max(network.channels(), task.classes().size()) < Integer.MAX_VALUE,
                "fitting.batch-size",
                "be so small that a minibatch of task.window " + task.window() + " has less than 2^31 numbers",
                fitting.batchSize());
        if (network.kind() == EncoderKind.RESNET_18) {
            Rule.check(
                    task.kind().isClassification(),
                    "task.kind",
                    "be " + TaskKind.IMAGE + " or " + TaskKind.POINTS + " for network.kind " + network.kind(),
                    task.kind());
            Rule.check(
                    task.window().z() == 1,
                    "task.window",
                    "be 1 along z for network.kind " + network.kind(),
                    task.window());
        }
    }

    /** The paper's fine-tuning on LUNA16's candidates (section 4.3, Table 5). */
    public static FinetuneConfig paper() {
        return new FinetuneConfig(
                0,
                "none",
                SeriesSettings.STRICT,
                IntensitySettings.paper(),
                TaskSettings.paper(),
                LabelSettings.standard(),
                ExampleAugmentation.standard(),
                EncoderSettings.paper(),
                FittingSettings.paper());
    }

    /** The network of this shape for the task; its views are the task's windows. */
    public ModelDescription model(Map<String, String> provenance) {
        return model(network.shape(task.window()), provenance);
    }

    /** A network of another shape for the task. */
    public ModelDescription model(EncoderShape shape, Map<String, String> provenance) {
        EncoderShape own = shape.taking(task.window(), network.channels());
        return new ModelDescription(
                task.task(), own, task.skipConnections(), task.overlap(), series, intensity, provenance);
    }

    /** The same with another seed and share of the labels. */
    public FinetuneConfig with(long otherSeed, double ratio) {
        LabelSettings fewer = new LabelSettings(ratio, labels.negativesPerPositive(), labels.maximumBadFiles());
        return new FinetuneConfig(otherSeed, date, series, intensity, task, fewer, augmentation, network, fitting);
    }

    /** The same for a network that starts from scratch: what spares a trained encoder has no place there. */
    public FinetuneConfig fromScratch() {
        return new FinetuneConfig(
                seed, date, series, intensity, task, labels, augmentation, network, fitting.fromScratch());
    }

    /** The canonical text: YAML with all keys in a fixed order; {@link ConfigReader} reads the same back. */
    public String toYaml() {
        return ConfigTree.text(this);
    }
}
