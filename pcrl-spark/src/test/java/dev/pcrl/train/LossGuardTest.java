package dev.pcrl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossGuardTest {
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void should_name_the_step_of_a_loss_that_is_no_number(double loss) {
        assertThat(new LossGuard(20, List.of()).check(7, loss)).hasValue("the loss of step 7 is " + loss);
    }

    @Test
    void should_tell_an_explosion_from_the_usual_ups_and_downs() {
        LossGuard guard = new LossGuard(20, List.of());
        for (int step = 0; step < 60; step++) {
            assertThat(guard.check(step, -3 + Math.sin(step))).isEmpty();
        }

        assertThat(guard.check(60, 50)).isEmpty(); // median -3, factor 20: up to 57 is borne
        assertThat(guard.check(61, 60)).get().asString().contains("step 61 exploded");
    }

    @Test
    void should_know_the_losses_of_the_round_before() {
        LossGuard guard = new LossGuard(20, Collections.nCopies(30, 1.0));

        assertThat(guard.check(100, 22)).isPresent();
    }

    @Test
    void should_know_what_is_usual_from_the_first_loss_on() {
        LossGuard guard = new LossGuard(20, List.of());

        assertThat(guard.check(0, 1e6)).isEmpty();
        assertThat(guard.check(1, 21e6)).isEmpty(); // 20 times 1e6 above it: just borne
        assertThat(new LossGuard(20, List.of(0.4)).check(1, 20.5))
                .get()
                .asString()
                .contains("step 1 exploded");
    }
}
