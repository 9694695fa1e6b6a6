package dev.pcrl.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** The option that overrides keys of a configuration file. */
final class OverrideOptions {
    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of the configuration, such as training.batch-size=4. Repeatable.")
    private List<String> overrides = List.of();

    List<String> all() {
        return overrides;
    }
}
