package dev.pcrl.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricValueTest {
    private static final MetricValue NO_POSITIVES = MetricValue.undefined("no positives");
    private static final MetricValue NO_NEGATIVES = MetricValue.undefined("no negatives");

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void should_have_no_value_that_is_not_a_number(double value) {
        assertThatIllegalArgumentException().isThrownBy(() -> MetricValue.of(value));
    }

    @Test
    void should_be_undefined_without_a_whole() {
        assertThat(MetricValue.ratio(3, 4, "none")).isEqualTo(MetricValue.of(0.75));
        assertThat(MetricValue.ratio(0, 0, "none")).isEqualTo(MetricValue.undefined("none"));
    }

    @Test
    void should_differ_only_where_both_sides_have_a_value() {
        assertThat(MetricValue.differences(
                        List.of(MetricValue.of(3), MetricValue.of(3), NO_POSITIVES, NO_POSITIVES),
                        List.of(MetricValue.of(1), NO_NEGATIVES, MetricValue.of(1), NO_NEGATIVES)))
                .containsExactly(MetricValue.of(2), NO_NEGATIVES, NO_POSITIVES, NO_POSITIVES);
    }

    @Test
    void should_refuse_to_pair_different_numbers_of_cases() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricValue.differences(List.of(MetricValue.of(3)), List.of()))
                .withMessageContaining("1 and 0");
    }

    @Test
    void should_count_what_a_mean_leaves_out_and_why() {
        MetricMean mean = MetricMean.of(
                List.of(MetricValue.of(0.5), NO_POSITIVES, MetricValue.of(0.75), NO_NEGATIVES, NO_POSITIVES));

        assertThat(mean.value()).isEqualTo(MetricValue.of(0.625));
        assertThat(mean.defined()).isEqualTo(2);
        assertThat(mean.undefined()).isEqualTo(Map.of("no positives", 2, "no negatives", 1));
        assertThat(mean.count()).isEqualTo(5);
    }

    @Test
    void should_have_no_mean_of_nothing() {
        assertThat(MetricMean.of(List.of(NO_POSITIVES, NO_POSITIVES)).value()).isEqualTo(NO_POSITIVES);
        assertThat(MetricMean.of(List.of()).value()).isEqualTo(MetricValue.undefined("no values"));
    }
}
