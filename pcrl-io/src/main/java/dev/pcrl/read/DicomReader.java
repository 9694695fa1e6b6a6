package dev.pcrl.read;

import static java.util.Objects.requireNonNull;

import dev.pcrl.dicom.DicomStart;
import dev.pcrl.dicom.ImageFileReader;
import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelOrder;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/**
 * Reads one DICOM file: an Enhanced image with all of its frames, a single slice, or a radiograph. Volumes whose slices
 * are files of their own are found and read by {@link VolumeReaders}.
 */
public final class DicomReader implements VolumeReader {
    private final SeriesSettings settings;
    private final VoxelOrder voxelOrder;

    public DicomReader(SeriesSettings settings, VoxelOrder voxelOrder) {
        this.settings = requireNonNull(settings, "settings");
        this.voxelOrder = requireNonNull(voxelOrder, "voxelOrder");
    }

    @Override
    public String format() {
        return "DICOM (a directory of slices, or one file)";
    }

    @Override
    public boolean recognisesName(Path file) {
        return file.getName().toLowerCase(Locale.ROOT).matches(".+\\.(dcm|dicom|ima)");
    }

    @Override
    public boolean recognisesContent(byte[] start) {
        return DicomStart.startsLikeDicom(start);
    }

    @Override
    public Volume read(Store store, Path file) {
        return new ImageFileReader(store, settings, voxelOrder).read(file);
    }
}
