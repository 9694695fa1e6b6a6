package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

/**
 * How well one class is told.
 *
 * @param name of the class
 * @param positives samples that show it
 * @param negatives samples that do not
 * @param unknown samples of which nobody knows; they do not count
 * @param auroc area under the receiver operating characteristic
 * @param averagePrecision area under the precision-recall curve by steps
 */
public record ClassResult(
        String name, long positives, long negatives, int unknown, Estimate auroc, Estimate averagePrecision) {
    public ClassResult {
        requireNonNull(name, "name");
        requireNonNull(auroc, "auroc");
        requireNonNull(averagePrecision, "averagePrecision");
    }

    static ClassResult of(Predictions predictions, int c, Clusters clusters, Bootstrap bootstrap) {
        Ranking ranking = predictions.ranking(c);
        ThresholdCounts counts = ranking.counts();
        return new ClassResult(
                predictions.classes().get(c),
                counts.positives(),
                counts.negatives(),
                ranking.unknown(),
                Estimate.of(predictions.auroc(c), clusters, bootstrap),
                Estimate.of(predictions.averagePrecision(c), clusters, bootstrap));
    }
}
