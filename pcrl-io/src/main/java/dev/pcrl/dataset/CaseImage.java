package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * An image as a layout finds it: a {@link ManifestImage} before its files are read.
 *
 * @param name tells a case's images apart
 * @param files what a reader is given: one file, or the slices of a series
 * @param companions files that these lead to
 */
public record CaseImage(String name, List<Path> files, List<Path> companions) {
    /** The name of an image that is alone. */
    static final String ONLY = "image";

    public CaseImage {
        requireNonNull(name, "name");
        files = List.copyOf(files);
        companions = List.copyOf(companions);
    }

    /** An image in a file of its own. */
    static CaseImage of(String name, Path file) {
        return new CaseImage(name, List.of(file), List.of());
    }
}
