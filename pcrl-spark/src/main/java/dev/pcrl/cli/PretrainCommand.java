package dev.pcrl.cli;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.job.PretrainJob;
import dev.pcrl.job.Termination;
import java.io.PrintWriter;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pcrl pretrain}. */
@Command(
        name = "pretrain",
        description = {
            "Pre-train the network on view bundles.",
            "",
            "Leaves encoder.safetensors (PyTorch's names and layouts), encoder.zip (Deeplearning4j), metrics.jsonl,"
                    + " checkpoints, provenance.json, report.html and status.json in the output directory. The same"
                    + " command again goes on from the newest checkpoint; while one is at work, another is refused.",
            "",
            "  pcrl pretrain --views views --output run --config conf/luna-3d.yaml --set training.batch-size=8",
            ""
        })
final class PretrainCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--views", required = true, paramLabel = "URI", description = "What `pcrl views` made.")
    private String views;

    @Option(names = "--output", required = true, paramLabel = "URI", description = "Directory to be made.")
    private String output;

    @Option(
            names = "--resume",
            description = "Go on from the newest checkpoint, and refuse to start where there is none.")
    private boolean resume;

    @Mixin
    private ConfigOptions config;

    @Mixin
    private SparkOptions spark;

    private final Termination termination;

    /** @param termination is told that training can end in good order */
    PretrainCommand(Termination termination) {
        this.termination = termination;
    }

    @Override
    public void run() {
        PretrainConfig settings = config.read();
        try (SparkSession session = spark.startForRounds("pretrain")) {
            pretrain(
                    session,
                    settings,
                    views,
                    output,
                    resume,
                    termination,
                    spec.commandLine().getErr());
        }
    }

    @SuppressWarnings("SystemConsoleNull") // Java 17 is what the build demands
    static void pretrain(
            SparkSession session,
            PretrainConfig config,
            String views,
            String output,
            boolean resume,
            Termination termination,
            PrintWriter err) {
        try (Progress progress = new Progress(err, System.console() != null)) {
            new PretrainJob(session, config, termination, progress::line).run(views, output, resume, progress::of);
        }
    }
}
