package dev.pcrl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScalingPlanTest {
    private static final long P = 1_000_000;
    private static final double RATE = 1e9;

    private static ScalingPlan plan(double latency, double sparsity, double coding, double round) {
        return new ScalingPlan(P, 0.1, RATE, latency, sparsity, coding, coding, 50, round, RATE);
    }

    @Test
    void should_send_a_dense_gradient_almost_twice_whatever_the_number_of_gpus() {
        ScalingPlan plan = plan(0, 0.01, 0, 0);

        assertThat(plan.at(2).dense()).isCloseTo(4 * P / RATE, within(1e-12));
        assertThat(plan.at(512).dense()).isCloseTo(2 * 511 / 512.0 * 4 * P / RATE, within(1e-12));
    }

    @Test
    void should_send_every_encoded_gradient_past_each_gpu_and_all_of_them_for_each_through_a_root() {
        ScalingPlan plan = plan(0, 0.01, 0, 0);

        assertThat(plan.message()).isEqualTo(0.01 * P * 4);
        assertThat(plan.at(9).encoded()).isCloseTo(8 * plan.message() / RATE, within(1e-12));
        assertThat(plan.at(9).root()).isCloseTo((8 + 64) * plan.message() / RATE, within(1e-12));
        assertThat(plan.at(9).tree()).isCloseTo(8 * 8 * plan.message() / RATE, within(1e-12));
    }

    @Test
    void should_send_a_bitmap_where_that_is_shorter() {
        assertThat(plan(0, 0.2, 0, 0).message()).isEqualTo(P / 4.0);
    }

    @Test
    void should_wait_at_each_hop() {
        ScalingPlan.Terms terms = plan(1, 0.01, 0, 0).at(5);

        assertThat(terms.agreement()).isEqualTo(2 * 4);
        assertThat(terms.dense()).isCloseTo(2 * 4, within(0.1));
    }

    @Test
    void should_encode_once_and_decode_each_message() {
        assertThat(plan(0, 0.01, 1e-9, 0).at(10).encoded()
                        - plan(0, 0.01, 0, 0).at(10).encoded())
                .isCloseTo(1e-9 * (P + 10 * 0.01 * P), within(1e-12));
    }

    @Test
    void should_share_a_rounds_end_among_its_steps() {
        ScalingPlan plan = plan(0, 0.01, 0, 2);
        ScalingPlan.Terms terms = plan.at(2);

        assertThat(terms.roundEnd()).isCloseTo((2 + 3 * 8 * P / RATE) / 50, within(1e-12));
        assertThat(plan.efficiencyDense(terms))
                .isCloseTo(0.1 / (0.1 + terms.dense() + terms.roundEnd()), within(1e-12));
    }

    @Test
    void should_refuse_what_cannot_be() {
        assertThatThrownBy(() -> plan(0, 2, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sparsity must be in (0, 1]");
    }
}
