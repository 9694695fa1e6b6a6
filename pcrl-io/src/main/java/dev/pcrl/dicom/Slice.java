package dev.pcrl.dicom;

import static java.util.Objects.requireNonNull;

import org.apache.hadoop.fs.Path;

/**
 * A slice of a series.
 *
 * @param file where it is
 * @param position along the series' normal, in millimetres
 */
public record Slice(Path file, double position) {
    public Slice {
        requireNonNull(file, "file");
    }
}
