package dev.pcrl.phantom;

import static java.util.Objects.requireNonNull;

import dev.pcrl.volume.Volume;
import java.util.List;

/**
 * A phantom: an image and what each of its voxels shows.
 *
 * @param image whole Hounsfield units in -1024..3071
 * @param labels on the same grid, the {@link Structure#label()} of what fills at least half of each voxel
 * @param lesions the lesions that were put in, in no particular order
 */
public record LabelledVolume(Volume image, Volume labels, List<Lesion> lesions) {
    public LabelledVolume {
        requireNonNull(image, "image");
        requireNonNull(labels, "labels");
        lesions = List.copyOf(lesions);
        if (!image.geometry().equals(labels.geometry())) {
            throw new IllegalArgumentException("image and labels stand on different grids");
        }
    }
}
