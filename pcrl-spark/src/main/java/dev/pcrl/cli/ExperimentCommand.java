package dev.pcrl.cli;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.ExperimentConfig;
import dev.pcrl.job.ExperimentJob;
import dev.pcrl.job.Termination;
import dev.pcrl.store.Store;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pcrl experiment}. */
@Command(
        name = "experiment",
        description = {
            "Compare methods over shares of labels and seeds: pre-train, fine-tune, evaluate, tell.",
            "",
            "Leaves report.html, results.json, results.csv and cells.csv in the output directory, beside all runs; they"
                    + " are written whenever cells have ended. A cell that fails does not stop the others. The same"
                    + " command again goes on with what is not done.",
            "",
            "  pcrl experiment conf/experiments/phantom.yaml --output phantom-experiment",
            ""
        })
final class ExperimentCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The experiment's configuration in YAML.")
    private String file;

    @Option(names = "--output", required = true, paramLabel = "URI", description = "Directory to be made.")
    private String output;

    @Mixin
    private OverrideOptions overrides;

    @Mixin
    private SparkOptions spark;

    private final Termination termination;

    /** @param termination is told that training can end in good order */
    ExperimentCommand(Termination termination) {
        this.termination = termination;
    }

    @Override
    public void run() {
        Path path = Store.local().qualify(Store.path(file));
        ExperimentConfig config =
                new ConfigReader(Store.local()).read(ExperimentConfig.standard(), path, overrides.all());
        try (SparkSession session = spark.startForRounds("experiment");
                Progress progress = new Progress(spec.commandLine().getErr(), false)) {
            new ExperimentJob(session, config, path.getParent(), output, termination, progress::line).run(progress::of);
        }
    }
}
