package dev.pcrl.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledSubsetTest {
    private static List<String> patients(int count) {
        return IntStream.range(0, count).mapToObj(i -> "patient-" + i).toList();
    }

    private static Set<String> choose(double ratio, long seed, List<String> patients) {
        return new LabelledSubset(ratio, seed).choose(patients);
    }

    @ParameterizedTest
    @CsvSource({"1, 40, 40", "0.5, 40, 20", "0.1, 40, 4", "0.25, 10, 3", "0.01, 40, 1", "0.001, 3, 1", "0.3, 1, 1"})
    void should_choose_the_share_but_one_patient_at_least(double ratio, int patients, int chosen) {
        assertThat(choose(ratio, 7, patients(patients))).hasSize(chosen).isSubsetOf(patients(patients));
    }

    @Test
    void should_choose_of_nobody_nobody() {
        assertThat(choose(0.5, 7, List.of())).isEmpty();
    }

    @Test
    void should_hold_every_smaller_share_of_the_same_seed() {
        for (long seed = 0; seed < 20; seed++) {
            Set<String> smaller = Set.of();
            for (double ratio : new double[] {0.01, 0.1, 0.2, 0.5, 0.9, 1}) {
                Set<String> larger = choose(ratio, seed, patients(30));
                assertThat(larger).containsAll(smaller);
                smaller = larger;
            }
        }
    }

    @Test
    void should_depend_neither_on_the_order_nor_on_how_often_a_patient_is_named() {
        List<String> shuffled = new ArrayList<>(patients(30));
        shuffled.addAll(patients(10)); // patients with several cases
        Collections.shuffle(shuffled, new Random(1));
        assertThat(choose(0.3, 7, shuffled)).isEqualTo(choose(0.3, 7, patients(30)));
    }

    @Test
    void should_choose_others_for_another_seed() {
        assertThat(IntStream.range(0, 10).mapToObj(seed -> choose(0.3, seed, patients(30))))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.001, Double.NaN})
    void should_refuse_what_is_no_share(double ratio) {
        assertThatThrownBy(() -> new LabelledSubset(ratio, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labelled-ratio must be in (0, 1]: " + ratio);
    }
}
