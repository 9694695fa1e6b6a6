package dev.pcrl.dataset;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * A label volume as a layout finds it: a {@link SegmentationLabel} before its file is read.
 *
 * @param file the volume
 * @param regions for each region, in order, the voxel values that belong to it
 */
public record CaseSegmentation(Path file, Map<String, List<Integer>> regions) {
    public CaseSegmentation {
        requireNonNull(file, "file");
        regions = SegmentationLabel.ordered(regions);
    }
}
