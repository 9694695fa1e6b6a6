package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.ExperimentConfig;
import dev.pcrl.failure.UsageException;
import dev.pcrl.finetune.Task;
import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.job.Grid.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Task TASK = new Task(TaskKind.SEGMENTATION, List.of(TaskClass.parse("liver=1")));

    private final Map<Cell, Evaluation> cells = new HashMap<>();

    /** Adds a cell whose cases have these Dice, each of a patient of its own. */
    private void add(String method, long seed, double... dice) {
        List<CaseAnswer> cases = new ArrayList<>();
        for (int i = 0; i < dice.length; i++) {
            cases.add(Answers.segmented("case-" + i, "patient-" + i, dice[i]));
        }
        cells.put(new Cell("organs", method, 0.5, seed), new Evaluation(TASK, cases));
    }

    private List<GridRow> rows(String methods, String seeds) {
        return new Grid(cells).rows(List.of("organs"), config(methods, seeds));
    }

    private static ExperimentConfig config(String methods, String seeds) {
        return ConfigReader.parse(
                ExperimentConfig.standard(),
                "test",
                "",
                List.of("methods=" + methods, "ratios=[0.5]", "seeds=" + seeds));
    }

    @Test
    void should_pair_seeds_and_patients_in_the_difference_to_scratch() {
        add("scratch", 1, 0.2, 0.5, 0.8); // 0.5
        add("scratch", 2, 0.3, 0.6, 0.9); // 0.6
        add("pcrlv2", 1, 0.3, 0.6, 0.9); // 0.6, each case 0.1 better
        add("pcrlv2", 2, 0.6, 0.9, 1.2); // 0.9, each case 0.3 better

        List<GridRow> rows = rows("[scratch, pcrlv2]", "[1, 2]");

        GridRow scratch = rows.get(0);
        assertThat(scratch.method()).isEqualTo("scratch");
        assertThat(scratch.mean()).isCloseTo(0.55, within(1e-12));
        assertThat(scratch.deviation()).isCloseTo(0.1 / Math.sqrt(2), within(1e-12));
        assertThat(scratch.difference()).isNull();
        assertThat(scratch.lower()).isNull();
        assertThat(scratch.upper()).isNull();
        assertThat(scratch.seedLower()).isNull();
        assertThat(scratch.seedUpper()).isNull();
        assertThat(scratch.holdsForPatients()).isFalse();
        assertThat(scratch.holdsForSeeds()).isFalse();

        GridRow pcrl = rows.get(1);
        assertThat(pcrl.task()).isEqualTo("organs");
        assertThat(pcrl.metric()).isEqualTo("dice");
        assertThat(pcrl.method()).isEqualTo("pcrlv2");
        assertThat(pcrl.ratio()).isEqualTo(0.5);
        assertThat(pcrl.mean()).isCloseTo(0.75, within(1e-12));
        assertThat(pcrl.difference()).isCloseTo(0.2, within(1e-12));
        // Whichever patients are drawn, they are 0.2 better; unpaired, patients differ by 0.6 among themselves.
        assertThat(pcrl.lower()).isCloseTo(0.2, within(1e-9));
        assertThat(pcrl.upper()).isCloseTo(0.2, within(1e-9));
        assertThat(pcrl.holdsForPatients()).isTrue();
        // Student, one degree of freedom: t = 12.7062, s / sqrt(2) = 0.1.
        assertThat(pcrl.seedLower()).isCloseTo(0.2 - 1.27062, within(1e-5));
        assertThat(pcrl.seedUpper()).isCloseTo(0.2 + 1.27062, within(1e-5));
        assertThat(pcrl.holdsForSeeds()).isFalse();
        assertThat(ExperimentReport.difference(pcrl)).isEqualTo("+0.200 [+0.200, +0.200] *");
    }

    @Test
    void should_tell_how_patients_differ_in_what_they_gain() {
        add("scratch", 1, 0.5, 0.5, 0.5);
        add("pcrlv2", 1, 0.4, 0.6, 0.8); // -0.1, 0.1, 0.3

        GridRow pcrl = rows("[scratch, pcrlv2]", "[1]").get(1);

        assertThat(pcrl.difference()).isCloseTo(0.1, within(1e-12));
        // One of 27 draws is the worst patient three times, one the best: more than 2.5 %.
        assertThat(pcrl.lower()).isCloseTo(-0.1, within(1e-9));
        assertThat(pcrl.upper()).isCloseTo(0.3, within(1e-9));
        assertThat(pcrl.holdsForPatients()).isFalse();
        assertThat(ExperimentReport.difference(pcrl)).isEqualTo("+0.100 [-0.100, +0.300]");
        assertThat(pcrl.deviation()).isNull();
        assertThat(pcrl.seedLower()).isNull();
        assertThat(pcrl.seedUpper()).isNull();
    }

    @Test
    void should_give_two_stars_to_what_seeds_agree_on() {
        add("scratch", 1, 0.2, 0.5, 0.8);
        add("scratch", 2, 0.3, 0.6, 0.9);
        add("pcrlv2", 1, 0.4, 0.7, 1.0); // each case 0.2 better
        add("pcrlv2", 2, 0.51, 0.81, 1.11); // each case 0.21 better

        GridRow pcrl = rows("[scratch, pcrlv2]", "[1, 2]").get(1);

        assertThat(pcrl.holdsForSeeds()).isTrue(); // 0.205 - 12.7062 * 0.005
        assertThat(ExperimentReport.difference(pcrl)).isEqualTo("+0.205 [+0.205, +0.205] **");
    }

    @Test
    void should_have_no_difference_without_scratch() {
        add("pcrlv2", 1, 0.4, 0.6, 0.8);
        add("restoration", 1, 0.4, 0.6, 0.8);

        assertThat(rows("[pcrlv2, restoration]", "[1]"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.difference()).isNull())
                .allSatisfy(row -> assertThat(row.mean()).isCloseTo(0.6, within(1e-12)));
    }

    @Test
    void should_pair_the_seeds_that_both_have() {
        add("scratch", 2, 0.5, 0.5, 0.5);
        add("pcrlv2", 1, 0.1, 0.1, 0.1);
        add("pcrlv2", 2, 0.6, 0.6, 0.6);

        GridRow pcrl = rows("[scratch, pcrlv2]", "[1, 2]").get(1);

        assertThat(pcrl.mean()).isCloseTo(0.35, within(1e-12));
        assertThat(pcrl.difference()).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void should_refuse_to_pair_different_cases() {
        add("scratch", 1, 0.5, 0.5, 0.5);
        add("pcrlv2", 1, 0.6, 0.6); // one was put aside

        assertThatThrownBy(() -> rows("[scratch, pcrlv2]", "[1]"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(
                        "evaluations of organs, pcrlv2 and scratch at ratio 0.5, are of different cases");
    }

    @Test
    void should_keep_the_configurations_order() {
        add("scratch", 1, 0.5, 0.5, 0.5);
        add("pcrlv2", 1, 0.6, 0.6, 0.6);
        add("restoration", 1, 0.7, 0.7, 0.7);

        assertThat(rows("[restoration, scratch, pcrlv2]", "[1]"))
                .extracting(GridRow::method)
                .containsExactly("restoration", "scratch", "pcrlv2");
        assertThat(new Grid(cells).results(List.of("organs"), config("[restoration, scratch, pcrlv2]", "[1]")))
                .extracting(CellResult::method, cell -> Math.round(1e9 * cell.value()) / 1e9)
                .containsExactly(tuple("restoration", 0.7), tuple("scratch", 0.5), tuple("pcrlv2", 0.6));
    }
}
