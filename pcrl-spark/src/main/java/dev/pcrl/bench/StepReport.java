package dev.pcrl.bench;

import dev.pcrl.job.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How long a training step takes, and on what.
 *
 * @param surroundings what it ran on
 * @param batchSize bundles in a minibatch
 * @param scales one for each scale, then {@code uniform}: all of them equally often
 * @param peakResidentBytes the most memory that the process had
 * @param heapBytes what the Java heap had grown to
 */
public record StepReport(
        Surroundings surroundings, int batchSize, List<Row> scales, long peakResidentBytes, long heapBytes) {
    public StepReport {
        scales = List.copyOf(scales);
    }

    /** As a JSON object, keys in kebab case. */
    public String json() {
        return Json.pretty(this);
    }

    /**
     * The steps at one scale, or at all.
     *
     * @param scale 1 = coarsest, or {@code uniform}
     * @param steps how many were measured
     * @param seconds a step takes
     * @param meanSeconds likewise
     * @param viewsPerSecond views that passed the network, by the mean
     * @param gigaOperations floating-point operations of the step's convolutions, in 10^9, on average
     * @param rate GFLOP/s over the whole step, by the mean
     * @param convolutionSeconds that a step's convolutions take alone ({@code bench conv}), on average; null if not
     *     measured
     * @param timesConvolutions the mean step as a multiple of that; likewise
     * @param shares of the steps' time
     * @param freshBytes memory a step touched for the first time since the kernel gave it, on average
     */
    public record Row(
            String scale,
            int steps,
            Quartiles seconds,
            double meanSeconds,
            double viewsPerSecond,
            double gigaOperations,
            double rate,
            Double convolutionSeconds,
            Double timesConvolutions,
            Map<String, Double> shares,
            long freshBytes) {
        public Row {
            shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares)); // in the order of the parts
        }

        static Row of(
                String scale,
                List<TimedStep> steps,
                Map<Integer, StepConvolutions> convolutions,
                Optional<ConvolutionReport> alone) {
            double mean = mean(steps, step -> step.record().seconds());
            double giga =
                    mean(steps, step -> convolutions.get(step.record().scale()).operations()) / 1e9;
            Optional<Double> convolutionSeconds = alone.map(
                    report -> mean(steps, step -> report.seconds(step.record().scale())));
            return new Row(
                    scale,
                    steps.size(),
                    Quartiles.of(
                            steps.stream().map(step -> step.record().seconds()).toList()),
                    mean,
                    mean(steps, step -> step.record().views()) / mean,
                    giga,
                    giga / mean,
                    convolutionSeconds.orElse(null),
                    convolutionSeconds.map(seconds -> mean / seconds).orElse(null),
                    shares(steps),
                    Math.round(mean(steps, TimedStep::freshBytes)));
        }

        private static Map<String, Double> shares(List<TimedStep> steps) {
            double total = mean(steps, step -> step.profile().total());
            Map<String, Double> shares = new LinkedHashMap<>();
            for (StepPart part : StepPart.values()) {
                shares.put(
                        part.label(),
                        mean(steps, step -> step.profile().seconds().get(part)) / total);
            }
            return shares;
        }

        private static double mean(List<TimedStep> steps, ToDoubleFunction<TimedStep> of) {
            return steps.stream().mapToDouble(of).average().orElseThrow();
        }
    }
}
