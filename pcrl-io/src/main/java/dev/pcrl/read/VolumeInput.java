package dev.pcrl.read;

import static java.util.Objects.requireNonNull;

import dev.pcrl.store.StoredFile;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * A volume that can be read: one file, or the slices of a DICOM series. Can be sent to other machines.
 *
 * @param name the file's URI, or {@code file:/ct/1.dcm and 119 more} for a series
 * @param files the file, or the slices in their order
 * @param bytes size of the files together
 */
public record VolumeInput(String name, List<Path> files, long bytes) implements Serializable {
    public VolumeInput {
        requireNonNull(name, "name");
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a volume comes from files");
        }
    }

    /** A volume in a file of its own. */
    static VolumeInput of(StoredFile file) {
        return of(List.of(file));
    }

    /** A volume whose slices are in these files, in this order. */
    public static VolumeInput of(List<StoredFile> slices) {
        List<Path> files = slices.stream().map(StoredFile::path).toList();
        long bytes = slices.stream().mapToLong(StoredFile::length).sum();
        return new VolumeInput(name(files), files, bytes);
    }

    /** What a series is called outside, where its UID is not to be seen: by the first of its files in the alphabet. */
    static String name(List<Path> files) {
        Path first = files.stream().min(Comparator.naturalOrder()).orElseThrow();
        return files.size() == 1 ? first.toString() : first + " and " + (files.size() - 1) + " more";
    }
}
