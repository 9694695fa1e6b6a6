package dev.pcrl.report;

import static java.util.Objects.requireNonNull;

import dev.pcrl.volume.Box;
import java.util.Optional;

/**
 * One view of a bundle.
 *
 * @param box where it was cut from its volume, in voxels
 * @param axial its middle axial slice
 * @param coronal its middle coronal slice; none for a flat image
 */
public record ViewPicture(Box box, GreyImage axial, Optional<GreyImage> coronal) {
    public ViewPicture {
        requireNonNull(box, "box");
        requireNonNull(axial, "axial");
        requireNonNull(coronal, "coronal");
    }
}
