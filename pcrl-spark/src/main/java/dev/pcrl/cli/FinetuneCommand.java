package dev.pcrl.cli;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.FinetuneConfig;
import dev.pcrl.job.FinetuneJob;
import dev.pcrl.store.Store;
import java.io.PrintWriter;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pcrl finetune}. */
@Command(
        name = "finetune",
        description = {
            "Fine-tune an encoder for a task, on labelled cases of a manifest.",
            "",
            "Leaves model.safetensors (of the epoch that validated best), epochs.jsonl, provenance.json and status.json"
                    + " in the output directory. The same command again goes on from the last epoch.",
            "",
            "  pcrl finetune --encoder run/encoder.safetensors --manifest luna16.jsonl --output nodules \\",
            "    --config conf/finetune-luna.yaml --set labels.ratio=0.1",
            ""
        })
final class FinetuneCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--encoder",
            paramLabel = "FILE",
            description =
                    "encoder.safetensors or encoder.zip of `pcrl pretrain`, model.safetensors of another task, or,"
                            + " as safetensors, the 3D network that PCRLv2's authors released or torchvision's ResNet-18."
                            + " Without one, training is from scratch.")
    private Optional<String> encoder;

    @Option(names = "--manifest", required = true, paramLabel = "FILE", description = "What `pcrl manifest` wrote.")
    private String manifest;

    @Option(names = "--output", required = true, paramLabel = "URI", description = "Directory to be made.")
    private String output;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Configuration in YAML; what it leaves out is as in conf/finetune-luna.yaml.")
    private String config;

    @Mixin
    private OverrideOptions overrides;

    @Mixin
    private SparkOptions spark;

    @Override
    public void run() {
        FinetuneConfig settings =
                new ConfigReader(Store.local()).read(FinetuneConfig.paper(), Store.path(config), overrides.all());
        PrintWriter err = spec.commandLine().getErr();
        try (SparkSession session = spark.start("finetune")) {
            boolean isNew = new FinetuneJob(session, settings, 1, err::println).run(manifest, encoder, output);
            err.println(isNew ? "model in " + output : output + ": this run is finished already");
        }
    }
}
