package dev.pcrl.train;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.PretrainConfig;
import java.io.Serializable;
import java.util.List;

/**
 * A configuration on its way to executors, as its canonical text: the values themselves know nothing of Java
 * serialisation.
 *
 * @param yaml what {@link PretrainConfig#toYaml()} gave
 */
public record SerializedConfig(String yaml) implements Serializable {
    /** Packs a configuration. */
    public static SerializedConfig of(PretrainConfig config) {
        return new SerializedConfig(config.toYaml());
    }

    /** The configuration. */
    public PretrainConfig config() {
        return ConfigReader.parse("configuration", yaml, List.of());
    }
}
