package dev.pcrl.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.random.RandomStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegionResultTest {
    /** Case 1: all right. Case 2: missed. Case 3: rightly nothing. */
    private final RegionResult result = RegionResult.of(
            "liver",
            List.of(
                    SegmentationScores.of(Masks.drawn("##."), Masks.drawn("##.")),
                    SegmentationScores.of(Masks.drawn("..."), Masks.drawn("##.")),
                    SegmentationScores.of(Masks.drawn("..."), Masks.drawn("..."))),
            Clusters.single(3),
            Bootstrap.standard(RandomStream.of(1)));

    @Test
    void should_take_the_mean_over_cases() {
        assertThat(mean(SegmentationMetric.DICE).value()).isEqualTo(MetricValue.of(2.0 / 3));
        assertThat(mean(SegmentationMetric.IOU).value()).isEqualTo(MetricValue.of(2.0 / 3));
        assertThat(mean(SegmentationMetric.SENSITIVITY).value()).isEqualTo(MetricValue.of(0.5));
        assertThat(mean(SegmentationMetric.PRECISION).value()).isEqualTo(MetricValue.of(1));
        assertThat(mean(SegmentationMetric.HAUSDORFF_95).value()).isEqualTo(MetricValue.of(0));
        assertThat(mean(SegmentationMetric.AVERAGE_SURFACE_DISTANCE).value()).isEqualTo(MetricValue.of(0));
    }

    @Test
    void should_say_for_how_many_cases_a_metric_is_undefined_and_why() {
        assertThat(mean(SegmentationMetric.DICE).undefined()).isEmpty();
        assertThat(mean(SegmentationMetric.SENSITIVITY).undefined()).isEqualTo(Map.of("the truth is empty", 1));
        assertThat(mean(SegmentationMetric.PRECISION).undefined()).isEqualTo(Map.of("the prediction is empty", 2));
        assertThat(mean(SegmentationMetric.HAUSDORFF_95).undefined())
                .isEqualTo(Map.of("the prediction is empty", 1, "prediction and truth are empty", 1));
    }

    /** The spleen is found in one case at 2 mm, the kidney in none: means of what there is, and a count of the rest. */
    @Test
    void should_take_the_mean_over_regions_of_their_means() {
        List<SegmentationScores> liver = List.of(
                SegmentationScores.of(Masks.drawn("##..."), Masks.drawn("##...")),
                SegmentationScores.of(Masks.drawn("#...."), Masks.drawn("#....")));
        List<SegmentationScores> spleen = List.of(
                SegmentationScores.of(Masks.drawn("#...."), Masks.drawn("..#..")),
                SegmentationScores.of(Masks.drawn("....."), Masks.drawn("#....")));
        List<SegmentationScores> kidney = List.of(
                SegmentationScores.of(Masks.drawn("....."), Masks.drawn("#....")),
                SegmentationScores.of(Masks.drawn("....."), Masks.drawn("#....")));
        Map<SegmentationMetric, MeanEstimate> means = RegionResult.mean(
                        "mean",
                        List.of(liver, spleen, kidney),
                        Clusters.single(2),
                        Bootstrap.standard(RandomStream.of(1)))
                .means();
        MeanEstimate dice = means.get(SegmentationMetric.DICE);
        assertThat(dice.mean().value()).isEqualTo(MetricValue.of(1.0 / 3));
        assertThat(dice.interval().interval().lower()).isEqualTo(MetricValue.of(1.0 / 3)); // liver's is 1 in each case
        MeanEstimate distance = means.get(SegmentationMetric.HAUSDORFF_95);
        assertThat(distance.mean().value()).isEqualTo(MetricValue.of(1)); // (0 + 2) / 2, not (0 + 0 + 2) / 3
        assertThat(distance.mean().undefined()).isEqualTo(Map.of("the prediction is empty", 3));
        assertThat(distance.mean().defined()).isEqualTo(3);
    }

    private MetricMean mean(SegmentationMetric metric) {
        return result.means().get(metric).mean();
    }
}
