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
public record RefusedSeries(List<Path> files, String place, String reason) implements Finding {
    public RefusedSeries {
        requireNonNull(place, "place");
        requireNonNull(reason, "reason");
        files = List.copyOf(files);
    }

    static RefusedSeries of(List<Path> files, TransferSyntax syntax) {
        return new RefusedSeries(
                files, Tag.text(Tag.PIXEL_DATA), "pixels are written in " + syntax.label() + ", which is not read");
    }

    static RefusedSeries of(List<Path> files, Tag place, String reason) {
        return new RefusedSeries(files, place.toString(), reason);
    }
}
