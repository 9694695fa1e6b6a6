package dev.pcrl.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.metric.RocCurve.Point;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RocCurveTest {
    @Nested
    class Area {
        /** Pairs of a positive and a negative, counted by hand; the fifth is scikit-learn's own example. */
        @ParameterizedTest
        @CsvSource({
            "++--, 4, 3, 2, 1, 1", // all 4 pairs in order
            "--++, 4, 3, 2, 1, 0", // none
            "+-+-, 4, 3, 2, 1, 0.75", // 4 over 3 and 1, 2 over 1
            "+-+-, 5, 5, 5, 5, 0.5", // 4 ties
            "--++, 0.1, 0.4, 0.35, 0.8, 0.75",
            "+-+-, 3, 3, 2, 1, 0.625", // a tie and a win, a loss and a win: 2.5 of 4
            "+--?, 2, 2, 1, 9, 0.75" // a tie and a win of 2; nobody knows of the last
        })
        void should_be_the_share_of_ordered_pairs(String truths, double a, double b, double c, double d, double area) {
            assertThat(area(Rankings.of(truths, a, b, c, d))).isEqualTo(MetricValue.of(area));
        }

        @Test
        void should_be_scikit_learns_with_many_ties() {
            // python tools/metric_values.py
            assertThat(area(Rankings.of(Lehmer.truths(), Lehmer.scores())))
                    .isEqualTo(MetricValue.of(0.7137781287011449));
        }

        @Test
        void should_not_depend_on_the_order_of_samples() {
            assertThat(area(Rankings.of("-+-+", 0.4, 0.8, 0.1, 0.35)))
                    .isEqualTo(area(Rankings.of("--++", 0.1, 0.4, 0.35, 0.8)));
        }

        @Test
        void should_count_a_sample_as_often_as_it_was_drawn() {
            Ranking ranking = Rankings.of("-+-+", 4, 3, 2, 1);
            Ranking drawn = Rankings.of("-++-", 4, 3, 3, 2);

            assertThat(RocCurve.areaUnder(ranking.counts(new Resample(new int[] {1, 2, 1, 0}))))
                    .isEqualTo(area(drawn))
                    .isEqualTo(MetricValue.of(0.5));
        }

        @Test
        void should_be_exact_where_pairs_are_more_than_an_int() {
            boolean[] truths = new boolean[200_000];
            double[] scores = new double[200_000];
            for (int i = 0; i < scores.length; i++) {
                truths[i] = i < 100_000;
                scores[i] = i < 100_000 ? 1 : 0;
            }

            assertThat(area(Rankings.of(truths, scores))).isEqualTo(MetricValue.of(1));
        }

        @ParameterizedTest
        @CsvSource({"--, no positives", "++, no negatives", "??, no positives", "?-, no positives"})
        void should_be_undefined_without_both_kinds(String truths, String reason) {
            assertThat(area(Rankings.of(truths, 1, 2))).isEqualTo(MetricValue.undefined(reason));
        }

        @Test
        void should_be_undefined_without_samples() {
            assertThat(area(Rankings.of(""))).isEqualTo(MetricValue.undefined("no positives"));
        }

        private MetricValue area(Ranking ranking) {
            return RocCurve.areaUnder(ranking.counts());
        }
    }

    @Nested
    class Points {
        @Test
        void should_turn_with_each_threshold() {
            assertThat(RocCurve.of(Rankings.of("--++", 0.1, 0.4, 0.35, 0.8).counts())
                            .points())
                    .containsExactly(
                            new Point(Double.POSITIVE_INFINITY, 0, 0),
                            new Point(0.8, 0, 0.5),
                            new Point(0.4, 0.5, 0.5),
                            new Point(0.35, 0.5, 1),
                            new Point(0.1, 1, 1));
        }

        @Test
        void should_leave_out_what_lies_on_a_line() {
            assertThat(RocCurve.of(Rankings.of("++--", 4, 3, 2, 1).counts()).points())
                    .containsExactly(new Point(Double.POSITIVE_INFINITY, 0, 0), new Point(3, 0, 1), new Point(1, 1, 1));
        }

        @Test
        void should_be_one_for_equal_scores() {
            assertThat(RocCurve.of(Rankings.of("+-+-", 5, 5, 5, 5).counts()).points())
                    .containsExactly(new Point(Double.POSITIVE_INFINITY, 0, 0), new Point(5, 1, 1));
        }

        @Test
        void should_be_scikit_learns() {
            // python tools/metric_values.py
            assertThat(RocCurve.of(Rankings.of(Lehmer.truths(), Lehmer.scores()).counts())
                            .points())
                    .contains(new Point(12, 0.3087248322147651, 0.5686274509803921));
        }

        @Test
        void should_enclose_the_area() {
            RocCurve curve =
                    RocCurve.of(Rankings.of(Lehmer.truths(), Lehmer.scores()).counts());
            double area = 0;
            for (int i = 1; i < curve.points().size(); i++) {
                Point left = curve.points().get(i - 1);
                Point right = curve.points().get(i);
                area += (right.falsePositiveRate() - left.falsePositiveRate())
                        * (left.truePositiveRate() + right.truePositiveRate())
                        / 2;
            }

            assertThat(curve.area()).isEqualTo(MetricValue.of(0.7137781287011449));
            assertThat(area).isCloseTo(0.7137781287011449, within(1e-12));
        }

        @Test
        void should_be_none_if_the_area_is_undefined() {
            RocCurve curve = RocCurve.of(Rankings.of("--", 1, 2).counts());

            assertThat(curve.points()).isEmpty();
            assertThat(curve.area()).isEqualTo(MetricValue.undefined("no positives"));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void should_refuse_a_score_that_is_no_number(double score) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rankings.of("+-", 1, score))
                .withMessageContaining("score of sample 1");
    }

    @Test
    void should_refuse_scores_without_truth() {
        assertThatIllegalArgumentException().isThrownBy(() -> Rankings.of("+-", 1, 2, 3));
    }
}
