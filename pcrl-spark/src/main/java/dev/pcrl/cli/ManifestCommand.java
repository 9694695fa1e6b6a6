package dev.pcrl.cli;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.job.ManifestJob;
import dev.pcrl.store.Store;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pcrl manifest}. */
@Command(
        name = "manifest",
        description = {
            "List the cases of a data set: files, checksums, patients, splits and labels.",
            "",
            "Knows LUNA16, LIDC-IDRI, LiTS, BraTS 2018, ChestX-ray14 and CheXpert as they were published, any folder of"
                    + " volumes, and BIDS; dataset.layout names which. Parts may be missing. Patients are hashed and"
                    + " split 70/10/20, after the set's own lists where it has them. See docs/manifest.md.",
            "",
            "  pcrl manifest --input /data/luna16 --output luna16.jsonl",
            "  pcrl manifest --input /data/nih --output nih.jsonl --set dataset.layout=chestx-ray14",
            ""
        })
final class ManifestCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--input", required = true, paramLabel = "URI", description = "Root of the data set.")
    private String input;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "File to be written.")
    private String output;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration in YAML; without one, all is as in conf/luna-3d.yaml.")
    private Optional<String> config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of the configuration, such as dataset.layout=lits. Repeatable.")
    private List<String> overrides = List.of();

    @Mixin
    private SparkOptions spark;

    @Override
    public void run() {
        PretrainConfig settings = config.map(file -> new ConfigReader(Store.local()).read(Store.path(file), overrides))
                .orElseGet(() -> ConfigReader.parse("--set", "", overrides));
        try (SparkSession session = spark.start("manifest")) {
            new ManifestJob(session, settings, spec.commandLine().getErr()::println).run(input, output);
        }
    }
}
