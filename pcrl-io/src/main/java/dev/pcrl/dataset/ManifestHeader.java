package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How a manifest came about.
 *
 * @param formatVersion of the lines that follow, {@link #FORMAT_VERSION}
 * @param dataset layout, shares, policies
 * @param seed what patients were split by
 * @param officialSplits splits that a list of the data set decided; the others were drawn
 * @param lists lists that were read
 * @param filesWithoutRow cases that no row of these lists speaks of
 * @param otherFiles files below the root that the layout has no use for
 * @param quarantined cases left out because a file is damaged or missing, and lists of one case that are
 * @param entries how many follow
 * @param patients how many they come from
 */
public record ManifestHeader(
        int formatVersion,
        DatasetSettings dataset,
        long seed,
        List<Split> officialSplits,
        List<LabelList> lists,
        long filesWithoutRow,
        long otherFiles,
        long quarantined,
        long entries,
        long patients) {
    /** Version of the format that this program writes and reads. */
    public static final int FORMAT_VERSION = 1;

    public ManifestHeader {
        requireNonNull(dataset, "dataset");
        officialSplits = List.copyOf(officialSplits);
        lists = List.copyOf(lists);
        if (formatVersion != FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "format version " + formatVersion + ", where this program knows " + FORMAT_VERSION);
        }
    }
}
