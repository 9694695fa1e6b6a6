package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.dataset.Split;
import dev.pcrl.dataset.Truth;
import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.Task;
import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.report.Plot;
import dev.pcrl.report.ResultReport;
import dev.pcrl.report.ResultTable;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvaluationReportTest {
    private static final String OWN = "f00d";

    private static ResultReport report(Evaluation evaluation, Split split, String manifest) {
        return builder(evaluation, split, manifest).build(evaluation.rows(), List.of());
    }

    private static EvaluationReport builder(Evaluation evaluation, Split split, String manifest) {
        ModelDescription model = new ModelDescription(
                evaluation.task(),
                new NsUNetConfig(2, 1, 4, 1, Size.cube(4)),
                true,
                0.5,
                SeriesSettings.STRICT,
                IntensitySettings.paper(),
                Map.of("data-manifest", OWN, "configuration", "seed: 1\nlabels: all\n", "seed", "1"));
        return new EvaluationReport(evaluation, model, split, manifest);
    }

    private static Task task(TaskKind kind, String... classes) {
        return new Task(kind, Stream.of(classes).map(TaskClass::parse).toList());
    }

    private static ResultReport segmented() {
        return report(
                new Evaluation(
                        task(TaskKind.SEGMENTATION, "liver=1", "spleen=2"),
                        List.of(
                                Answers.segmented("a", "p", 0.9, 0.5),
                                Answers.segmented("b", "q", 0.2, 0.8),
                                Answers.segmented("c", "r", 0.7, 0.6))),
                Split.TEST,
                OWN);
    }

    private static ResultReport classified(Split split, String manifest) {
        return report(
                new Evaluation(
                        task(TaskKind.POINTS, "nodule"),
                        List.of(
                                Answers.classified("a", "p", answer(0.9f, Truth.POSITIVE)),
                                Answers.classified("b", "q", answer(0.2f, Truth.NEGATIVE)))),
                split,
                manifest);
    }

    private static SampleAnswer answer(float probability, Truth truth) {
        return SampleAnswer.of(new float[] {probability}, List.of(truth));
    }

    @Test
    void should_say_what_the_model_knew_of_the_cases() {
        assertThat(classified(Split.TEST, OWN).lead()).contains("not seen in fine-tuning");
        assertThat(classified(Split.VALIDATION, OWN).lead()).contains("chose its best epoch");
        assertThat(classified(Split.TRAIN, OWN).lead()).contains("may have been fine-tuned on");
        assertThat(classified(Split.TEST, "beef").lead())
                .contains("another manifest")
                .doesNotContain("not seen");
    }

    @Test
    void should_name_metrics_with_their_units() {
        assertThat(segmented().tables().get(0).rows().stream().map(row -> row.get(1)))
                .contains("Dice", "95 % Hausdorff distance (mm)", "Average surface distance (mm)")
                .noneMatch(name -> name.contains("-"));
    }

    @Test
    void should_not_repeat_the_rows_of_a_lone_class_as_their_mean() {
        assertThat(classified(Split.TEST, OWN).tables().get(0).rows().stream().map(row -> row.get(0)))
                .hasSize(5)
                .containsOnly("nodule");
    }

    @Test
    void should_show_each_region_s_dice_in_one_order_of_cases() {
        ResultTable table = segmented().tables().get(1);
        assertThat(table.header()).containsExactly("rank", "case", "mean", "liver", "spleen");
        assertThat(table.rows())
                .containsExactly(
                        List.of("1", "b", "0.500", "0.200", "0.800"),
                        List.of("2", "c", "0.650", "0.700", "0.600"),
                        List.of("3", "a", "0.700", "0.900", "0.500"));
        Plot plot = segmented().plots().get(0);
        assertThat(plot.series().get(0).y()).containsExactly(0.2, 0.7, 0.9);
        assertThat(plot.series().get(1).y()).containsExactly(0.8, 0.6, 0.5);
        assertThat(plot.vertical()).isEqualTo("Dice");
    }

    @Test
    void should_hold_a_curve_against_guessing() {
        Plot plot = classified(Split.TEST, OWN).plots().get(0);
        assertThat(plot.series()).extracting(Plot.Series::name).containsExactly("nodule (AUROC 1.000)", "guessing");
        assertThat(plot.series().get(1).x()).isEqualTo(plot.series().get(1).y());
        assertThat(plot.vertical()).isEqualTo("true positive rate");
    }

    @Test
    void should_show_the_configuration_line_by_line() {
        assertThat(segmented().verbatim()).containsEntry("Configuration", "seed: 1\nlabels: all\n");
        assertThat(segmented().verbatim().get("Provenance"))
                .contains("\"seed\" : \"1\"")
                .doesNotContain("labels: all");
    }

    /** Cases that could not be used leave gaps in the numbers. */
    private static List<PictureTask.Pick> picks(Evaluation evaluation, Integer... numbers) {
        return builder(evaluation, Split.TEST, OWN).picks(List.of(numbers));
    }

    @Test
    void should_draw_the_best_the_median_and_the_worst_case_by_mean_dice() {
        Evaluation evaluation = new Evaluation(
                task(TaskKind.SEGMENTATION, "liver=1", "spleen=2"),
                List.of(
                        Answers.segmented("a", "p", 0.9, 0.5),
                        Answers.segmented("b", "q", 0.2, 0.8),
                        Answers.segmented("c", "r", 0.7, 0.9)));
        assertThat(picks(evaluation, 4, 5, 8))
                .containsExactly(
                        new PictureTask.Pick(8, 0, 0, "best case: mean Dice 0.800"),
                        new PictureTask.Pick(4, 0, 0, "median case: mean Dice 0.700"),
                        new PictureTask.Pick(5, 0, 0, "worst case: mean Dice 0.500"));
    }

    /** Each of the three is of another case, the surest of all answers is of what nobody knows. */
    @Test
    void should_draw_the_surest_positive_and_the_worst_mistakes_of_any_class() {
        Evaluation evaluation = new Evaluation(
                task(TaskKind.IMAGE, "nodule", "mass"),
                List.of(
                        Answers.classified("a", "p", answer(0.6f, Truth.POSITIVE, 0.9f, Truth.POSITIVE)),
                        Answers.classified("b", "q", answer(0.2f, Truth.POSITIVE, 0.01f, Truth.UNKNOWN)),
                        Answers.classified("c", "r", answer(0.99f, Truth.UNKNOWN, 0.1f, Truth.NEGATIVE)),
                        Answers.classified("d", "s", answer(0.3f, Truth.NEGATIVE, 0.8f, Truth.NEGATIVE))));
        assertThat(picks(evaluation, 0, 3, 4, 7))
                .containsExactly(
                        new PictureTask.Pick(0, 0, 1, "surest positive: mass 0.900"),
                        new PictureTask.Pick(3, 0, 0, "missed positive: nodule 0.200"),
                        new PictureTask.Pick(7, 0, 1, "false positive: mass 0.800"));
    }

    private static SampleAnswer answer(float nodule, Truth isNodule, float mass, Truth isMass) {
        return SampleAnswer.of(new float[] {nodule, mass}, List.of(isNodule, isMass));
    }

    @Test
    void should_draw_places_of_a_case_and_only_mistakes_that_there_are() {
        Evaluation negatives = new Evaluation(
                task(TaskKind.POINTS, "nodule"),
                List.of(
                        Answers.classified("a", "p", answer(0.1f, Truth.NEGATIVE)),
                        Answers.classified("b", "q", answer(0.2f, Truth.NEGATIVE), answer(0.3f, Truth.NEGATIVE))));
        assertThat(picks(negatives, 2, 5))
                .containsExactly(new PictureTask.Pick(5, 1, 0, "false positive: nodule 0.300"));
    }
}
