package dev.pcrl.dicom;

import static java.util.Objects.requireNonNull;

import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * Slices that make one volume.
 *
 * @param uid of the series in DICOM, which several volumes may share; not to be shown
 * @param modality of all of them
 * @param geometry of the volume that {@link SeriesReader} makes of them
 * @param slices in their order; those of a file with many frames all name that file
 */
public record Series(String uid, Modality modality, Geometry geometry, List<Slice> slices) implements Finding {
    public Series {
        requireNonNull(uid, "uid");
        requireNonNull(modality, "modality");
        requireNonNull(geometry, "geometry");
        slices = List.copyOf(slices);
    }

    /** The files in the order of their slices. */
    public List<Path> files() {
        return slices.stream().map(Slice::file).distinct().toList();
    }
}
