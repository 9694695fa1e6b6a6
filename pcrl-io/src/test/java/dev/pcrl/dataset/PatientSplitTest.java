package dev.pcrl.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class PatientSplitTest {
    private static final DatasetSettings SETTINGS = DatasetTree.settings(LayoutName.FOLDER);

    private static Case image(String patient, int number, Optional<Split> official) {
        String name = patient + "/" + number + ".nii";
        return new Case(
                name,
                patient,
                official,
                List.of(CaseImage.of("image", new Path("/" + name))),
                List.of(),
                Optional.empty());
    }

    /** Cases of so many patients, each with one to three. */
    private static List<Case> cases(int patients, Optional<Split> official, String prefix) {
        return IntStream.range(0, patients)
                .boxed()
                .flatMap(patient -> IntStream.rangeClosed(0, patient % 3)
                        .mapToObj(number -> image(prefix + patient, number, official)))
                .toList();
    }

    private static Map<String, Split> split(List<Case> cases, long seed, Split... official) {
        return new PatientSplit(SETTINGS, seed).of(cases, Set.of(official));
    }

    private static long count(Map<String, Split> splits, Split split) {
        return splits.values().stream().filter(one -> one == split).count();
    }

    @Test
    void should_keep_shares_to_one_patient() {
        for (int patients = 0; patients < 60; patients++) {
            Map<String, Split> splits = split(cases(patients, Optional.empty(), "p"), patients);

            assertThat(splits).hasSize(patients);
            assertThat((double) count(splits, Split.TRAIN)).isCloseTo(0.7 * patients, within(1.0));
            assertThat((double) count(splits, Split.VALIDATION)).isCloseTo(0.1 * patients, within(1.0));
            assertThat((double) count(splits, Split.TEST)).isCloseTo(0.2 * patients, within(1.0));
        }
    }

    @Test
    void should_not_depend_on_the_order_of_cases() {
        List<Case> shuffled = new ArrayList<>(cases(50, Optional.empty(), "p"));
        Map<String, Split> splits = split(shuffled, 3);

        Collections.shuffle(shuffled, new Random(1));

        assertThat(split(shuffled, 3)).isEqualTo(splits);
        assertThat(split(shuffled, 4)).isNotEqualTo(splits);
    }

    @Test
    void should_move_few_patients_when_one_comes() {
        Map<String, Split> before = split(cases(100, Optional.empty(), "p"), 5);
        Map<String, Split> after = split(cases(101, Optional.empty(), "p"), 5);

        assertThat(before.entrySet())
                .filteredOn(patient -> after.get(patient.getKey()) != patient.getValue())
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void should_share_what_a_list_of_tests_leaves_seven_to_one() {
        List<Case> cases = new ArrayList<>(cases(80, Optional.empty(), "p"));
        cases.addAll(cases(5, Optional.of(Split.TEST), "t"));

        Map<String, Split> splits = split(cases, 1, Split.TEST);

        assertThat(count(splits, Split.TRAIN)).isEqualTo(70);
        assertThat(count(splits, Split.VALIDATION)).isEqualTo(10);
        assertThat(splits.entrySet().stream()
                        .filter(patient -> patient.getValue() == Split.TEST)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("t0", "t1", "t2", "t3", "t4");
    }

    @Test
    void should_share_what_a_list_for_validation_leaves_seven_to_two() {
        List<Case> cases = new ArrayList<>(cases(90, Optional.empty(), "p"));
        cases.addAll(cases(5, Optional.of(Split.VALIDATION), "v"));

        Map<String, Split> splits = split(cases, 1, Split.VALIDATION);

        assertThat(count(splits, Split.TRAIN)).isEqualTo(70);
        assertThat(count(splits, Split.TEST)).isEqualTo(20);
        assertThat(count(splits, Split.VALIDATION)).isEqualTo(5);
    }

    @Test
    void should_pass_over_lists_if_told_so() {
        DatasetSettings shares =
                new DatasetSettings(LayoutName.FOLDER, 0.7, 0.1, 0.2, false, UncertainLabels.IGNORE, "^([^/]+)");

        Map<String, Split> splits =
                new PatientSplit(shares, 1).of(cases(10, Optional.of(Split.TEST), "t"), Set.of(Split.TEST));

        assertThat(count(splits, Split.TRAIN)).isEqualTo(7);
    }
}
