package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.dataset.Split;
import dev.pcrl.dataset.Truth;
import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.Task;
import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.metric.MetricValue;
import dev.pcrl.metric.SegmentationMetric;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.store.Store;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    private static final Path FILE = new Path("/run/cases.jsonl");
    private static final Task REGIONS = task(TaskKind.SEGMENTATION, "liver=1", "spleen=2");
    private static final Task FINDINGS = task(TaskKind.IMAGE, "mass", "effusion");

    private static final Evaluation SEGMENTED = new Evaluation(
            REGIONS,
            List.of(
                    Answers.segmented("a", "p", 0.9, 0.5),
                    Answers.segmented("b", "p", 0.7, 0.1),
                    Answers.segmented("c", "q", 0.8, 0.6)));

    /** Masses: 3 of 4 pairs in order. Effusions: one is unknown, the others are in order. */
    private static final Evaluation CLASSIFIED = new Evaluation(
            FINDINGS,
            List.of(
                    Answers.classified("a", "p", answer(0.9f, 0.8f, Truth.POSITIVE, Truth.POSITIVE)),
                    Answers.classified("b", "q", answer(0.4f, 0.9f, Truth.POSITIVE, Truth.UNKNOWN)),
                    Answers.classified("c", "r", answer(0.6f, 0.3f, Truth.NEGATIVE, Truth.NEGATIVE)),
                    Answers.classified("d", "s", answer(0.1f, 0.1f, Truth.NEGATIVE, Truth.NEGATIVE))));

    private static Task task(TaskKind kind, String... classes) {
        return new Task(kind, Stream.of(classes).map(TaskClass::parse).toList());
    }

    private static SampleAnswer answer(float mass, float effusion, Truth isMass, Truth isEffusion) {
        return SampleAnswer.of(new float[] {mass, effusion}, List.of(isMass, isEffusion));
    }

    private static ResultRow row(Evaluation evaluation, String subject, String metric) {
        return evaluation.rows().stream()
                .filter(row -> row.subject().equals(subject) && row.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class Segmentation {
        @Test
        void should_tell_the_headline_first_and_the_mean_before_each_class() {
            assertThat(SEGMENTED.rows())
                    .extracting(row -> row.subject() + " " + row.metric())
                    .containsExactly(
                            "mean dice",
                            "mean iou",
                            "mean sensitivity",
                            "mean precision",
                            "mean hausdorff-95",
                            "mean average-surface-distance",
                            "liver dice",
                            "liver iou",
                            "liver sensitivity",
                            "liver precision",
                            "liver hausdorff-95",
                            "liver average-surface-distance",
                            "spleen dice",
                            "spleen iou",
                            "spleen sensitivity",
                            "spleen precision",
                            "spleen hausdorff-95",
                            "spleen average-surface-distance");
            assertThat(SEGMENTED.headline()).isEqualTo("dice");
        }

        @Test
        void should_have_means_over_cases() {
            assertThat(SEGMENTED.rows().get(0).value()).isCloseTo((0.7 + 0.4 + 0.7) / 3, within(1e-12));
            assertThat(row(SEGMENTED, "mean", "sensitivity").value()).isCloseTo((0.8 + 0.4) / 2, within(1e-12));
            assertThat(row(SEGMENTED, "liver", "dice").value()).isCloseTo(0.8, within(1e-12));
            assertThat(row(SEGMENTED, "spleen", "dice").value()).isCloseTo(0.4, within(1e-12));
        }

        /** Of two patients one may be drawn twice: the interval goes from one's mean to the other's. */
        @Test
        void should_have_intervals_over_patients_not_cases() {
            ResultRow liver = row(SEGMENTED, "liver", "dice");
            ResultRow spleen = row(SEGMENTED, "spleen", "dice");
            assertThat(liver.lower()).isCloseTo(0.8, within(1e-9)); // (0.9 + 0.7) / 2, and 0.8
            assertThat(liver.upper()).isCloseTo(0.8, within(1e-9));
            assertThat(spleen.lower()).isCloseTo(0.3, within(1e-9)); // (0.5 + 0.1) / 2
            assertThat(spleen.upper()).isCloseTo(0.6, within(1e-9));
            ResultRow mean = row(SEGMENTED, "mean", "iou");
            assertThat(mean.lower()).isCloseTo((0.8 + 0.3) / 2, within(1e-9));
            assertThat(mean.upper()).isCloseTo((0.8 + 0.6) / 2, within(1e-9));
        }

        @Test
        void should_say_why_and_how_often_a_metric_is_undefined() {
            ResultRow precision = row(SEGMENTED, "liver", "precision");
            assertThat(precision.value()).isNull();
            assertThat(precision.lower()).isNull();
            assertThat(precision.upper()).isNull();
            assertThat(precision.undefined()).containsExactly(Map.entry("the prediction is empty", 3));
            assertThat(row(SEGMENTED, "mean", "precision").undefined())
                    .containsExactly(Map.entry("the prediction is empty", 6));
            assertThat(row(SEGMENTED, "liver", "dice").undefined()).isEmpty();
        }
    }

    @Nested
    class Classification {
        @Test
        void should_tell_the_headline_first_and_then_each_class() {
            assertThat(CLASSIFIED.rows())
                    .extracting(row -> row.subject() + " " + row.metric())
                    .containsExactly(
                            "mean auroc",
                            "mean average-precision",
                            "mass auroc",
                            "mass average-precision",
                            "mass positives",
                            "mass negatives",
                            "mass unknown",
                            "effusion auroc",
                            "effusion average-precision",
                            "effusion positives",
                            "effusion negatives",
                            "effusion unknown");
            assertThat(CLASSIFIED.headline()).isEqualTo("auroc");
        }

        @Test
        void should_tell_of_how_many_samples_a_metric_is() {
            assertThat(List.of("positives", "negatives", "unknown"))
                    .extracting(kind -> EvaluationFiles.shown(row(CLASSIFIED, "effusion", kind)))
                    .containsExactly("1", "2", "1");
        }

        @Test
        void should_leave_unknown_truths_out() {
            assertThat(row(CLASSIFIED, "mass", "auroc").value()).isEqualTo(0.75);
            assertThat(row(CLASSIFIED, "effusion", "auroc").value()).isEqualTo(1); // 0.5 with b for a negative
            assertThat(CLASSIFIED.rows().get(0).value()).isEqualTo(0.875);
        }

        @Test
        void should_count_each_place_of_a_case_and_draw_a_patients_together() {
            Evaluation places = new Evaluation(
                    task(TaskKind.POINTS, "nodule"),
                    List.of(
                            Answers.classified(
                                    "a",
                                    "p",
                                    SampleAnswer.of(new float[] {0.9f}, List.of(Truth.POSITIVE)),
                                    SampleAnswer.of(new float[] {0.2f}, List.of(Truth.NEGATIVE))),
                            Answers.classified(
                                    "b", "p", SampleAnswer.of(new float[] {0.1f}, List.of(Truth.POSITIVE)))));
            assertThat(places.clusters().samples()).isEqualTo(3);
            assertThat(places.clusters().count()).isEqualTo(1);
            assertThat(places.rows().get(0).value()).isEqualTo(0.5);
            assertThat(places.rows().get(0).lower()).isNull(); // one patient tells no interval
        }

        @Test
        void should_say_why_there_is_no_auroc() {
            Evaluation positives = new Evaluation(
                    FINDINGS,
                    List.of(
                            Answers.classified("a", "p", answer(0.9f, 0.8f, Truth.POSITIVE, Truth.POSITIVE)),
                            Answers.classified("b", "q", answer(0.4f, 0.1f, Truth.POSITIVE, Truth.NEGATIVE))));
            ResultRow mass = row(positives, "mass", "auroc");
            ResultRow mean = positives.rows().get(0);
            assertThat(mass.value()).isNull();
            assertThat(mass.undefined()).hasSize(1).containsValue(1);
            assertThat(mean.value()).isEqualTo(1); // of the effusions
            assertThat(mean.undefined()).isEqualTo(mass.undefined());
        }
    }

    @Nested
    class Files {
        @Test
        void should_bring_back_a_case_with_the_reasons_of_what_is_undefined() {
            CaseAnswer segmented = SEGMENTED.cases().get(0);
            CaseAnswer read = Json.parse(Json.line(segmented), FILE, CaseAnswer.class);
            assertThat(read).isEqualTo(segmented);
            assertThat(read.regions().get(1).toScores().dice()).isEqualTo(MetricValue.of(0.5));
            assertThat(read.regions().get(1).value(SegmentationMetric.PRECISION))
                    .isEqualTo(MetricValue.undefined("the prediction is empty"));

            CaseAnswer classified = CLASSIFIED.cases().get(1);
            CaseAnswer sample = Json.parse(Json.line(classified), FILE, CaseAnswer.class);
            assertThat(sample).isEqualTo(classified);
            assertThat(sample.samples().get(0).truth(0)).isEqualTo(Truth.POSITIVE);
            assertThat(sample.samples().get(0).truth(1)).isEqualTo(Truth.UNKNOWN);
        }

        @Test
        void should_be_one_line_a_case() {
            assertThat(Json.line(SEGMENTED.cases().get(0))).hasLineCount(1).endsWith("\n");
        }

        @Test
        void should_refuse_a_line_that_lacks_something() {
            assertThatThrownBy(() -> Json.parse("{\"id\":\"a\",\"patient\":\"p\"}", FILE, CaseAnswer.class))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageStartingWith(FILE + ": line 1: not what PCRL wrote: ");
        }

        @Test
        void should_write_null_and_the_reason_where_a_row_has_no_value() {
            assertThat(Json.line(row(SEGMENTED, "liver", "hausdorff-95")))
                    .isEqualTo("{\"subject\":\"liver\",\"metric\":\"hausdorff-95\",\"value\":null,\"lower\":null,"
                            + "\"upper\":null,\"undefined\":{\"the prediction is empty\":3}}\n");
        }

        @Test
        void should_be_read_back_from_the_directory_that_they_were_written_to(@TempDir java.nio.file.Path directory) {
            EvaluationFiles files = new EvaluationFiles(Store.local(), new Path(directory.toUri()));
            ModelDescription model = new ModelDescription(
                    REGIONS,
                    new NsUNetConfig(2, 1, 4, 1, Size.cube(4)),
                    true,
                    0.5,
                    SeriesSettings.STRICT,
                    IntensitySettings.paper(),
                    Map.of("seed", "7"));
            files.write(SEGMENTED, SEGMENTED.rows(), model, Split.TEST);
            assertThat(files.read(REGIONS)).isEqualTo(SEGMENTED);
            assertThat(directory.resolve("results.json"))
                    .content()
                    .contains("\"split\" : \"test\"", "\"cases\" : 3", "\"level\" : 0.95", "\"seed\" : \"7\"");
            assertThat(directory.resolve("results.csv"))
                    .content()
                    .startsWith("class,metric,value,lower,upper,undefined\nmean,dice,0.6")
                    .contains("\nliver,precision,,,,3: the prediction is empty\n")
                    .hasLineCount(1 + 18);
        }

        @Test
        void should_be_told_in_a_line() {
            assertThat(EvaluationFiles.shown(row(SEGMENTED, "spleen", "dice"))).isEqualTo("0.400 [0.300, 0.600]");
            assertThat(EvaluationFiles.shown(row(SEGMENTED, "liver", "precision")))
                    .isEqualTo("undefined (3: the prediction is empty)");
            assertThat(EvaluationFiles.shown(new ResultRow("a", "auroc", 0.5, null, null, Map.of())))
                    .isEqualTo("0.500");
        }

        /** Executors send answers so. */
        @Test
        void should_travel() throws Exception {
            CaseAnswer answer = SEGMENTED.cases().get(0);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(answer);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                assertThat(in.readObject()).isEqualTo(answer);
            }
        }
    }
}
