package dev.pcrl.report;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The views that were cut from one place of one volume.
 *
 * @param volume name of the volume, as a reader may see it
 * @param globalViews the large views, at least one
 * @param localViews the small ones, maybe none
 */
public record BundlePicture(String volume, List<ViewPicture> globalViews, List<ViewPicture> localViews) {
    public BundlePicture {
        requireNonNull(volume, "volume");
        globalViews = List.copyOf(globalViews);
        localViews = List.copyOf(localViews);
        if (globalViews.isEmpty()) {
            throw new IllegalArgumentException("a bundle has at least one global view");
        }
    }
}
