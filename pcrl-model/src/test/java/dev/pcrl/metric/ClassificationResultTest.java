package dev.pcrl.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.pcrl.dataset.Truth;
import dev.pcrl.random.RandomStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Four samples of three classes: effusion 3 of 4 pairs right, hernia never there, nodule once unknown. */
class ClassificationResultTest {
    private static final double[][] SCORES = {{0.1, 0.5, 4}, {0.4, 0.1, 3}, {0.35, 0.2, 2}, {0.8, 0.9, 1}};
    private static final Predictions PREDICTIONS =
            new Predictions(List.of("effusion", "hernia", "nodule"), SCORES, truths("--+", "---", "+-?", "+--"));
    private static final Bootstrap BOOTSTRAP = Bootstrap.standard(RandomStream.of(1));

    private final ClassificationResult result = ClassificationResult.of(PREDICTIONS, Clusters.single(4), BOOTSTRAP);

    @Test
    void should_evaluate_each_class() {
        assertThat(result.classes())
                .extracting(
                        ClassResult::name,
                        one -> one.auroc().value(),
                        one -> one.averagePrecision().value())
                .containsExactly(
                        tuple("effusion", MetricValue.of(0.75), MetricValue.of((0.5 * 2 + 2.0 / 3) / 2)),
                        tuple("hernia", MetricValue.undefined("no positives"), MetricValue.undefined("no positives")),
                        tuple("nodule", MetricValue.of(1), MetricValue.of(1)));
    }

    @Test
    void should_count_positives_negatives_and_unknown() {
        ClassResult nodule = result.classes().get(2);

        assertThat(nodule.positives()).isEqualTo(1);
        assertThat(nodule.negatives()).isEqualTo(2);
        assertThat(nodule.unknown()).isEqualTo(1);
    }

    @Test
    void should_say_which_classes_the_mean_leaves_out() {
        assertThat(result.meanAuroc().mean())
                .isEqualTo(new MetricMean(MetricValue.of(0.875), 2, new TreeMap<>(Map.of("no positives", 1))));
        assertThat(result.meanAveragePrecision().mean().undefined()).containsEntry("no positives", 1);
    }

    @Test
    void should_draw_nothing_for_a_class_without_value() {
        assertThat(result.classes().get(1).auroc().interval()).isEqualTo(ResampledInterval.none(0.95, "no positives"));
    }

    @Test
    void should_take_the_mean_over_the_same_classes_in_each_resample() {
        Statistic mean = PREDICTIONS.meanAuroc();

        assertThat(mean.of(Resample.once(4))).isEqualTo(MetricValue.of(0.875));
        // No nodule among these: effusion's 0 alone would be another mean.
        assertThat(mean.of(new Resample(new int[] {0, 3, 1, 0}))).isEqualTo(MetricValue.undefined("no positives"));
    }

    @Test
    void should_refuse_rows_of_another_width() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Predictions(List.of("a", "b"), new double[][] {{1}}, truths("++")))
                .withMessageContaining("scores of sample 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Predictions(List.of("a"), new double[][] {{1}}, truths("++")))
                .withMessageContaining("truths of sample 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Predictions(List.of("a"), new double[][] {{1}}, truths()));
    }

    private static Truth[][] truths(String... rows) {
        return Stream.of(rows).map(Rankings::truths).toArray(Truth[][]::new);
    }
}
