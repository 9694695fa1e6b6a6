package dev.pcrl.cli;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.store.Store;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that name a configuration where the paper's will do. */
final class OptionalConfigOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration in YAML; what it leaves out, or all without it, is as in the paper.")
    private String file;

    @Mixin
    private OverrideOptions overrides;

    PretrainConfig read() {
        return file == null
                ? ConfigReader.parse("the paper's configuration", "", overrides.all())
                : new ConfigReader(Store.local()).read(Store.path(file), overrides.all());
    }
}
