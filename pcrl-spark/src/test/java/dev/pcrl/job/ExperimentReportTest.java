package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.ExperimentConfig;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.finetune.Task;
import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.job.Grid.Cell;
import dev.pcrl.report.Plot;
import dev.pcrl.report.ResultReport;
import dev.pcrl.report.ResultTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperimentReportTest {
    private static final Task TASK = new Task(TaskKind.SEGMENTATION, List.of(TaskClass.parse("liver=1")));

    private Grid grid = Grid.empty();

    /** Adds a cell whose cases have these Dice, each of a patient of its own. */
    private void add(String method, double ratio, long seed, double... dice) {
        List<CaseAnswer> cases = new ArrayList<>();
        for (int i = 0; i < dice.length; i++) {
            cases.add(Answers.segmented("case-" + i, "patient-" + i, dice[i]));
        }
        grid = grid.with(new Cell("organs", method, ratio, seed), new Evaluation(TASK, cases));
    }

    private ResultReport report(String methods, String ratios, String seeds) {
        ExperimentConfig config = ConfigReader.parse(
                ExperimentConfig.standard(),
                "test",
                "",
                List.of("methods=" + methods, "ratios=" + ratios, "seeds=" + seeds));
        List<String> tasks = List.of("organs");
        return new ExperimentReport(config, tasks, grid.rows(tasks, config)).build();
    }

    private String whatScratchSays() {
        return report("[scratch]", "[0.1, 1.0]", "[1, 2]")
                .tables()
                .get(1)
                .notes()
                .get(0);
    }

    @Test
    void should_count_scratch_as_no_way_to_pre_train() {
        add("scratch", 0.1, 1, 0.5);
        assertThat(report("[scratch, restoration, pcrlv2]", "[0.1]", "[1]").title())
                .isEqualTo("2 ways to pre-train compared with training from scratch: organs");
        assertThat(report("[pcrlv2, scratch]", "[0.1]", "[1]").title())
                .isEqualTo("1 way to pre-train compared with training from scratch: organs");
        assertThat(report("[pcrlv2, restoration]", "[0.1]", "[1]").title()).isEqualTo("2 ways to pre-train: organs");
        assertThat(report("[scratch]", "[0.1]", "[1]").title()).isEqualTo("Training from scratch: organs");
    }

    @Test
    void should_say_how_many_seeds_a_mean_is_over_and_which_cell_failed() {
        add("scratch", 1, 1, 0.5, 0.7);
        add("scratch", 1, 2, 0.6, 0.8);
        add("pcrlv2", 1, 2, 0.7, 0.9);
        grid = grid.with(new Cell("organs", "pcrlv2", 1, 1), new BadDataException("ct.nii", "byte 348", "ends early"));

        ResultReport report = report("[scratch, pcrlv2, restoration]", "[1.0]", "[1, 2]");

        ResultTable table = report.tables().get(0);
        assertThat(table.header()).containsExactly("method", "100 % of labels", "minus scratch");
        assertThat(table.rows())
                .containsExactly(
                        List.of("scratch", "0.650 ± 0.071", ""),
                        List.of("pcrlv2", "0.800 (1 of 2 seeds)", "+0.100 [+0.100, +0.100] * (1 of 2 seeds)"),
                        List.of("restoration", "missing", ""));
        assertThat(table.notes()).hasSize(1);
        assertThat(table.notes().get(0))
                .startsWith("Missing: pcrlv2 with 100 % of labels, seed 1. It failed: ")
                .contains("ct.nii", "ends early");
        assertThat(report.summary()).containsValue("3 done, 1 failed, 2 to come");
        assertThat(report.lead()).endsWith("Not all cells were done when this page was written.");
    }

    @Test
    void should_have_no_column_of_more_labels_for_one_share() {
        add("scratch", 1, 1, 0.5);
        assertThat(report("[scratch]", "[1.0]", "[1]").tables()).hasSize(1);
    }

    @Test
    void should_tell_what_more_labels_bring_to_each_method() {
        for (String method : List.of("scratch", "pcrlv2")) {
            add(method, 0.1, 1, 0.4, 0.4);
            add(method, 0.5, 1, 0.5, 0.5);
            add(method, 1, 1, 0.7, 0.7);
        }
        ResultTable table =
                report("[scratch, pcrlv2]", "[0.1, 0.5, 1.0]", "[1]").tables().get(1);
        assertThat(table.header())
                .containsExactly("method", "100 % minus 10 % of labels", "100 % minus 50 % of labels");
        assertThat(table.rows().get(1))
                .containsExactly("pcrlv2", "+0.300 [+0.300, +0.300] *", "+0.200 [+0.200, +0.200] *");
        assertThat(table.notes()).hasSize(2).allMatch(note -> note.endsWith("But it is one seed."));
    }

    @Test
    void should_say_that_labels_matter() {
        add("scratch", 0.1, 1, 0.3, 0.5);
        add("scratch", 1, 1, 0.5, 0.7); // 0.2
        add("scratch", 0.1, 2, 0.3, 0.5);
        add("scratch", 1, 2, 0.51, 0.71); // 0.21
        assertThat(whatScratchSays())
                .isEqualTo("Labels matter: from scratch, Dice with 10 % of the labels is 0.205 lower than with 100 %,"
                        + " and other test patients would show it, too. Seeds agree.");
    }

    @Test
    void should_say_that_seeds_do_not_agree_that_labels_matter() {
        add("scratch", 0.1, 1, 0.3, 0.5);
        add("scratch", 1, 1, 0.4, 0.6); // 0.1
        add("scratch", 0.1, 2, 0.3, 0.5);
        add("scratch", 1, 2, 0.6, 0.8); // 0.3: Student's 0.2 +- 12.706 * 0.1
        assertThat(whatScratchSays())
                .startsWith("Labels seem to matter: ")
                .endsWith("But seeds differ: the interval over these 2 holds 0 (\u22121.071 to +1.471).");
    }

    @Test
    void should_say_that_labels_do_not_matter_or_do_harm() {
        add("scratch", 0.1, 1, 0.3, 0.5);
        add("scratch", 1, 1, 0.5, 0.4); // one patient gains, the other loses
        assertThat(whatScratchSays())
                .startsWith(
                        "That labels matter does not show: from scratch, Dice with 10 % of the labels is 0.050 lower");

        grid = Grid.empty();
        add("scratch", 0.1, 1, 0.5, 0.7);
        add("scratch", 1, 1, 0.4, 0.6);
        assertThat(whatScratchSays())
                .startsWith("More labels made it worse: from scratch, Dice with 10 % of the labels is 0.100 higher");

        grid = Grid.empty();
        add("scratch", 0.1, 1, 0.5, 0.7);
        assertThat(whatScratchSays()).startsWith("Whether labels matter cannot be told: ");
    }

    @Test
    void should_draw_each_methods_means_spreads_and_seeds_by_share() {
        add("scratch", 1, 1, 0.5);
        add("scratch", 1, 2, 1.0);
        add("scratch", 0.1, 1, 0.25);
        Plot plot = report("[scratch]", "[1.0, 0.1]", "[1, 2]").plots().get(0);
        assertThat(plot.vertical()).isEqualTo("Dice");
        assertThat(plot.ticks()).containsExactly("10 %", "100 %");
        double s = Math.sqrt(2 * 0.25 * 0.25);
        assertThat(plot.series())
                .containsExactly(
                        new Plot.Series("scratch", true, true, List.of(1.0, 2.0), List.of(0.25, 0.75)),
                        new Plot.Series("scratch", true, true, List.of(2.0, 2.0), List.of(0.75 - s, 0.75 + s)),
                        new Plot.Series("scratch", false, true, List.of(1.0, 2.0, 2.0), List.of(0.25, 0.5, 1.0)));
    }

    @Test
    void should_draw_no_more_methods_in_a_chart_than_colours_tell_apart() {
        add("scratch", 1, 1, 0.6);
        List<String> methods = List.of(
                "restoration",
                "comparison",
                "one-scale",
                "three-scales",
                "all-scales",
                "multi-crop",
                "cross-scale",
                "scratch",
                "models-genesis");
        List<Plot> plots = report(methods.toString(), "[1.0]", "[1]").plots();
        assertThat(plots).hasSize(2);
        assertThat(names(plots.get(0)))
                .containsExactly(
                        "scratch",
                        "restoration",
                        "comparison",
                        "one-scale",
                        "three-scales",
                        "all-scales",
                        "multi-crop",
                        "cross-scale");
        assertThat(names(plots.get(1))).containsExactly("scratch", "models-genesis");
    }

    private static List<String> names(Plot plot) {
        return plot.series().stream().map(Plot.Series::name).distinct().toList();
    }
}
