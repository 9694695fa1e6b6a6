package dev.pcrl.read;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * A volume that can be read: one file, or the slices of a DICOM series. Can be sent to other machines.
 *
 * @param name the file's URI, or {@code directory#id} of a series
 * @param files the file, or the slices in their order
 */
public record VolumeInput(String name, List<Path> files) implements Serializable {
    public VolumeInput {
        requireNonNull(name, "name");
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a volume comes from files");
        }
    }

    /** A volume in a file of its own. */
    static VolumeInput of(Path file) {
        return new VolumeInput(file.toString(), List.of(file));
    }

    /**
     * A volume in several files.
     *
     * @param id which of the series that may lie in their directory
     */
    static VolumeInput of(String id, List<Path> files) {
        return files.size() == 1 ? of(files.get(0)) : new VolumeInput(name(id, files), files);
    }

    /** The name of a series: the lowest directory that holds all of its files, and its id. */
    static String name(String id, List<Path> files) {
        Path directory = files.get(0).getParent();
        while (!directory.isRoot() && !holdsAll(directory, files)) {
            directory = directory.getParent();
        }
        return directory + "#" + id;
    }

    private static boolean holdsAll(Path directory, List<Path> files) {
        return files.stream().allMatch(file -> file.toString().startsWith(directory + "/"));
    }
}
