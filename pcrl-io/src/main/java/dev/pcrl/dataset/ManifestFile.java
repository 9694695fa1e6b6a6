package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/**
 * A file as it was when the manifest was made.
 *
 * @param uri where it is
 * @param bytes its size
 * @param sha256 its SHA-256 in lower-case hexadecimal digits
 */
public record ManifestFile(String uri, long bytes, String sha256) implements Serializable {
    public ManifestFile {
        requireNonNull(uri, "uri");
        requireNonNull(sha256, "sha256");
        if (bytes < 0 || !sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a file has a size and a SHA-256 of 64 hexadecimal digits");
        }
    }

    /** Where it is. */
    public Path path() {
        return Store.path(uri);
    }

    /**
     * Makes sure that the file is still the same, as far as its size tells.
     *
     * @throws BadDataException if it has another size
     */
    public void requireSize(Store store) {
        long now = store.length(path());
        if (now != bytes) {
            throw new BadDataException(uri, "size", "has " + now + " bytes, but the manifest says " + bytes);
        }
    }
}
