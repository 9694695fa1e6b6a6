package dev.pcrl.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.network.ParameterLayout;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CollectivesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7})
    void should_sum_a_vector_to_the_same_bits_on_each_worker(int workers) throws Exception {
        int length = 1_000_003; // more than sockets buffer, and no multiple
        List<float[]> sums = Rings.run(workers, PATIENCE, ring -> {
            INDArray vector = values(ring.rank(), length);
            new Collectives(ring).sum(vector);
            return vector.toFloatVector();
        });

        INDArray expected = Nd4j.zeros(DataType.DOUBLE, 1, length);
        for (int rank = 0; rank < workers; rank++) {
            expected.addi(values(rank, length).castTo(DataType.DOUBLE));
        }
        assertThat(sums)
                .allSatisfy(sum -> assertThat(Arrays.equals(sum, sums.get(0))).isTrue());
        assertThat(Nd4j.createFromArray(new float[][] {sums.get(0)})
                        .castTo(DataType.DOUBLE)
                        .distance2(expected))
                .isLessThan(1e-6 * expected.norm2Number().doubleValue());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void should_sum_a_part_of_a_vector_and_leave_the_rest(int workers) throws Exception {
        List<float[]> sums = Rings.run(workers, PATIENCE, ring -> {
            INDArray whole = Nd4j.ones(DataType.FLOAT, 1, 10);
            new Collectives(ring).sum(ParameterLayout.interval(whole, 3, 8));
            return whole.toFloatVector();
        });

        float n = workers;
        assertThat(sums).allSatisfy(sum -> assertThat(sum).containsExactly(1, 1, 1, n, n, n, n, n, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void should_gather_bytes_of_different_lengths_by_rank(int workers) throws Exception {
        List<List<String>> gathered = Rings.run(workers, PATIENCE, ring -> {
            byte[] own = "x".repeat(ring.rank() * 100_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            return Arrays.stream(new Collectives(ring).gather(ByteBuffer.wrap(own)))
                    .map(bytes -> String.valueOf(bytes.remaining()))
                    .toList();
        });

        List<String> expected = java.util.stream.IntStream.range(0, workers)
                .mapToObj(rank -> String.valueOf(rank * 100_000))
                .toList();
        assertThat(gathered).allSatisfy(lengths -> assertThat(lengths).isEqualTo(expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void should_sum_numbers_in_the_order_of_ranks(int workers) throws Exception {
        List<double[]> sums = Rings.run(
                workers,
                PATIENCE,
                ring -> new Collectives(ring).sum(new double[] {ring.rank() == 1 ? Double.NaN : 1, 0.1 * ring.rank()}));

        double expected = 0;
        for (int rank = 0; rank < workers; rank++) {
            expected += 0.1 * rank;
        }
        double last = expected;
        assertThat(sums).allSatisfy(sum -> assertThat(sum).containsExactly(Double.NaN, last));
    }

    private static INDArray values(int rank, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (i % 1000 - 500) * (rank + 1) / 3f;
        }
        return Nd4j.createFromArray(new float[][] {values});
    }
}
