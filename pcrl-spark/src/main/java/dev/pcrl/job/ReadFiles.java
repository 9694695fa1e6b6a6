package dev.pcrl.job;

import dev.pcrl.dataset.ManifestFile;
import java.io.Serializable;
import java.util.List;

/**
 * What became of a {@link FileSet}: its files, or why it cannot be used.
 *
 * @param files in their order; none if it cannot be used
 * @param bad why not; nothing if it can
 */
record ReadFiles(List<ManifestFile> files, List<Quarantined> bad) implements Serializable {
    ReadFiles {
        files = List.copyOf(files);
        bad = List.copyOf(bad);
    }
}
