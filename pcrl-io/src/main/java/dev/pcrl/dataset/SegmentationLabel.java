package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A label volume on the grid of the images.
 *
 * @param file the volume
 * @param regions for each region, in the data set's order, the voxel values that belong to it; regions may overlap
 */
public record SegmentationLabel(ManifestFile file, Map<String, List<Integer>> regions) implements Label {
    public SegmentationLabel {
        requireNonNull(file, "file");
        regions = ordered(regions);
    }

    /** A copy that keeps the order. */
    static Map<String, List<Integer>> ordered(Map<String, List<Integer>> regions) {
        Map<String, List<Integer>> copy = new LinkedHashMap<>();
        regions.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }
}
