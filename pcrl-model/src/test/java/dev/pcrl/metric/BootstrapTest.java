package dev.pcrl.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.metric.MetricValue.Defined;
import dev.pcrl.random.RandomStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapTest {
    private static final Bootstrap BOOTSTRAP = Bootstrap.standard(RandomStream.of(1));
    private static final List<MetricValue> FORTY = Arrays.stream(Lehmer.numbers(40, 100, 192837465))
            .mapToObj(MetricValue::of)
            .toList();

    @Nested
    class OfAMean {
        @Test
        void should_be_all_there_is_for_two_values() {
            // Resamples: 0 (1/4), 1/2 (1/2), 1 (1/4).
            assertThat(mean(List.of(MetricValue.of(0), MetricValue.of(1)), Clusters.single(2))
                            .interval()
                            .interval())
                    .isEqualTo(Interval.of(0.95, 0, 1));
        }

        @Test
        void should_be_scipys() {
            // python tools/metric_values.py; the ends of 10 000 resamples have a standard error of 0.13.
            MeanEstimate estimate =
                    MeanEstimate.of(FORTY, Clusters.single(40), new Bootstrap(10_000, 0.95, RandomStream.of(1)));

            assertThat(estimate.mean().value()).isEqualTo(MetricValue.of(53.6));
            assertThat(lower(estimate.interval())).isCloseTo(44.675, within(0.5));
            assertThat(upper(estimate.interval())).isCloseTo(62.35, within(0.5));
        }

        @Test
        void should_be_the_same_for_a_seed_and_another_for_another() {
            Clusters clusters = Clusters.single(40);
            MeanEstimate one = mean(FORTY, clusters);

            assertThat(mean(FORTY, clusters)).isEqualTo(one);
            assertThat(MeanEstimate.of(FORTY, clusters, Bootstrap.standard(RandomStream.of(2))))
                    .isNotEqualTo(one);
        }

        @Test
        void should_be_wider_at_a_higher_level() {
            Clusters clusters = Clusters.single(40);
            ResampledInterval wide = MeanEstimate.of(FORTY, clusters, new Bootstrap(1000, 0.99, RandomStream.of(1)))
                    .interval();
            ResampledInterval narrow = mean(FORTY, clusters).interval();

            assertThat(lower(wide)).isLessThan(lower(narrow));
            assertThat(upper(wide)).isGreaterThan(upper(narrow));
        }

        @Test
        void should_say_how_many_cases_have_no_value() {
            List<MetricValue> cases =
                    List.of(MetricValue.of(1), MetricValue.of(3), MetricValue.undefined("the truth is empty"));

            MeanEstimate estimate = mean(cases, Clusters.single(3));

            assertThat(estimate.mean().value()).isEqualTo(MetricValue.of(2));
            assertThat(estimate.mean().undefined()).containsEntry("the truth is empty", 1);
            // The third case alone, three times: 1 of 27 resamples.
            assertThat(estimate.interval().undefined()).isBetween(20, 60);
        }

        @Test
        void should_draw_nothing_if_no_case_has_a_value() {
            List<MetricValue> cases = Collections.nCopies(3, MetricValue.undefined("the truth is empty"));

            MeanEstimate estimate = mean(cases, Clusters.single(3));

            assertThat(estimate.interval().interval().lower().isDefined()).isFalse();
            assertThat(estimate.interval().resamples()).isZero();
        }

        @Test
        void should_refuse_clusters_of_other_cases() {
            assertThatIllegalArgumentException().isThrownBy(() -> mean(FORTY, Clusters.single(39)));
        }
    }

    @Nested
    class ByPatient {
        @Test
        void should_learn_nothing_from_copies() {
            List<MetricValue> thrice =
                    Stream.of(FORTY, FORTY, FORTY).flatMap(List::stream).toList();
            List<String> patients =
                    IntStream.range(0, 120).mapToObj(i -> "patient " + i % 40).toList();

            ResampledInterval interval = mean(thrice, Clusters.of(patients)).interval();
            ResampledInterval expected = mean(FORTY, Clusters.single(40)).interval();

            assertThat(lower(interval)).isCloseTo(lower(expected), within(1e-9));
            assertThat(upper(interval)).isCloseTo(upper(expected), within(1e-9));
        }

        @Test
        void should_draw_a_patients_samples_together() {
            Clusters clusters = Clusters.of(List.of("a", "b", "a", "c", "b"));

            assertThat(clusters.count()).isEqualTo(3);
            for (int i = 0; i < 50; i++) {
                Resample resample = clusters.draw(RandomStream.of(i).generator());
                assertThat(resample.times(0)).isEqualTo(resample.times(2));
                assertThat(resample.times(1)).isEqualTo(resample.times(4));
                assertThat(resample.times(0) + resample.times(1) + resample.times(3))
                        .isEqualTo(3);
            }
        }

        @Test
        void should_be_undefined_for_one_patient() {
            ResampledInterval interval =
                    mean(FORTY, Clusters.of(Collections.nCopies(40, "a"))).interval();

            assertThat(interval.interval())
                    .isEqualTo(Interval.undefined(0.95, "an interval needs two cases of different patients"));
        }
    }

    @Nested
    class OfADifference {
        @Test
        void should_not_see_how_cases_differ_from_each_other() {
            List<MetricValue> others = FORTY.stream()
                    .map(value -> MetricValue.of(((Defined) value).value() - 0.25))
                    .toList();

            MeanEstimate estimate = mean(MetricValue.differences(FORTY, others), Clusters.single(40));

            assertThat(estimate.mean().value()).isEqualTo(MetricValue.of(0.25));
            assertThat(estimate.interval().interval()).isEqualTo(Interval.of(0.95, 0.25, 0.25));
        }

        @Test
        void should_take_both_statistics_of_the_same_resample() {
            Statistic auroc = auroc(Lehmer.truths(), Lehmer.scores());

            Estimate estimate = Estimate.of(auroc.minus(auroc), Clusters.single(200), BOOTSTRAP);

            assertThat(estimate.value()).isEqualTo(MetricValue.of(0));
            assertThat(estimate.interval().interval()).isEqualTo(Interval.of(0.95, 0, 0));
        }

        @Test
        void should_be_undefined_if_one_side_is() {
            Statistic none = resample -> MetricValue.undefined("no positives");
            Statistic one = resample -> MetricValue.of(1);

            assertThat(one.minus(none).of(Resample.once(2))).isEqualTo(MetricValue.undefined("no positives"));
        }
    }

    @Nested
    class OfAStatisticWithoutValueInSomeResamples {
        @Test
        void should_count_them() {
            // 4 positives of 40: none in (9/10)^40 = 1.5 % of the resamples.
            ResampledInterval interval = few(4);

            assertThat(interval.undefined()).isBetween(3, 35);
            assertThat(interval.interval().lower().isDefined()).isTrue();
        }

        @Test
        void should_be_undefined_if_they_are_many() {
            // One positive: none in (39/40)^40 = 36 %.
            ResampledInterval interval = few(1);

            assertThat(interval.resamples()).isEqualTo(1000);
            assertThat(interval.undefined()).isBetween(310, 420);
            assertThat(interval.interval())
                    .isEqualTo(Interval.undefined(0.95, "no value in " + interval.undefined() + " of 1000 resamples"));
        }

        private ResampledInterval few(int positives) {
            boolean[] truths = new boolean[40];
            Arrays.fill(truths, 0, positives, true);
            double[] scores =
                    Arrays.stream(Lehmer.numbers(40, 100, 5)).asDoubleStream().toArray();
            return Estimate.of(auroc(truths, scores), Clusters.single(40), BOOTSTRAP)
                    .interval();
        }
    }

    @ParameterizedTest
    @CsvSource({"99, 0.95", "1000, 0", "1000, 1", "1000, NaN"})
    void should_refuse_what_gives_no_interval(int resamples, double level) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Bootstrap(resamples, level, RandomStream.of(1)));
    }

    private static Statistic auroc(boolean[] truths, double[] scores) {
        Ranking ranking = Rankings.of(truths, scores);
        return resample -> RocCurve.areaUnder(ranking.counts(resample));
    }

    private static MeanEstimate mean(List<MetricValue> cases, Clusters clusters) {
        return MeanEstimate.of(cases, clusters, BOOTSTRAP);
    }

    private static double lower(ResampledInterval interval) {
        return ((Defined) interval.interval().lower()).value();
    }

    private static double upper(ResampledInterval interval) {
        return ((Defined) interval.interval().upper()).value();
    }
}
