package dev.pcrl.read;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelMemory;
import java.io.Serializable;
import java.util.List;

/**
 * Images of one grid that are read as the channels of one volume, in their order: the modalities of a BraTS case. One
 * image alone is read as it is. Can be sent to other machines.
 *
 * @param images what is to be read, at least one
 */
public record VolumeStack(List<VolumeInput> images) implements Serializable {
    /** Corners of equal grids may be so much of a voxel apart: writers round affines differently. */
    private static final double TOLERANCE = 0.01;

    public VolumeStack {
        images = List.copyOf(images);
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a stack has images");
        }
    }

    /** The image's name, or {@code file:/case/flair.nii.gz and 3 more}. */
    public String name() {
        return images.size() == 1
                ? images.get(0).name()
                : VolumeInput.name(
                        images.stream().flatMap(image -> image.files().stream()).toList());
    }

    /** Whether they are pictures by their names: PNG, JPEG. */
    public boolean isOfPictures() {
        return images.stream().flatMap(image -> image.files().stream()).allMatch(PictureFileReader::isPicture);
    }

    /** Size of all files together. */
    public long bytes() {
        return images.stream().mapToLong(VolumeInput::bytes).sum();
    }

    /**
     * Reads the images one after the other into one volume, in memory for its voxels and those of one image. Its
     * modality is theirs, or unknown if they differ.
     *
     * @throws BadDataException if an image cannot be read, has several channels itself, or lies on another grid than
     *     the first
     * @throws dev.pcrl.failure.HeapTooSmallException if the heap has no room for them
     */
    public Volume read(VolumeReaders readers, Store store) {
        if (images.size() == 1) {
            return readers.read(store, images.get(0));
        }
        Channels channels = new Channels();
        for (VolumeInput image : images) {
            channels.add(image.name(), readers.read(store, image));
        }
        return channels.finish();
    }

    /** The volume as it fills. */
    private final class Channels {
        private Geometry grid;
        private Modality modality;
        private String storedType;
        private float[] voxels;
        private int end;

        void add(String name, Volume image) {
            if (image.channels() != 1) {
                throw new BadDataException(name, "channels", "has " + image.channels() + ", where 1 is to be stacked");
            }
            if (voxels == null) {
                begin(name, image);
            }
            if (!image.geometry().isCloseTo(grid, TOLERANCE)) {
                throw new BadDataException(
                        name,
                        "grid",
                        "differs in size or place from that of " + images.get(0).name());
            }
            int length = (int) grid.voxels();
            image.voxels().get(voxels, end, length);
            end += length;
            modality = image.modality() == modality ? modality : Modality.UNKNOWN;
        }

        private void begin(String name, Volume first) {
            grid = first.geometry();
            modality = first.modality();
            storedType = first.storedType();
            long length = images.size() * grid.voxels();
            if (length > Volume.MAX_VOXELS) {
                throw new BadDataException(
                        name,
                        "grid",
                        "has more voxels, times " + images.size() + " channels, than a volume can have ("
                                + Volume.MAX_VOXELS + ")");
            }
            voxels = VoxelMemory.take(VolumeStack.this.name(), (int) length);
        }

        Volume finish() {
            return new Volume(grid, images.size(), modality, storedType, voxels);
        }
    }
}
