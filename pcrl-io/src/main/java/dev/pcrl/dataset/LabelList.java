package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

/**
 * A list of a data set that was read.
 *
 * @param name of its file
 * @param rows how many it has
 * @param rowsWithoutFile how many of them speak of files that are not there
 */
public record LabelList(String name, long rows, long rowsWithoutFile) {
    public LabelList {
        requireNonNull(name, "name");
    }
}
