package dev.pcrl.cli;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.store.Store;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that name a configuration where the paper's will do. */
final class OptionalConfigOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration in YAML; what it leaves out, or all without it, is as in the paper.")
    private String file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of the configuration, such as training.batch-size=4. Repeatable.")
    private List<String> overrides = List.of();

    PretrainConfig read() {
        return file == null
                ? ConfigReader.parse("the paper's configuration", "", overrides)
                : new ConfigReader(Store.local()).read(Store.path(file), overrides);
    }
}
