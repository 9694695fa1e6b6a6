package dev.pcrl.dicom;

import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelOrder;
import org.apache.hadoop.fs.Path;

/** Reads the image of one file: a radiograph as it is to be shown, else a volume or a slice of one. */
public final class ImageFileReader {
    private final Store store;
    private final RadiographReader radiographs;
    private final SeriesReader series;

    /** @param voxelOrder of volumes; radiographs stay as they are */
    public ImageFileReader(Store store, SeriesSettings settings, VoxelOrder voxelOrder) {
        this.store = store;
        this.radiographs = new RadiographReader(store);
        this.series = new SeriesReader(store, settings, voxelOrder);
    }

    /**
     * Reads an image.
     *
     * @throws dev.pcrl.failure.BadDataException if the file is damaged, or neither a radiograph nor a volume
     * @throws dev.pcrl.failure.UnavailableException if the store fails on the way
     */
    public Volume read(Path path) {
        try (DicomFile file = DicomFile.open(store, path)) {
            return file.header().isRadiograph() ? radiographs.read(file) : series.read(path, file);
        }
    }
}
