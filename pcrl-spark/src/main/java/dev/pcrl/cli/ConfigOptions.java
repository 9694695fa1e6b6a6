package dev.pcrl.cli;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.store.Store;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name a configuration. */
final class ConfigOptions {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Configuration in YAML; what it leaves out is as in the paper. See conf/luna-3d.yaml.")
    private String file;

    @Mixin
    private OverrideOptions overrides;

    PretrainConfig read() {
        return new ConfigReader(Store.local()).read(Store.path(file), overrides.all());
    }
}
