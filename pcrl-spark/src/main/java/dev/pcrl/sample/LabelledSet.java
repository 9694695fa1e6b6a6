package dev.pcrl.sample;

import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import org.apache.hadoop.fs.Path;

/**
 * A data set with labels that the program can make where it is needed, as the layout {@code folder} reads it: each case
 * a directory with {@code image.nii.gz} and {@code segmentation.nii.gz}.
 */
public interface LabelledSet {
    /** What it is, for the log: {@code 80 phantoms}. */
    String title();

    /**
     * Writes all files.
     *
     * @param directory made if it is not there
     * @throws UsageException if the directory holds anything, or is a file
     */
    void write(Store store, Path directory);
}
