package dev.pcrl.loss;

import dev.pcrl.layer.WorkEvent;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A loss of a minibatch of labelled images (method.md, fine-tuning): each class, or region, has a logit z of its own,
 * and p = sigmoid(z) says whether it is there. There is no channel for the background, so that it does not count, and
 * regions may overlap, as BraTS' do.
 *
 * @param value L
 * @param gradient dL/dz, shape of z
 */
public record SupervisedLoss(double value, INDArray gradient) {
    private static final double SMOOTHING = 1;

    /**
     * Binary cross-entropy, the mean over all labels that are known: {@code max(z, 0) - z t + log(1 + e^-|z|)}.
     *
     * @param logits z, [.., C]
     * @param targets t in {0, 1}, same shape
     * @param weights of the labels, same shape: 0 for one that nobody knows, else 1
     */
    public static SupervisedLoss crossEntropy(INDArray logits, INDArray targets, INDArray weights) {
        try (WorkEvent ignored = WorkEvent.of(SupervisedLoss.class)) {
            double all = Math.max(weights.sumNumber().doubleValue(), Double.MIN_NORMAL);
            INDArray tail = Transforms.exp(Transforms.abs(logits, true).negi(), false);
            Transforms.log(tail.addi(1), false);
            INDArray each =
                    Transforms.relu(logits, true).subi(logits.mul(targets)).addi(tail);
            double value = each.muli(weights).sumNumber().doubleValue() / all;
            INDArray gradient = Transforms.sigmoid(logits, true).subi(targets);
            return new SupervisedLoss(value, gradient.muli(weights).divi(all));
        }
    }

    /**
     * Soft Dice loss (Milletari et al., V-Net, 2016): {@code 1 - mean over c of (2 sum p t + 1) / (sum p + sum t + 1)},
     * with sums over all voxels of the minibatch, so that an image without a class is no case of its own. The 1 is what
     * makes a minibatch without a class right if nothing is found.
     *
     * @param logits z, [.., C]
     * @param targets t in {0, 1}, same shape
     */
    public static SupervisedLoss dice(INDArray logits, INDArray targets) {
        try (WorkEvent ignored = WorkEvent.of(SupervisedLoss.class)) {
            long classes = logits.size(-1);
            INDArray p = Transforms.sigmoid(logits, true).reshape('c', logits.length() / classes, classes);
            INDArray t = targets.reshape('c', p.shape());
            INDArray both = p.mul(t).sum(0).muli(2).addi(SMOOTHING); // [C]
            INDArray each = p.sum(0).addi(t.sum(0)).addi(SMOOTHING);
            INDArray dice = both.div(each);
            double value = 1 - dice.meanNumber().doubleValue();
            // dD/dp = 2 t / each - both / each^2
            INDArray gradient = t.mulRowVector(each.rdiv(2)).subiRowVector(dice.div(each));
            gradient.divi(-classes).muli(p).muli(p.rsub(1));
            return new SupervisedLoss(value, gradient.reshape('c', logits.shape()));
        }
    }

    /** The sum of two losses of the same logits. */
    public SupervisedLoss plus(SupervisedLoss other) {
        return new SupervisedLoss(value + other.value, gradient.add(other.gradient));
    }
}
