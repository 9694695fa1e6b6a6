package dev.pcrl.metric;

/**
 * What a predicted mask P and the true one T have in common, counted in voxels (Taha, Hanbury, Metrics for evaluating
 * 3D medical image segmentation, BMC Medical Imaging 15:29, 2015).
 *
 * <p>Empty masks: if both are empty the prediction is right, and Dice and IoU are 1, as in the BraTS challenge (and in
 * Isensee et al., nnU-Net for Brain Tumor Segmentation, arXiv:2011.00848), where a patient without enhancing tumour is
 * scored 1 or 0. If one of them is empty, Dice and IoU are 0 by their formula. Sensitivity without truth and precision
 * without prediction are undefined.
 *
 * @param truePositives voxels of both, |P and T|
 * @param falsePositives voxels of the prediction only
 * @param falseNegatives voxels of the truth only
 */
public record Overlap(long truePositives, long falsePositives, long falseNegatives) {
    /** @throws IllegalArgumentException if the masks stand on different grids */
    public static Overlap of(Mask predicted, Mask truth) {
        predicted.checkSameGrid(truth);
        long both = 0;
        long inPredicted = 0;
        long inTruth = 0;
        for (int i = 0; i < predicted.size(); i++) {
            boolean isPredicted = predicted.at(i);
            boolean isTrue = truth.at(i);
            both += isPredicted && isTrue ? 1 : 0;
            inPredicted += isPredicted ? 1 : 0;
            inTruth += isTrue ? 1 : 0;
        }
        return new Overlap(both, inPredicted - both, inTruth - both);
    }

    /** {@code 2 |P and T| / (|P| + |T|)} (Dice, 1945); 1 if both are empty. */
    public double dice() {
        long sizes = 2 * truePositives + falsePositives + falseNegatives;
        return sizes == 0 ? 1 : 2.0 * truePositives / sizes;
    }

    /** {@code |P and T| / |P or T|} (Jaccard, 1912); 1 if both are empty. */
    public double iou() {
        long union = truePositives + falsePositives + falseNegatives;
        return union == 0 ? 1 : (double) truePositives / union;
    }

    /** {@code |P and T| / |T|}, also called recall. */
    public MetricValue sensitivity() {
        return MetricValue.ratio(truePositives, truePositives + falseNegatives, "the truth is empty");
    }

    /** {@code |P and T| / |P|}. */
    public MetricValue precision() {
        return MetricValue.ratio(truePositives, truePositives + falsePositives, "the prediction is empty");
    }
}
