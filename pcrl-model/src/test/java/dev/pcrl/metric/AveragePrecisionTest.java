package dev.pcrl.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.metric.MetricValue.Defined;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AveragePrecisionTest {
    /** Steps of recall times precision, by hand. */
    @ParameterizedTest
    @CsvSource({
        "++--, 4, 3, 2, 1, 1", // 1/2 * 1 + 1/2 * 1
        "+-+-, 4, 3, 2, 1, 0.8333333333333333", // 1/2 * 1 + 1/2 * 2/3
        "--++, 4, 3, 2, 1, 0.41666666666666663", // 1/2 * 1/3 + 1/2 * 2/4
        "+-+-, 5, 5, 5, 5, 0.5", // one threshold: 1 * 2/4
        "+-+-, 3, 3, 2, 1, 0.5833333333333333", // 1/2 * 1/2 + 1/2 * 2/3
        "--++, 0.1, 0.4, 0.35, 0.8, 0.8333333333333333", // scikit-learn's example
        "++++, 4, 3, 2, 1, 1", // no negatives
        "+?--, 2, 9, 2, 1, 0.5" // nobody knows of the highest
    })
    void should_add_precision_over_steps_of_recall(
            String truths, double a, double b, double c, double d, double expected) {
        check(Rankings.of(truths, a, b, c, d), expected);
    }

    @Test
    void should_be_scikit_learns_with_many_ties() {
        // python tools/metric_values.py
        check(Rankings.of(Lehmer.truths(), Lehmer.scores()), 0.38082458389701146);
    }

    @Test
    void should_pass_over_samples_that_were_not_drawn() {
        Ranking ranking = Rankings.of("+-+-", 4, 3, 2, 1);

        assertThat(AveragePrecision.of(ranking.counts(new Resample(new int[] {0, 0, 1, 3}))))
                .isEqualTo(MetricValue.of(1));
    }

    @Test
    void should_be_undefined_without_positives() {
        assertThat(AveragePrecision.of(Rankings.of("--", 1, 2).counts()))
                .isEqualTo(MetricValue.undefined("no positives"));
    }

    private static void check(Ranking ranking, double expected) {
        assertThat(AveragePrecision.of(ranking.counts()))
                .asInstanceOf(InstanceOfAssertFactories.type(Defined.class))
                .satisfies(found -> assertThat(found.value()).isCloseTo(expected, within(1e-14)));
    }
}
