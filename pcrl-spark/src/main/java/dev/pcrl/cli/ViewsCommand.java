package dev.pcrl.cli;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.FinetuneConfig;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.dataset.LabelledSubset;
import dev.pcrl.dataset.Split;
import dev.pcrl.finetune.LabelledPatients;
import dev.pcrl.finetune.Task;
import dev.pcrl.job.ViewsJob;
import dev.pcrl.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pcrl views}. */
@Command(
        name = "views",
        description = {
            "Cut view bundles from volumes.",
            "",
            "Reads DICOM, NIfTI and MetaImage from any store that Hadoop knows and writes Parquet files of view bundles: two"
                    + " global views, the local views inside their bounding box, and where they come from. A file that"
                    + " cannot be read is left out and named in quarantine.jsonl.",
            "",
            "  pcrl views --input hdfs:///hospital/ct --output hdfs:///pcrl/views --config conf/luna-3d.yaml",
            "  pcrl views --manifest luna.jsonl --split train,validation --output views --config conf/luna-3d.yaml",
            ""
        })
final class ViewsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(names = "--output", required = true, paramLabel = "URI", description = "Directory to be made.")
    private String output;

    @Mixin
    private ConfigOptions config;

    @Mixin
    private SparkOptions spark;

    /** Where the volumes are: in places that are searched, or named by a manifest. */
    private static final class Source {
        @Option(
                names = "--input",
                required = true,
                arity = "1..*",
                paramLabel = "URI",
                description = "Volumes, or directories that are searched for them.")
        private List<String> inputs;

        @ArgGroup(exclusive = false)
        private Named named;
    }

    /** A manifest and the splits that are taken of it. */
    private static final class Named {
        @Option(
                names = "--manifest",
                required = true,
                paramLabel = "FILE",
                description = "What `pcrl manifest` wrote: volumes are those that it names.")
        private String manifest;

        @Option(
                names = "--split",
                split = ",",
                paramLabel = "SPLIT",
                defaultValue = "train",
                description = "Of the manifest: train, validation, test, or several. Default: ${DEFAULT-VALUE}")
        private Set<Split> splits;

        @Option(
                names = "--labelled-ratio",
                paramLabel = "RATIO",
                description =
                        "Leave out the training patients whose labels `pcrl finetune` uses with labels.ratio=RATIO:"
                                + " the semi-supervised setting, in which the rest pre-trains, those without labels"
                                + " among them.")
        private Optional<Double> labelledRatio;

        @Option(
                names = "--labelled-seed",
                paramLabel = "SEED",
                defaultValue = "0",
                description = "The seed of that `pcrl finetune`. Default: ${DEFAULT-VALUE}")
        private long labelledSeed;

        @Option(
                names = "--labelled-task",
                paramLabel = "FILE",
                description = "The configuration of that `pcrl finetune`, of which its task is read: needed where some"
                        + " cases have labels of other tasks only. Without it, cases with labels of any task count.")
        private Optional<String> labelledTask;

        private Optional<LabelledPatients> labelled() {
            return labelledRatio.map(ratio ->
                    new LabelledPatients(new LabelledSubset(ratio, labelledSeed), labelledTask.map(this::task)));
        }

        private Task task(String file) {
            return new ConfigReader(Store.local())
                    .read(FinetuneConfig.paper(), Store.path(file), List.of())
                    .task()
                    .task();
        }
    }

    @Override
    public void run() {
        PretrainConfig settings = config.read();
        try (SparkSession session = spark.start("views")) {
            ViewsJob job = new ViewsJob(session, settings, spec.commandLine().getErr()::println);
            if (source.named == null) {
                job.run(source.inputs, output);
            } else {
                job.run(source.named.manifest, source.named.splits, CheckedOptions.of(source.named::labelled), output);
            }
        }
    }
}
