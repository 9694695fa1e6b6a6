package dev.pcrl.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private final List<String> log = new ArrayList<>();
    private final Balance balance = new Balance(1.5, 8, log::add);

    @Test
    void should_give_a_straggler_less_on_the_executor_that_it_was_on() {
        balance.learn(round(0.1, 0.3), 60);

        Balance.Plan plan = balance.plan(2);

        assertThat(plan.executors()).containsExactly("executor_host_0", "executor_host_1");
        assertThat(plan.division().share(0, 8)).isEqualTo(6);
        assertThat(plan.division().share(1, 8)).isEqualTo(2);
        assertThat(log)
                .containsExactly("the slowest worker takes 3.0 times as long for a bundle as the fastest:"
                        + " minibatches are divided 6, 2");
    }

    @Test
    void should_say_a_thing_once_and_take_it_back() {
        balance.learn(round(0.1, 0.3), 60);
        balance.plan(2);
        balance.plan(2);
        balance.learn(round(0.1, 0.1), 60);

        assertThat(balance.plan(2)).isEqualTo(new Balance.Plan(Division.even(2), List.of()));
        balance.plan(2);
        assertThat(log).hasSize(2).last().isEqualTo("minibatches are divided evenly again");
    }

    @Test
    void should_divide_evenly_what_it_knows_too_little_of() {
        balance.learn(round(0.1, 0.14), 60); // below the ratio
        assertThat(balance.plan(2).division()).isEqualTo(Division.even(2));

        balance.learn(round(0.1, 0.9), 4); // too few steps
        assertThat(balance.plan(2).division()).isEqualTo(Division.even(2));

        balance.learn(round(0.1, 0.9), 60);
        assertThat(balance.plan(3).division()).isEqualTo(Division.even(3)); // one more worker

        Balance never = new Balance(0, 8, log::add);
        never.learn(round(0.1, 0.9), 60);
        assertThat(never.plan(2).division()).isEqualTo(Division.even(2));
        assertThat(log).isEmpty();
    }

    @Test
    void should_take_a_hiccup_for_none() {
        assertThat(Pace.of("e", List.of(9.0, 0.1, 0.2, 0.1, 0.1)).secondsABundle())
                .isEqualTo(0.1);
    }

    private static List<RoundResult> round(double... seconds) {
        return IntStream.range(0, seconds.length)
                .mapToObj(rank -> new RoundResult(
                        rank,
                        null,
                        List.of(),
                        new RoundEnd("", 0, 0, 0, new Pace("executor_host_" + rank, seconds[rank]), Ending.PLANNED),
                        null))
                .toList();
    }
}
