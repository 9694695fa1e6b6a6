package dev.pcrl.dataset;

import dev.pcrl.store.Store;
import org.apache.hadoop.fs.Path;

/** How the files of a data set are laid out, as its publishers did. Layouts hold no state but their settings. */
public interface DatasetLayout {
    /** What there is below a root, as a message tells it: {@code subset0..9/*.mhd}. */
    String expects();

    /**
     * Finds the cases of a data set, of which parts may be missing. Reads its lists, but no image beyond the headers
     * that tell which DICOM files make a series.
     *
     * @param root an existing directory, with its scheme
     * @throws dev.pcrl.failure.BadDataException if a list is not what it should be; names file, line and column
     */
    FoundCases find(Store store, Path root);
}
