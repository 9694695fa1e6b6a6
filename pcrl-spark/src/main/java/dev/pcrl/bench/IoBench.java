package dev.pcrl.bench;

import static java.util.Objects.requireNonNull;

import dev.pcrl.phantom.Phantoms;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import dev.pcrl.view.Size;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * How fast a CT is read, from a file's name to voxels in Hounsfield units. Files come from the operating system's
 * memory once they have been read in the warm-up: it is the reader that is measured, not the disk.
 */
public final class IoBench {
    /** Life-size: a whole chest on a grid of 512x512 has pixels of this size, in millimetres. */
    private static final double FIELD_OF_VIEW = 384;

    private static final double SLICE_THICKNESS = 1;

    private final Harness harness;
    private final Store store;

    public IoBench(Harness harness, Store store) {
        this.harness = requireNonNull(harness, "harness");
        this.store = requireNonNull(store, "store");
    }

    /** A chest with a scanner's noise, which does not let itself be compressed as blank voxels do. */
    public static Volume ct(Size size) {
        double pixel = FIELD_OF_VIEW / size.x();
        Affine affine = Affine.axial(pixel, pixel, SLICE_THICKNESS);
        return Phantoms.thorax(new Geometry(size.x(), size.y(), size.z(), affine), 0)
                .image();
    }

    /** Writes a CT in all formats. */
    public void write(Volume ct, Path directory) {
        for (ScanFormat format : ScanFormat.values()) {
            format.write(ct, store, directory);
        }
    }

    /**
     * Measures reading.
     *
     * @param directory what {@link #write} filled
     * @param chosen which measurements, by name
     */
    public List<Measurement> run(Path directory, Pattern chosen) {
        VolumeReaders readers = VolumeReaders.standard();
        List<Measurement> measurements = new ArrayList<>();
        for (ScanFormat format : ScanFormat.values()) {
            if (chosen.matcher(format.label()).matches()) {
                Path path = format.path(directory);
                measurements.add(harness.measure(format.label(), "volumes", 1, () -> readers.read(store, path)));
            }
        }
        return measurements;
    }
}
