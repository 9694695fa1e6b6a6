package dev.pcrl.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CosineScheduleTest {
    @ParameterizedTest
    @CsvSource({"0, 0.01", "25, 0.00853553390593", "50, 0.005", "75, 0.00146446609407", "100, 0"})
    void should_fall_from_the_base_to_0(long step, double rate) {
        assertThat(new CosineSchedule(0.01, 100).rate(step)).isCloseTo(rate, within(1e-14));
    }

    @Test
    void should_still_learn_in_the_last_step() {
        assertThat(new CosineSchedule(0.01, 1).rate(0)).isEqualTo(0.01);
        assertThat(new CosineSchedule(0.01, 1000).rate(999)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "NaN, 1", "Infinity, 1", "0.1, 0"})
    void should_refuse_what_is_no_schedule(double base, long steps) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CosineSchedule(base, steps));
    }
}
