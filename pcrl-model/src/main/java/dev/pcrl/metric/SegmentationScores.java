package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

/**
 * How well one region of one case is segmented.
 *
 * @param dice see {@link Overlap#dice}; always defined
 * @param iou see {@link Overlap#iou}; always defined
 * @param sensitivity see {@link Overlap#sensitivity}
 * @param precision see {@link Overlap#precision}
 * @param hausdorff95 in mm, see {@link SurfaceDistances#hausdorff95}
 * @param averageSurfaceDistance in mm, see {@link SurfaceDistances#average}
 */
public record SegmentationScores(
        MetricValue dice,
        MetricValue iou,
        MetricValue sensitivity,
        MetricValue precision,
        MetricValue hausdorff95,
        MetricValue averageSurfaceDistance) {
    public SegmentationScores {
        requireNonNull(dice, "dice");
        requireNonNull(iou, "iou");
        requireNonNull(sensitivity, "sensitivity");
        requireNonNull(precision, "precision");
        requireNonNull(hausdorff95, "hausdorff95");
        requireNonNull(averageSurfaceDistance, "averageSurfaceDistance");
    }

    /** @throws IllegalArgumentException if the masks stand on different grids */
    public static SegmentationScores of(Mask predicted, Mask truth) {
        Overlap overlap = Overlap.of(predicted, truth);
        SurfaceDistances distances = SurfaceDistances.of(predicted, truth);
        return new SegmentationScores(
                MetricValue.of(overlap.dice()),
                MetricValue.of(overlap.iou()),
                overlap.sensitivity(),
                overlap.precision(),
                distances.hausdorff95(),
                distances.average());
    }
}
