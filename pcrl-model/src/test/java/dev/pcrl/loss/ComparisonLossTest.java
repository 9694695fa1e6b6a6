package dev.pcrl.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ComparisonLossTest {
    @Test
    void should_be_minus_half_the_sum_of_both_cosines() {
        List<INDArray> v = List.of(rows(new double[] {1, 0}), rows(new double[] {0, 2}), rows(new double[] {1, 1}));
        List<INDArray> p = List.of(rows(new double[] {3, 4}), rows(new double[] {5, 0}), rows(new double[] {0, -1}));

        ComparisonLoss.Result result = new ComparisonLoss(DataType.DOUBLE, 1).of(v, p);

        // cos(v1, p2) = 1, cos(v2, p1) = 4/5
        assertThat(result.global()).isCloseTo(-0.9, within(1e-12));
        // with g_1: cos(vl, p1) = 7 / (5 sqrt 2), cos(v1, pl) = 0; with g_2: cos(vl, p2) = 1 / sqrt 2, cos(v2, pl) = -1
        assertThat(result.local()).isCloseTo(-0.5 * (7 / (5 * Math.sqrt(2)) + 0 + 1 / Math.sqrt(2) - 1), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 3", "4, 1", "3, 6"})
    void should_add_up_views_and_average_over_the_batch(int batch, int localViews) {
        List<INDArray> v = views(1, batch, localViews, 5);
        List<INDArray> p = views(2, batch, localViews, 5);

        ComparisonLoss.Result result = new ComparisonLoss(DataType.DOUBLE, localViews).of(v, p);

        assertThat(result.global()).isCloseTo(global(v, p), within(1e-12));
        assertThat(result.local()).isCloseTo(local(v, p), within(1e-12));
    }

    @Test
    void should_let_no_gradient_through_the_representations() {
        List<INDArray> fixed = views(3, 2, 2, 4);
        List<INDArray> p = views(4, 2, 2, 4);

        List<INDArray> gradients =
                new ComparisonLoss(DataType.DOUBLE, 2).of(fixed, p).gradients();

        double difference = 0;
        for (int view = 0; view < 3; view++) {
            for (int i = 0; i < p.get(view).length(); i++) {
                double actual = gradients.get(view).getDouble(i);
                assertThat(actual).isCloseTo(derivative(fixed, p, p.get(view), i), within(1e-8));
                // had v been a function of p, here v = p, more than this would come back
                difference = Math.max(difference, Math.abs(derivative(p, p, p.get(view), i) - actual));
            }
        }
        assertThat(difference).isGreaterThan(0.01);
    }

    @Test
    void should_count_a_norm_below_1e_minus_8_as_that() {
        double tiny = 1e-10;
        List<INDArray> v = List.of(rows(new double[] {0, 0}), rows(new double[] {1, 0}), rows(new double[] {1, 0}));
        List<INDArray> p = List.of(rows(new double[] {tiny, 0}), rows(new double[] {1, 0}), rows(new double[] {0, 0}));

        ComparisonLoss.Result result = new ComparisonLoss(DataType.DOUBLE, 1).of(v, p);

        // cos(v1, p2) = 0, cos(v2, p1) = 1e-10 / 1e-8
        assertThat(result.global()).isCloseTo(-0.005, within(1e-12));
        assertThat(result.gradients())
                .allSatisfy(gradient ->
                        assertThat(gradient.sumNumber().doubleValue()).isFinite());
        // d/dp1 -(1/2) v2.p1 / 1e-8 from the global and the local pair
        assertThat(result.gradients().get(0).getDouble(0, 0)).isCloseTo(-1e8, within(1.0));
    }

    @Test
    void should_serve_minibatches_of_different_sizes() {
        ComparisonLoss loss = new ComparisonLoss(DataType.DOUBLE, 2);
        for (int batch : new int[] {3, 1, 3, 2}) {
            List<INDArray> v = views(batch, batch, 2, 4);
            List<INDArray> p = views(10 + batch, batch, 2, 4);

            ComparisonLoss.Result result = loss.of(v, p);

            assertThat(result.global()).isCloseTo(global(v, p), within(1e-12));
            assertThat(result.local()).isCloseTo(local(v, p), within(1e-12));
            assertThat(result.gradients().get(2).shape()).containsExactly(2L * batch, 4);
        }
    }

    private static double derivative(List<INDArray> v, List<INDArray> p, INDArray moved, int i) {
        double step = 1e-6;
        double value = moved.getDouble(i);
        moved.putScalar(i, value + step);
        double above = global(v, p) + local(v, p);
        moved.putScalar(i, value - step);
        double below = global(v, p) + local(v, p);
        moved.putScalar(i, value);
        return (above - below) / (2 * step);
    }

    private static double global(List<INDArray> v, List<INDArray> p) {
        return -0.5
                * (cosine(v.get(0), 0, p.get(1), 0, v.get(0).size(0))
                        + cosine(v.get(1), 0, p.get(0), 0, v.get(0).size(0)));
    }

    private static double local(List<INDArray> v, List<INDArray> p) {
        long batch = v.get(0).size(0);
        double sum = 0;
        for (long k = 0; k < v.get(2).size(0) / batch; k++) {
            for (int m = 0; m < 2; m++) {
                sum -= 0.5 * cosine(v.get(2), k * batch, p.get(m), 0, batch);
                sum -= 0.5 * cosine(v.get(m), 0, p.get(2), k * batch, batch);
            }
        }
        return sum;
    }

    /** Mean cosine of {@code count} rows of a from {@code i} and of b from {@code j}. */
    private static double cosine(INDArray a, long i, INDArray b, long j, long count) {
        double sum = 0;
        for (long row = 0; row < count; row++) {
            double dot = 0;
            double squareA = 0;
            double squareB = 0;
            for (long c = 0; c < a.size(1); c++) {
                double x = a.getDouble(i + row, c);
                double y = b.getDouble(j + row, c);
                dot += x * y;
                squareA += x * x;
                squareB += y * y;
            }
            sum += dot / Math.sqrt(squareA * squareB);
        }
        return sum / count;
    }

    private static List<INDArray> views(long seed, int batch, int localViews, int channels) {
        Random random = new Random(seed);
        return List.of(
                normal(random, batch, channels),
                normal(random, batch, channels),
                normal(random, localViews * batch, channels));
    }

    private static INDArray normal(Random random, int rows, int columns) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            Arrays.setAll(row, i -> random.nextGaussian());
        }
        return Nd4j.createFromArray(values);
    }

    private static INDArray rows(double[]... rows) {
        return Nd4j.createFromArray(rows);
    }
}
