package dev.pcrl.phantom;

import static java.util.Objects.requireNonNull;

import dev.pcrl.volume.Volume;
import java.util.List;

/**
 * A phantom with the labels of three tasks: segment organs, segment lesions, tell lesions from what looks like them.
 *
 * @param image whole Hounsfield units in -1024..3071
 * @param labels on the same grid, the {@link AbdomenTissue#label()} of what fills at least half of each voxel
 * @param candidates the lesions first, then what is none
 */
public record BenchmarkPhantom(Volume image, Volume labels, List<Candidate> candidates) {
    public BenchmarkPhantom {
        requireNonNull(image, "image");
        requireNonNull(labels, "labels");
        candidates = List.copyOf(candidates);
        if (!image.geometry().equals(labels.geometry())) {
            throw new IllegalArgumentException("image and labels stand on different grids");
        }
    }
}
