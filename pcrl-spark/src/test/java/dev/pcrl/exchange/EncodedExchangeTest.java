package dev.pcrl.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.config.ExchangeName;
import dev.pcrl.config.ExchangeSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EncodedExchangeTest {
    private static final int LENGTH = 50_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of a threshold that sends nearly nothing, some, and (as a bitmap) nearly all. */
    @ParameterizedTest
    @CsvSource({"FIXED, 100", "FIXED, 2.5", "FIXED, 0.1", "ADAPTIVE, 2.5", "ADAPTIVE, 1e-3"})
    void should_lose_nothing_within_a_round_and_agree_in_each_step(ExchangeName name, double threshold)
            throws Exception {
        int steps = 6;
        List<float[][]> shared = Rings.run(3, PATIENCE, ring -> {
            float[][] gradients = new float[steps][];
            try (Team team = Team.in(ring, new ExchangeSettings(3, name, threshold, 0), threshold, LENGTH)) {
                for (int step = 0; step < steps; step++) {
                    INDArray gradient = gradient(ring.rank(), step);
                    team.share(gradient, step == steps - 1);
                    gradients[step] = gradient.toFloatVector();
                }
            }
            return gradients;
        });

        for (int step = 0; step < steps; step++) {
            for (float[][] worker : shared) {
                assertThat(Arrays.equals(worker[step], shared.get(0)[step])).isTrue();
            }
        }
        INDArray given = Nd4j.zeros(DataType.DOUBLE, 1, LENGTH);
        INDArray received = Nd4j.zeros(DataType.DOUBLE, 1, LENGTH);
        for (int step = 0; step < steps; step++) {
            received.addi(Nd4j.createFromArray(new float[][] {shared.get(0)[step]}));
            for (int rank = 0; rank < 3; rank++) {
                given.addi(gradient(rank, step));
            }
        }
        assertThat(received.distance2(given))
                .isLessThan(1e-5 * given.norm2Number().doubleValue());
    }

    @Test
    void should_send_only_what_reaches_the_threshold_and_keep_the_rest() throws Exception {
        List<float[]> shared = Rings.run(2, PATIENCE, ring -> {
            try (Team team = Team.in(ring, new ExchangeSettings(2, ExchangeName.FIXED, 1, 0), 1, 64)) {
                INDArray first = Nd4j.zeros(DataType.FLOAT, 1, 64);
                first.putScalar(5, ring.rank() == 0 ? 1.75 : 1);
                first.putScalar(9, ring.rank() == 0 ? -1 : -0.25);
                first.putScalar(20, ring.rank() == 0 ? 0.75 : 1.5);
                team.share(first, false);
                INDArray second = Nd4j.zeros(DataType.FLOAT, 1, 64);
                second.putScalar(5, ring.rank() == 0 ? 0.5 : 0);
                second.putScalar(20, ring.rank() == 0 ? 0.5 : 0);
                team.share(second, false);
                return new float[] {
                    first.getFloat(5), first.getFloat(9), first.getFloat(20),
                            first.sumNumber().floatValue(),
                    second.getFloat(5), second.getFloat(9), second.getFloat(20),
                            second.sumNumber().floatValue()
                };
            }
        });

        assertThat(shared.get(1)).containsExactly(2, -1, 1, 2, 1, 0, 1, 2);
        assertThat(shared.get(0)).containsExactly(shared.get(1));
    }

    @Test
    void should_send_less_than_dense_gradients() throws Exception {
        List<Long> bytes = Rings.run(2, PATIENCE, ring -> {
            try (Team team = Team.in(ring, new ExchangeSettings(2, ExchangeName.FIXED, 3, 0), 3, LENGTH)) {
                return team.share(gradient(ring.rank(), 0), false).bytes();
            }
        });

        assertThat(bytes).allSatisfy(sent -> assertThat(sent).isBetween(1L, LENGTH * Float.BYTES / 20L));
    }

    private static INDArray gradient(int rank, int step) {
        Random random = new Random(100L * rank + step);
        float[] values = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.createFromArray(new float[][] {values});
    }
}
