package dev.pcrl.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.metric.MetricValue.Defined;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedSummaryTest {
    @Test
    void should_have_mean_standard_deviation_and_students_interval() {
        SeedSummary summary = SeedSummary.of(values(0.70, 0.72, 0.80, 0.78), 0.9);

        assertThat(number(summary.mean().value())).isCloseTo(0.75, within(1e-12));
        assertThat(number(summary.standardDeviation())).isCloseTo(Math.sqrt(0.0068 / 3), within(1e-12));
        // python tools/metric_values.py
        assertThat(number(summary.interval().lower())).isCloseTo(0.6939787448800433, within(1e-9));
        assertThat(number(summary.interval().upper())).isCloseTo(0.8060212551199567, within(1e-9));
    }

    @Test
    void should_be_much_wider_for_two_seeds() {
        // t(1 degree of freedom, 0.975) = 12.7062, s = 0.1 / sqrt(2), s / sqrt(2) = 0.05.
        Interval interval = SeedSummary.of(values(0.7, 0.8), 0.95).interval();

        assertThat(number(interval.upper()) - 0.75).isCloseTo(12.7062 * 0.05, within(1e-5));
    }

    @Test
    void should_pair_seeds() {
        SeedSummary summary =
                SeedSummary.of(MetricValue.differences(values(0.9, 0.6, 0.5), values(0.8, 0.5, 0.4)), 0.95);

        assertThat(number(summary.mean().value())).isCloseTo(0.1, within(1e-12));
        assertThat(number(summary.standardDeviation())).isCloseTo(0, within(1e-12));
        assertThat(number(summary.interval().lower())).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void should_have_no_spread_of_one_seed() {
        SeedSummary summary = SeedSummary.of(List.of(MetricValue.of(0.7), MetricValue.undefined("no positives")), 0.95);

        assertThat(summary.mean().value()).isEqualTo(MetricValue.of(0.7));
        assertThat(summary.mean().undefined()).containsEntry("no positives", 1);
        assertThat(summary.standardDeviation())
                .isEqualTo(MetricValue.undefined("a spread needs two seeds with a value"));
        assertThat(summary.interval().lower().isDefined()).isFalse();
    }

    private static List<MetricValue> values(double... values) {
        return Arrays.stream(values).mapToObj(MetricValue::of).toList();
    }

    private static double number(MetricValue value) {
        return ((Defined) value).value();
    }
}
