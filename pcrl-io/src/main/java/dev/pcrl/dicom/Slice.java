package dev.pcrl.dicom;

import static java.util.Objects.requireNonNull;

import org.apache.hadoop.fs.Path;

/**
 * A slice of a series.
 *
 * @param file where it is
 * @param instance UID of the image that holds it (SOP instance UID), which annotations name; not to be shown
 * @param position along the series' normal, in millimetres
 */
public record Slice(Path file, String instance, double position) {
    public Slice {
        requireNonNull(file, "file");
        requireNonNull(instance, "instance");
    }
}
