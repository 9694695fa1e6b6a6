package dev.pcrl.job;

import dev.pcrl.metric.MetricValue;
import dev.pcrl.metric.MetricValue.Defined;
import dev.pcrl.metric.MetricValue.Undefined;
import dev.pcrl.metric.SegmentationMetric;
import dev.pcrl.metric.SegmentationScores;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well a region of a case was segmented, as it travels from executors and into files.
 *
 * @param metrics by name
 * @param undefined why others have no value
 */
record RegionAnswer(Map<String, Double> metrics, Map<String, String> undefined) implements Serializable {
    RegionAnswer {
        metrics = new TreeMap<>(metrics);
        undefined = new TreeMap<>(undefined);
    }

    static RegionAnswer of(SegmentationScores scores) {
        Map<String, Double> metrics = new TreeMap<>();
        Map<String, String> undefined = new TreeMap<>();
        for (SegmentationMetric metric : SegmentationMetric.values()) {
            MetricValue value = metric.of(scores);
            if (value instanceof Defined known) {
                metrics.put(metric.toString(), known.value());
            } else if (value instanceof Undefined none) {
                undefined.put(metric.toString(), none.reason());
            }
        }
        return new RegionAnswer(metrics, undefined);
    }

    MetricValue value(SegmentationMetric metric) {
        Double value = metrics.get(metric.toString());
        return value == null ? MetricValue.undefined(undefined.get(metric.toString())) : MetricValue.of(value);
    }

    double dice() {
        return metrics.get(SegmentationMetric.DICE.toString()); // always defined
    }

    SegmentationScores toScores() {
        return new SegmentationScores(
                value(SegmentationMetric.DICE),
                value(SegmentationMetric.IOU),
                value(SegmentationMetric.SENSITIVITY),
                value(SegmentationMetric.PRECISION),
                value(SegmentationMetric.HAUSDORFF_95),
                value(SegmentationMetric.AVERAGE_SURFACE_DISTANCE));
    }
}
