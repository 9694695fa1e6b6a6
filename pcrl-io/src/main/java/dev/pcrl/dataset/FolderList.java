package dev.pcrl.dataset;

import java.util.List;
import java.util.Set;

/** A list in the root of a folder, of which each row speaks of a file by its path below the root. */
interface FolderList {
    /** The column of paths. */
    String FILE = "file";

    /** What the rows say of a volume, given the paths of all its files; nothing if no row speaks of any. */
    List<Label> of(List<String> names);

    /** How much of the list speaks of files that are there. */
    LabelList against(Set<String> names);
}
