package dev.pcrl.dicom;

import static java.util.Objects.requireNonNull;

import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * Slices that make one volume.
 *
 * @param id 16 hexadecimal digits, a hash of what the files call the series; the same wherever they are
 * @param modality of all of them
 * @param geometry of the volume that {@link SeriesReader} makes of them
 * @param slices in their order; those of a file with many frames all name that file
 */
public record Series(String id, Modality modality, Geometry geometry, List<Slice> slices) {
    public Series {
        requireNonNull(id, "id");
        requireNonNull(modality, "modality");
        requireNonNull(geometry, "geometry");
        slices = List.copyOf(slices);
    }

    /** The files in the order of their slices. */
    public List<Path> files() {
        return slices.stream().map(Slice::file).distinct().toList();
    }

    /** What it is: {@code CT, 512x512x300, 0.7x0.7x1.25 mm}. */
    public String description() {
        return String.format(
                Locale.ROOT,
                "%s, %dx%dx%d, %.4gx%.4gx%.4g mm",
                modality,
                geometry.nx(),
                geometry.ny(),
                geometry.nz(),
                geometry.affine().spacing(0),
                geometry.affine().spacing(1),
                geometry.affine().spacing(2));
    }
}
