package dev.pcrl.metric;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How well a region, or the mean of several, is segmented over a test set.
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
        return mean(region, List.of(cases), clusters, bootstrap);
    }

    /**
     * The same for several regions: each metric's mean over the regions of their means over cases. A region without a
     * value in any case is left out; what has no value is counted by region and case.
     *
     * @param name of them all
     * @param regions for each region its scores in each case
     * @param clusters the cases by patient
     */
    public static RegionResult mean(
            String name, List<List<SegmentationScores>> regions, Clusters clusters, Bootstrap bootstrap) {
        Map<SegmentationMetric, MeanEstimate> means = new EnumMap<>(SegmentationMetric.class);
        for (SegmentationMetric metric : SegmentationMetric.values()) {
            List<List<MetricValue>> values = regions.stream()
                    .map(cases -> cases.stream().map(metric::of).toList())
                    .toList();
            means.put(metric, MeanEstimate.ofClasses(values, clusters, bootstrap));
        }
        return new RegionResult(name, means);
    }
}
