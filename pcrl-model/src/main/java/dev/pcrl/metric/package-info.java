/**
 * How good predictions are, on plain Java arrays.
 *
 * <ul>
 *   <li>A metric is a {@link dev.pcrl.metric.MetricValue}, which may be undefined and then says why; a
 *       {@link dev.pcrl.metric.MetricMean} says how many values it leaves out and why.
 *   <li>Classification: {@link dev.pcrl.metric.Predictions} to a {@link dev.pcrl.metric.ClassificationResult} and, for
 *       plots, a {@link dev.pcrl.metric.RocCurve} a class.
 *   <li>Segmentation: a {@link dev.pcrl.metric.Region} of two label volumes to {@link dev.pcrl.metric.Mask masks}, to a
 *       case's {@link dev.pcrl.metric.SegmentationScores}, to a {@link dev.pcrl.metric.RegionResult}.
 *   <li>Certainty: over cases by {@link dev.pcrl.metric.Bootstrap}, patients drawn as a whole; over seeds by
 *       {@link dev.pcrl.metric.SeedSummary}. Two methods are compared by their difference on the same cases or seeds:
 *       {@link dev.pcrl.metric.MetricValue#differences}, {@link dev.pcrl.metric.Statistic#minus}.
 * </ul>
 */
package dev.pcrl.metric;
