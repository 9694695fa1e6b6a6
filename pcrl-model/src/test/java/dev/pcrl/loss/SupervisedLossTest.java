package dev.pcrl.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SupervisedLossTest {
    private static final INDArray LOGITS =
            Nd4j.createFromArray(new double[][] {{0.5, -1}, {2, 0}, {-3, 40}, {0.1, -40}});
    private static final INDArray TARGETS = Nd4j.createFromArray(new double[][] {{1, 0}, {0, 1}, {0, 1}, {1, 1}});
    private static final INDArray ALL = Nd4j.ones(DataType.DOUBLE, 4, 2);

    @Test
    void should_be_the_mean_cross_entropy() {
        // torch: F.binary_cross_entropy_with_logits(z, t)
        assertThat(SupervisedLoss.crossEntropy(LOGITS, TARGETS, ALL).value()).isCloseTo(CROSS_ENTROPY, within(1e-12));
    }

    private static final double CROSS_ENTROPY = (Math.log1p(Math.exp(-0.5))
                    + Math.log1p(Math.exp(-1))
                    + 2
                    + Math.log1p(Math.exp(-2))
                    + Math.log(2)
                    + Math.log1p(Math.exp(-3))
                    + 0
                    + Math.log1p(Math.exp(-0.1))
                    + 40)
            / 8;

    @Test
    void should_leave_unknown_labels_out() {
        INDArray weights = ALL.dup();
        weights.putScalar(3, 1, 0); // the label that costs 40
        SupervisedLoss loss = SupervisedLoss.crossEntropy(LOGITS, TARGETS, weights);

        assertThat(loss.value()).isCloseTo((8 * CROSS_ENTROPY - 40) / 7, within(1e-12));
        assertThat(loss.gradient().getDouble(3, 1)).isZero();
        assertThat(SupervisedLoss.crossEntropy(LOGITS, TARGETS, ALL.mul(0)).value())
                .isZero();
    }

    @Test
    void should_be_one_minus_the_mean_dice() {
        // certain of everything: class 0 finds 1 of 2 and one too much, class 1 all of 1
        INDArray logits = Nd4j.createFromArray(new double[][] {{99, -99}, {-99, -99}, {99, 99}});
        INDArray targets = Nd4j.createFromArray(new double[][] {{1, 0}, {1, 0}, {0, 1}});

        double first = (2.0 * 1 + 1) / (2 + 2 + 1);
        assertThat(SupervisedLoss.dice(logits, targets).value()).isCloseTo(1 - (first + 1) / 2, within(1e-12));
        assertThat(SupervisedLoss.dice(logits.mul(0).subi(99), targets.mul(0)).value())
                .isCloseTo(0, within(1e-12));
    }

    @Test
    void should_agree_with_central_differences() {
        INDArray logits = LOGITS.get(NDArrayIndex.interval(0, 2), NDArrayIndex.all());
        INDArray targets = TARGETS.get(NDArrayIndex.interval(0, 2), NDArrayIndex.all());
        INDArray weights = Nd4j.createFromArray(new double[][] {{1, 1}, {0, 1}});
        INDArray gradient = sum(logits, targets, weights).gradient();
        for (int i = 0; i < 4; i++) {
            INDArray above = logits.dup('c');
            INDArray below = logits.dup('c');
            above.putScalar(i, logits.getDouble(i / 2, i % 2) + 1e-6);
            below.putScalar(i, logits.getDouble(i / 2, i % 2) - 1e-6);
            double expected = (sum(above, targets, weights).value()
                            - sum(below, targets, weights).value())
                    / 2e-6;
            assertThat(gradient.getDouble(i / 2, i % 2)).isCloseTo(expected, within(1e-8));
        }
    }

    private static SupervisedLoss sum(INDArray logits, INDArray targets, INDArray weights) {
        return SupervisedLoss.dice(logits, targets).plus(SupervisedLoss.crossEntropy(logits, targets, weights));
    }
}
