package dev.pcrl.metric;

/**
 * Average precision: the area under the precision-recall curve by steps, as scikit-learn's
 * {@code average_precision_score} has it,
 *
 * <pre>{@code AP = sum over thresholds k of (R_k - R_{k-1}) P_k}</pre>
 *
 * <p>with precision P_k and recall R_k of the scores of at least the k-th highest. Equal scores are one threshold.
 * Lines between the points would promise too much (Davis, Goadrich, The Relationship Between Precision-Recall and ROC
 * Curves, ICML 2006).
 */
public final class AveragePrecision {
    private AveragePrecision() {}

    /** Of ranked samples; undefined without positives, 1 without negatives. */
    public static MetricValue of(ThresholdCounts counts) {
        if (counts.positives() == 0) {
            return MetricValue.undefined("no positives");
        }
        double sum = 0;
        for (int k = 0; k < counts.size(); k++) {
            long found = counts.truePositives(k) - counts.truePositives(k - 1);
            if (found > 0) {
                long taken = counts.truePositives(k) + counts.falsePositives(k);
                sum += (double) found * counts.truePositives(k) / taken;
            }
        }
        return MetricValue.of(sum / counts.positives());
    }
}
