package dev.pcrl.metric;

/** The metrics of a segmentation, in the order of reports. */
public enum SegmentationMetric {
    DICE("dice"),
    IOU("iou"),
    SENSITIVITY("sensitivity"),
    PRECISION("precision"),
    HAUSDORFF_95("hausdorff-95"),
    AVERAGE_SURFACE_DISTANCE("average-surface-distance");

    private final String label;

    SegmentationMetric(String label) {
        this.label = label;
    }

    /** This metric's value among a case's. */
    public MetricValue of(SegmentationScores scores) {
        return switch (this) {
            case DICE -> scores.dice();
            case IOU -> scores.iou();
            case SENSITIVITY -> scores.sensitivity();
            case PRECISION -> scores.precision();
            case HAUSDORFF_95 -> scores.hausdorff95();
            case AVERAGE_SURFACE_DISTANCE -> scores.averageSurfaceDistance();
        };
    }

    /** The name in reports and configuration. */
    @Override
    public String toString() {
        return label;
    }
}
