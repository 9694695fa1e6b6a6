package dev.pcrl.sample;

import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import org.apache.hadoop.fs.Path;

/** The directory of a data set to be made: what else lies there would pass for a part of it. */
final class EmptyDirectory {
    private EmptyDirectory() {}

    /** @throws UsageException if the directory holds anything, or is a file */
    static void require(Store store, Path directory) {
        boolean isFile = store.exists(directory) && !store.isDirectory(directory);
        if (isFile || !store.children(directory).isEmpty()) {
            throw new UsageException(directory + " exists already and is no empty directory");
        }
    }
}
