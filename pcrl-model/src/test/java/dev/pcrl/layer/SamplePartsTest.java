package dev.pcrl.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class SamplePartsTest {
    private static final long MOST = 16 << 20;

    @Test
    void should_take_together_what_fits() {
        assertThat(SampleParts.of(8, MOST / 8)).isEqualTo(new SampleParts(8, 8));
        assertThat(SampleParts.of(8, MOST / 8 + 1)).isEqualTo(new SampleParts(8, 7));
        assertThat(SampleParts.of(8, MOST + 1)).isEqualTo(new SampleParts(8, 1));
    }

    @Test
    void should_give_all_samples_in_order() {
        INDArray array = LayerUnderTest.random(1, 5, 2, 1, 1, 3);

        List<INDArray> parts = new SampleParts(5, 2).of(array);

        assertThat(parts).extracting(part -> part.size(0)).containsExactly(2L, 2L, 1L);
        for (int n = 0; n < 5; n++) {
            assertThat(parts.get(n / 2).slice(n % 2)).isEqualTo(array.slice(n));
        }
    }

    @Test
    void should_give_views() {
        INDArray array = LayerUnderTest.random(1, 3, 2, 1, 1, 3);

        new SampleParts(3, 2).of(array).get(1).assign(7);

        assertThat(array.slice(2).meanNumber().doubleValue()).isEqualTo(7);
        assertThat(array.slice(1).meanNumber().doubleValue()).isNotEqualTo(7);
    }
}
