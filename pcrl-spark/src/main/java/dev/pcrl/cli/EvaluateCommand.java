package dev.pcrl.cli;

import dev.pcrl.dataset.Split;
import dev.pcrl.job.EvaluateJob;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pcrl evaluate}. */
@Command(
        name = "evaluate",
        description = {
            "Hold a fine-tuned model against labelled cases of a manifest.",
            "",
            "Leaves results.json and results.csv (each metric with its 95 %% confidence interval over patients),"
                    + " cases.jsonl and report.html in the output directory.",
            "",
            "  pcrl evaluate --model nodules/model.safetensors --manifest luna16.jsonl --output nodules-test",
            ""
        })
final class EvaluateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "What `pcrl finetune` wrote.")
    private String model;

    @Option(names = "--manifest", required = true, paramLabel = "FILE", description = "What `pcrl manifest` wrote.")
    private String manifest;

    @Option(
            names = "--split",
            defaultValue = "test",
            description = "train, validation or test. Default: ${DEFAULT-VALUE}")
    private Split split;

    @Mixin
    private OverlapOption overlap;

    @Option(
            names = "--maximum-bad-files",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description = "Share of the cases that may be unusable, in [0, 1]; with more it fails. Default:"
                    + " ${DEFAULT-VALUE}")
    private double maximumBadFiles;

    @Option(names = "--output", required = true, paramLabel = "URI", description = "Directory to be made.")
    private String output;

    @Mixin
    private SparkOptions spark;

    @Override
    public void run() {
        Optional<Double> share = overlap.value();
        if (!(maximumBadFiles >= 0 && maximumBadFiles <= 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--maximum-bad-files must be in [0, 1]: " + maximumBadFiles);
        }
        try (SparkSession session = spark.start("evaluate")) {
            new EvaluateJob(session, 1, maximumBadFiles, spec.commandLine().getErr()::println)
                    .run(model, manifest, split, share, output);
        }
    }
}
