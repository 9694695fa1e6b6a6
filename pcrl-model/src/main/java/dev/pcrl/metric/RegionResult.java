package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How well a region is segmented over a test set.
 *
 * @param region its name
 * @param means for each metric the mean over cases, with how many have no value and why
 */
public record RegionResult(String region, Map<SegmentationMetric, MeanEstimate> means) {
    public RegionResult {
        requireNonNull(region, "region");
        means = Collections.unmodifiableMap(new EnumMap<>(means));
    }

    /**
     * Averages and bootstraps.
     *
     * @param cases the region's scores in each case
     * @param clusters the same cases by patient
     */
    public static RegionResult of(
            String region, List<SegmentationScores> cases, Clusters clusters, Bootstrap bootstrap) {
        Map<SegmentationMetric, MeanEstimate> means = new EnumMap<>(SegmentationMetric.class);
        for (SegmentationMetric metric : SegmentationMetric.values()) {
            List<MetricValue> values = cases.stream().map(metric::of).toList();
            means.put(metric, MeanEstimate.of(values, clusters, bootstrap));
        }
        return new RegionResult(region, means);
    }
}
