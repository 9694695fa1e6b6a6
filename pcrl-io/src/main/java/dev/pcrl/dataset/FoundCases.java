package dev.pcrl.dataset;

import dev.pcrl.read.VolumeListing.LeftOut;
import java.util.List;
import java.util.Set;

/**
 * What a layout finds below a root.
 *
 * @param cases what can be used, in any order
 * @param refused cases that lack a file, or cannot be read
 * @param officialSplits splits that a list of the set decides, even if none of its cases is there
 * @param lists lists that were read
 * @param absentLists names of lists that the layout knows and that are not there
 * @param filesWithoutRow cases that no row of the lists speaks of
 * @param otherFiles files that the layout has no use for
 */
public record FoundCases(
        List<Case> cases,
        List<LeftOut> refused,
        Set<Split> officialSplits,
        List<LabelList> lists,
        List<String> absentLists,
        long filesWithoutRow,
        long otherFiles) {
    public FoundCases {
        cases = List.copyOf(cases);
        refused = List.copyOf(refused);
        officialSplits = Set.copyOf(officialSplits);
        lists = List.copyOf(lists);
        absentLists = List.copyOf(absentLists);
    }
}
