package dev.pcrl.sample;

import static java.util.Objects.requireNonNull;

import dev.pcrl.volume.Modality;
import java.nio.file.Path;

/**
 * A volume in the samples' folder.
 *
 * @param path where it is
 * @param modality what its numbers mean
 */
public record SampleFile(Path path, Modality modality) {
    public SampleFile {
        requireNonNull(path, "path");
        requireNonNull(modality, "modality");
    }
}
