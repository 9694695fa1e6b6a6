package dev.pcrl.read;

import dev.pcrl.failure.BadDataException;
import org.apache.hadoop.fs.Path;

/** Files that belong to a header beside them. */
final class Companions {
    private Companions() {}

    /**
     * A file in the header's directory or below it. {@link Path#Path(Path, String)} would take a name with a colon for
     * a URI.
     */
    static Path beside(Path header, String name) {
        String directory = header.getParent().toString();
        return new Path(directory.endsWith("/") ? directory + name : directory + "/" + name);
    }

    /** The refusal of a header whose voxels are not there. */
    static BadDataException missing(Path header, String place, String name) {
        return new BadDataException(header.toString(), place, "its file of voxels is missing: " + name);
    }
}
