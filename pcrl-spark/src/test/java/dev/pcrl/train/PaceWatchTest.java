package dev.pcrl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PaceWatchTest {
    private static final List<Double> EQUAL = List.of(0.1, 0.11);
    private static final List<Double> SLOW = List.of(0.1, 0.3);

    private final PaceWatch even = new PaceWatch(Division.even(2), 1.5);
    private final PaceWatch divided = new PaceWatch(Division.among(SLOW, 1.5), 1.5);

    @Test
    void should_end_a_round_four_steps_after_a_worker_has_become_slow() {
        assertThat(end(even, 16, EQUAL)).isZero();

        assertThat(end(even, 16, SLOW)).isEqualTo(4);
    }

    @Test
    void should_pass_over_hiccups_and_the_first_steps() {
        assertThat(even.isUneven(16, List.of(0.1, 9.0))).isFalse();
        for (int step = 1; step < 100; step++) {
            boolean hiccup = step % 7 >= 4 || step < 10;
            assertThat(even.isUneven(16, hiccup ? SLOW : EQUAL))
                    .as("step " + step)
                    .isFalse();
        }
    }

    @Test
    void should_not_end_a_round_that_is_divided_by_speed_already() {
        assertThat(end(divided, 16, SLOW)).isZero();
        assertThat(end(divided, 16, List.of(0.1, 0.32))).isZero();
    }

    @Test
    void should_end_a_round_when_a_slow_worker_is_fast_again() {
        assertThat(end(divided, 16, SLOW)).isZero();

        assertThat(end(divided, 16, EQUAL)).isEqualTo(4);
    }

    @Test
    void should_bear_what_no_division_mends() {
        assertThat(end(even, 16, List.of(0.1, 0.14))).as("below the ratio").isZero();
        assertThat(end(even, 4, SLOW)).as("two bundles each").isZero();
        assertThat(end(new PaceWatch(Division.even(2), 0), 16, SLOW))
                .as("nobody is a straggler")
                .isZero();
    }

    /** In which of a hundred steps the round ends, from 1; 0 if in none. */
    private static int end(PaceWatch watch, int bundles, List<Double> secondsABundle) {
        for (int step = 1; step <= 100; step++) {
            if (watch.isUneven(bundles, secondsABundle)) {
                return step;
            }
        }
        return 0;
    }
}
