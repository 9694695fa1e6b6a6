package dev.pcrl.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RepresentationSpreadTest {
    @Test
    void should_be_0_for_vectors_of_one_direction() {
        INDArray vectors = Nd4j.createFromArray(new double[][] {{1, 2, 3}, {2, 4, 6}, {0.5, 1, 1.5}});

        assertThat(RepresentationSpread.of(vectors)).isCloseTo(0, within(1e-9));
    }

    @Test
    void should_be_near_1_for_vectors_spread_evenly() {
        Random random = new Random(1);
        double[] values = new double[400 * 64];
        Arrays.setAll(values, i -> random.nextGaussian());

        assertThat(RepresentationSpread.of(Nd4j.create(values, new long[] {400, 64}, 'c')))
                .isBetween(0.97, 1.01);
    }

    @Test
    void should_pool_a_feature_over_its_voxels() {
        double[] values = new Random(1).doubles(3 * 2 * 5 * 4 * 6).toArray();
        INDArray feature = Nd4j.create(values, new long[] {3, 2, 5, 4, 6}, 'c');

        assertThat(RepresentationSpread.ofFeature(feature))
                .isCloseTo(RepresentationSpread.of(feature.mean(1, 2, 3)), within(1e-9))
                .isPositive();
    }

    @Test
    void should_take_a_zero_vector() {
        assertThat(RepresentationSpread.of(Nd4j.createFromArray(new double[][] {{0, 0}, {1, 0}})))
                .isFinite();
    }
}
