package dev.pcrl.finetune;

import dev.pcrl.loss.SupervisedLoss;
import dev.pcrl.view.Rule;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a segmentation minimises. */
public enum SegmentationLoss {
    /** Soft Dice loss. */
    DICE("dice"),
    /** Soft Dice loss and binary cross-entropy, added. */
    DICE_CROSS_ENTROPY("dice+cross-entropy");

    private final String label;

    SegmentationLoss(String label) {
        this.label = label;
    }

    /**
     * The loss that configurations call so.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static SegmentationLoss parse(String label) {
        return Rule.oneOf("loss", values(), label);
    }

    SupervisedLoss of(INDArray logits, INDArray targets, INDArray weights) {
        SupervisedLoss dice = SupervisedLoss.dice(logits, targets);
        return this == DICE ? dice : dice.plus(SupervisedLoss.crossEntropy(logits, targets, weights));
    }

    @Override
    public String toString() {
        return label;
    }
}
