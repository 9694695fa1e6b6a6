package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How well a classifier tells its classes.
 *
 * @param classes one result each
 * @param meanAuroc over the classes that have one, with how many have none and why
 * @param meanAveragePrecision likewise
 */
public record ClassificationResult(
        List<ClassResult> classes, MeanEstimate meanAuroc, MeanEstimate meanAveragePrecision) {
    public ClassificationResult {
        classes = List.copyOf(classes);
        requireNonNull(meanAuroc, "meanAuroc");
        requireNonNull(meanAveragePrecision, "meanAveragePrecision");
    }

    /**
     * Evaluates a test set.
     *
     * @param clusters its samples by patient
     */
    public static ClassificationResult of(Predictions predictions, Clusters clusters, Bootstrap bootstrap) {
        return new ClassificationResult(
                IntStream.range(0, predictions.classes().size())
                        .mapToObj(c -> ClassResult.of(predictions, c, clusters, bootstrap))
                        .toList(),
                new MeanEstimate(
                        MetricMean.of(predictions.aurocs()),
                        Estimate.of(predictions.meanAuroc(), clusters, bootstrap)
                                .interval()),
                new MeanEstimate(
                        MetricMean.of(predictions.averagePrecisions()),
                        Estimate.of(predictions.meanAveragePrecision(), clusters, bootstrap)
                                .interval()));
    }
}
