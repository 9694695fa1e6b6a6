package dev.pcrl.job;

import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * The files of a case: what a task reads.
 *
 * @param name what messages call the case
 * @param files all of them
 */
record FileSet(String name, List<Path> files) implements Serializable {
    FileSet {
        files = List.copyOf(files);
    }
}
