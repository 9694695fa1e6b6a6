package dev.pcrl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivisionTest {
    @ParameterizedTest
    @CsvSource({"1, 7", "2, 7", "3, 10", "4, 8", "7, 32", "16, 32", "512, 4096"})
    void should_divide_evenly_among_equal_workers(int workers, int bundles) {
        Division division = Division.even(workers);

        for (int rank = 0; rank <= workers; rank++) {
            assertThat(division.begin(rank, bundles)).isEqualTo(rank * bundles / workers);
        }
    }

    @Test
    void should_give_bundles_in_proportion_to_speed() {
        assertThat(shares(new Division(List.of(1.0, 2.0, 1.0)), 32)).containsExactly(8, 16, 8);
        assertThat(shares(new Division(List.of(3.0, 1.0)), 8)).containsExactly(6, 2);
    }

    @Test
    void should_give_the_slowest_two_bundles_all_the_same() {
        assertThat(shares(new Division(List.of(1.0, 0.001, 1.0)), 12)).containsExactly(5, 2, 5);
        assertThat(shares(new Division(List.of(1.0, 0.5)), 4)).containsExactly(2, 2);
    }

    @Test
    void should_divide_by_speed_only_if_there_is_a_straggler() {
        List<Double> seconds = List.of(0.2, 0.1, 0.4);

        assertThat(Division.among(seconds, 4)).isEqualTo(Division.even(3));
        assertThat(Division.among(seconds, 0)).isEqualTo(Division.even(3));
        assertThat(shares(Division.among(seconds, 3.9), 14)).containsExactly(4, 8, 2);
    }

    @Test
    void should_take_as_long_as_the_last_to_be_done() {
        List<Double> seconds = List.of(0.2, 0.1, 0.4);

        assertThat(Division.even(3).seconds(seconds, 12)).isEqualTo(4 * 0.4);
        assertThat(Division.among(seconds, 2).seconds(seconds, 14)).isEqualTo(4 * 0.2);
    }

    @Test
    void should_refuse_minibatches_that_are_too_small() {
        assertThatThrownBy(() -> Division.even(3).share(0, 5)).hasMessageContaining("2 bundles for each of 3 workers");
    }

    private static List<Integer> shares(Division division, int bundles) {
        return IntStream.range(0, division.workers())
                .mapToObj(rank -> division.share(rank, bundles))
                .toList();
    }
}
