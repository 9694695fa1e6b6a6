package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.ExperimentConfig;
import dev.pcrl.failure.UsageException;
import dev.pcrl.finetune.Task;
import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.job.CellResult.State;
import dev.pcrl.job.Grid.Cell;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Task TASK = new Task(TaskKind.SEGMENTATION, List.of(TaskClass.parse("liver=1")));

    private Grid grid = Grid.empty();

    /** Adds a cell whose cases have these Dice, each of a patient of its own. */
    private void add(String method, long seed, double... dice) {
        add(method, 0.5, seed, dice);
    }

    private void add(String method, double ratio, long seed, double... dice) {
        List<CaseAnswer> cases = new ArrayList<>();
        for (int i = 0; i < dice.length; i++) {
            cases.add(Answers.segmented("case-" + i, "patient-" + i, dice[i]));
        }
        grid = grid.with(new Cell("organs", method, ratio, seed), new Evaluation(TASK, cases));
    }

    private List<GridRow> rows(String methods, String seeds) {
        return rows(methods, "[0.5]", seeds);
    }

    private List<GridRow> rows(String methods, String ratios, String seeds) {
        ExperimentConfig config = ConfigReader.parse(
                ExperimentConfig.standard(),
                "test",
                "",
                List.of("methods=" + methods, "ratios=" + ratios, "seeds=" + seeds));
        return grid.rows(List.of("organs"), config);
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
        assertThat(scratch.toScratch()).isNull();

        GridRow pcrl = rows.get(1);
        assertThat(pcrl.task()).isEqualTo("organs");
        assertThat(pcrl.metric()).isEqualTo("dice");
        assertThat(pcrl.method()).isEqualTo("pcrlv2");
        assertThat(pcrl.ratio()).isEqualTo(0.5);
        assertThat(pcrl.mean()).isCloseTo(0.75, within(1e-12));
        assertThat(pcrl.seeds()).isEqualTo(2);
        PairedDifference gain = pcrl.toScratch();
        assertThat(gain.seeds()).isEqualTo(2);
        assertThat(gain.value()).isCloseTo(0.2, within(1e-12));
        // Whichever patients are drawn, they are 0.2 better; unpaired, patients differ by 0.6 among themselves.
        assertThat(gain.lower()).isCloseTo(0.2, within(1e-9));
        assertThat(gain.upper()).isCloseTo(0.2, within(1e-9));
        assertThat(gain.holdsForPatients()).isTrue();
        // Student, one degree of freedom: t = 12.7062, s / sqrt(2) = 0.1.
        assertThat(gain.seedLower()).isCloseTo(0.2 - 1.27062, within(1e-5));
        assertThat(gain.seedUpper()).isCloseTo(0.2 + 1.27062, within(1e-5));
        assertThat(gain.holdsForSeeds()).isFalse();
        assertThat(ExperimentReport.shown(gain)).isEqualTo("+0.200 [+0.200, +0.200] *");
    }

    @Test
    void should_tell_how_patients_differ_in_what_they_gain() {
        add("scratch", 1, 0.5, 0.5, 0.5);
        add("pcrlv2", 1, 0.4, 0.6, 0.8); // -0.1, 0.1, 0.3

        GridRow pcrl = rows("[scratch, pcrlv2]", "[1]").get(1);

        PairedDifference gain = pcrl.toScratch();
        assertThat(gain.value()).isCloseTo(0.1, within(1e-12));
        // One of 27 draws is the worst patient three times, one the best: more than 2.5 %.
        assertThat(gain.lower()).isCloseTo(-0.1, within(1e-9));
        assertThat(gain.upper()).isCloseTo(0.3, within(1e-9));
        assertThat(gain.holdsForPatients()).isFalse();
        assertThat(ExperimentReport.shown(gain)).isEqualTo("+0.100 [\u22120.100, +0.300]");
        assertThat(pcrl.deviation()).isNull();
        assertThat(gain.seedLower()).isNull();
        assertThat(gain.seedUpper()).isNull();
    }

    @Test
    void should_give_two_stars_to_what_seeds_agree_on() {
        add("scratch", 1, 0.2, 0.5, 0.8);
        add("scratch", 2, 0.3, 0.6, 0.9);
        add("pcrlv2", 1, 0.4, 0.7, 1.0); // each case 0.2 better
        add("pcrlv2", 2, 0.51, 0.81, 1.11); // each case 0.21 better

        PairedDifference gain = rows("[scratch, pcrlv2]", "[1, 2]").get(1).toScratch();

        assertThat(gain.holdsForSeeds()).isTrue(); // 0.205 - 12.7062 * 0.005
        assertThat(ExperimentReport.shown(gain)).isEqualTo("+0.205 [+0.205, +0.205] **");
    }

    @Test
    void should_have_no_difference_without_scratch() {
        add("pcrlv2", 1, 0.4, 0.6, 0.8);
        add("restoration", 1, 0.4, 0.6, 0.8);

        assertThat(rows("[pcrlv2, restoration]", "[1]"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.toScratch()).isNull())
                .allSatisfy(row -> assertThat(row.mean()).isCloseTo(0.6, within(1e-12)));
    }

    @Test
    void should_pair_the_seeds_that_both_have() {
        add("scratch", 2, 0.5, 0.5, 0.5);
        add("pcrlv2", 1, 0.1, 0.1, 0.1);
        add("pcrlv2", 2, 0.6, 0.6, 0.6);

        GridRow pcrl = rows("[scratch, pcrlv2]", "[1, 2]").get(1);

        assertThat(pcrl.mean()).isCloseTo(0.35, within(1e-12));
        assertThat(pcrl.seeds()).isEqualTo(2);
        assertThat(pcrl.toScratch().value()).isCloseTo(0.1, within(1e-12));
        assertThat(pcrl.toScratch().seeds()).isEqualTo(1);
    }

    @Test
    void should_pair_seeds_and_patients_in_what_more_labels_bring() {
        add("scratch", 0.1, 1, 0.1, 0.4, 0.7);
        add("scratch", 0.5, 1, 0.1, 0.5, 0.9);
        add("scratch", 1.0, 1, 0.2, 0.6, 1.0); // 0.2 better than with 0.1: by 0.1, 0.2 and 0.3
        add("scratch", 0.1, 2, 0.1, 0.4, 0.7);
        add("scratch", 1.0, 2, 0.3, 0.6, 0.9); // 0.2 better, each patient

        List<GridRow> rows = rows("[scratch]", "[1.0, 0.1, 0.5]", "[1, 2]");

        assertThat(rows.get(0).moreLabels()).isNull();
        PairedDifference fewest = rows.get(1).moreLabels();
        assertThat(fewest.seeds()).isEqualTo(2);
        assertThat(fewest.value()).isCloseTo(0.2, within(1e-12));
        // Mean over seeds of the patients: 0.15, 0.2, 0.25. One of 27 draws is the worst three times, one the best.
        assertThat(fewest.lower()).isCloseTo(0.15, within(1e-9));
        assertThat(fewest.upper()).isCloseTo(0.25, within(1e-9));
        assertThat(fewest.seedLower()).isCloseTo(0.2, within(1e-9));
        PairedDifference half = rows.get(2).moreLabels(); // of seed 1
        assertThat(half.seeds()).isEqualTo(1);
        assertThat(half.value()).isCloseTo(0.1, within(1e-12));
        assertThat(half.seedLower()).isNull();
    }

    @Test
    void should_tell_cells_that_are_not_there() {
        add("scratch", 1, 0.5, 0.5, 0.5);
        grid = grid.with(new Cell("organs", "pcrlv2", 0.5, 1), new UsageException("no case"));

        List<GridRow> rows = rows("[scratch, pcrlv2]", "[1, 2]");

        assertThat(rows.get(0).seeds()).isEqualTo(1);
        assertThat(rows.get(0).cells()).extracting(CellResult::state).containsExactly(State.DONE, State.TO_COME);
        GridRow pcrl = rows.get(1);
        assertThat(pcrl.cells().get(0)).isEqualTo(new CellResult(1, State.FAILED, null, "no case"));
        assertThat(pcrl.metric()).isEqualTo("dice");
        assertThat(pcrl.mean()).isNull();
        assertThat(pcrl.toScratch()).isNull();
        assertThat(grid.firstFailure()).get().isInstanceOf(UsageException.class);
    }

    @Test
    void should_refuse_to_pair_different_cases() {
        add("scratch", 1, 0.5, 0.5, 0.5);
        add("pcrlv2", 1, 0.6, 0.6); // one was put aside
        add("pcrlv2", 2, 0.6, 0.6, 0.6);

        List<CellResult> pcrl = rows("[scratch, pcrlv2]", "[1, 2]").get(1).cells();

        assertThat(pcrl).extracting(CellResult::state).containsExactly(State.FAILED, State.DONE);
        assertThat(pcrl.get(0).reason())
                .startsWith("the test cases of organs/pcrlv2/ratio-0.5/seed-1 are not those of organs/scratch/");
    }

    @Test
    void should_keep_the_configurations_order() {
        add("scratch", 1, 0.5, 0.5, 0.5);
        add("pcrlv2", 1, 0.6, 0.6, 0.6);
        add("restoration", 1, 0.7, 0.7, 0.7);

        assertThat(rows("[restoration, scratch, pcrlv2]", "[1]"))
                .extracting(GridRow::method)
                .containsExactly("restoration", "scratch", "pcrlv2");
    }
}
