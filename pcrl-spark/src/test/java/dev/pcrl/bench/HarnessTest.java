package dev.pcrl.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.failure.UsageException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HarnessTest {
    @Test
    void should_give_a_number_for_each_sample_and_none_of_the_warm_up() {
        AtomicInteger calls = new AtomicInteger();

        Measurement measurement =
                new Harness(new Protocol(1, 7, 0, 60)).measure("counting", "calls", 1, calls::incrementAndGet);

        assertThat(measurement.seconds())
                .hasSize(7)
                .allSatisfy(second -> assertThat(second).isPositive());
        assertThat(calls.get()).isGreaterThan(7);
    }

    @Test
    void should_start_all_threads_together() {
        CyclicBarrier together = new CyclicBarrier(3); // never opens to fewer
        Set<Thread> seen = ConcurrentHashMap.newKeySet();

        Measurement measurement = new Harness(new Protocol(3, 3, 0, 0)).measure("meeting", "calls", 1, () -> {
            seen.add(Thread.currentThread());
            return together.await(20, TimeUnit.SECONDS);
        });

        assertThat(seen).hasSize(3);
        assertThat(measurement.threads()).isEqualTo(3);
    }

    @Test
    void should_hand_on_what_the_work_fails_with() {
        Harness harness = new Harness(new Protocol(1, 3, 0, 0));

        assertThatThrownBy(() -> harness.measure("failing", "calls", 1, () -> {
                    throw new UsageException("no such file");
                }))
                .isInstanceOf(UsageException.class)
                .hasMessage("no such file");
    }

    /** numpy.percentile([1, 2, 3, 10], [25, 50, 75]) is 1.75, 2.5, 4.75. */
    @Test
    void should_sum_up_in_the_quartiles_of_numpy() {
        Measurement.Summary summary = new Measurement("any", "bundles", 5, 2, List.of(10.0, 2.0, 1.0, 3.0)).summary();

        assertThat(summary.lowerQuartile()).isCloseTo(1.75 / 5, within(1e-12));
        assertThat(summary.median()).isCloseTo(2.5 / 5, within(1e-12));
        assertThat(summary.upperQuartile()).isCloseTo(4.75 / 5, within(1e-12));
        assertThat(summary.perSecond()).isCloseTo(2 * 5 / 2.5, within(1e-12));
    }
}
