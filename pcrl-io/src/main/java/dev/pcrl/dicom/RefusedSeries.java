package dev.pcrl.dicom;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Slices of a series that make no volume.
 *
 * @param files of its slices
 * @param place what is at fault: an attribute's tag
 * @param reason why, with positions of slices in millimetres along their normal
 */
public record RefusedSeries(List<Path> files, String place, String reason) {
    public RefusedSeries {
        requireNonNull(place, "place");
        requireNonNull(reason, "reason");
        files = List.copyOf(files);
    }
}
