package dev.pcrl.metric;

/**
 * For each distinct score, from the highest to the lowest: how many positives and how many negatives have at least that
 * score.
 */
public final class ThresholdCounts {
    private final double[] thresholds;
    private final int[] truePositives;
    private final int[] falsePositives;

    /** Of arrays that nobody changes any more. */
    ThresholdCounts(double[] thresholds, int[] truePositives, int[] falsePositives) {
        this.thresholds = thresholds;
        this.truePositives = truePositives;
        this.falsePositives = falsePositives;
    }

    /** Number of distinct scores. */
    public int size() {
        return thresholds.length;
    }

    /** The k-th highest score. */
    public double threshold(int k) {
        return thresholds[k];
    }

    /** Positives whose score is at least the k-th; 0 for k = -1. */
    public long truePositives(int k) {
        return k < 0 ? 0 : truePositives[k];
    }

    /** Negatives whose score is at least the k-th; 0 for k = -1. */
    public long falsePositives(int k) {
        return k < 0 ? 0 : falsePositives[k];
    }

    /** All positives. */
    public long positives() {
        return truePositives(size() - 1);
    }

    /** All negatives. */
    public long negatives() {
        return falsePositives(size() - 1);
    }
}
