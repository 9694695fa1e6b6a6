package dev.pcrl.store;

import static java.util.Objects.requireNonNull;

import org.apache.hadoop.fs.Path;

/**
 * A file as a listing shows it.
 *
 * @param path with its scheme
 * @param length size in bytes
 */
public record StoredFile(Path path, long length) {
    public StoredFile {
        requireNonNull(path, "path");
    }
}
