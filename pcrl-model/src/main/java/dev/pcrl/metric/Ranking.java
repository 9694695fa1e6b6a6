package dev.pcrl.metric;

import dev.pcrl.dataset.Truth;
import dev.pcrl.view.Rule;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Samples from the highest score to the lowest, those with equal scores together. Samples whose truth is unknown do not
 * count (U-Ignore of Irvin et al., CheXpert, AAAI 2019). Sorting is done once, in O(n log n); each resample then takes
 * O(n).
 */
public final class Ranking {
    private final int samples;
    private final int[] order; // samples with known truth, by falling score
    private final boolean[] isPositive; // one each
    private final double[] thresholds; // distinct scores, falling
    private final int[] ends; // where in the order each threshold's samples end

    /**
     * Ranks samples.
     *
     * @param scores one finite number a sample, higher for what looks positive
     * @param truths one a sample
     */
    public Ranking(double[] scores, Truth[] truths) {
        Rule.check(scores.length == truths.length, "truths", "be one a score", truths.length);
        for (int i = 0; i < scores.length; i++) {
            Rule.check(Double.isFinite(scores[i]), "score of sample " + i, "be a finite number", scores[i]);
        }
        samples = scores.length;
        order = IntStream.range(0, samples)
                .filter(i -> truths[i] != Truth.UNKNOWN)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        isPositive = new boolean[order.length];
        ends = new int[order.length];
        int distinct = 0;
        for (int i = 0; i < order.length; i++) {
            isPositive[i] = truths[order[i]] == Truth.POSITIVE;
            boolean isLastOfScore = i + 1 == order.length || scores[order[i]] != scores[order[i + 1]];
            ends[distinct] = i + 1;
            distinct += isLastOfScore ? 1 : 0;
        }
        thresholds = IntStream.range(0, distinct)
                .mapToDouble(k -> scores[order[ends[k] - 1]])
                .toArray();
    }

    /** Number of samples whose truth is unknown. */
    public int unknown() {
        return samples - order.length;
    }

    /** Samples above each threshold, each sample once. */
    public ThresholdCounts counts() {
        return counts(Resample.once(samples));
    }

    /** Samples above each threshold. */
    public ThresholdCounts counts(Resample resample) {
        Rule.check(resample.samples() == samples, "resample", "be of " + samples + " samples", resample.samples());
        int[] truePositives = new int[thresholds.length];
        int[] falsePositives = new int[thresholds.length];
        int positives = 0;
        int negatives = 0;
        int at = 0;
        for (int k = 0; k < thresholds.length; k++) {
            for (; at < ends[k]; at++) {
                int times = resample.times(order[at]);
                positives += isPositive[at] ? times : 0;
                negatives += isPositive[at] ? 0 : times;
            }
            truePositives[k] = positives;
            falsePositives[k] = negatives;
        }
        return new ThresholdCounts(thresholds, truePositives, falsePositives);
    }
}
