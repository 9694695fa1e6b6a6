package dev.pcrl.bench;

import dev.pcrl.job.Json;
import dev.pcrl.network.ConvolutionShape;
import java.util.List;
import java.util.Map;

/**
 * How long convolutions take alone, one by one and summed up over a step.
 *
 * @param surroundings what they ran on
 * @param convolutions each shape once
 * @param steps what the convolutions of a step take at these rates, one for each scale
 */
public record ConvolutionReport(Surroundings surroundings, List<Row> convolutions, List<Sum> steps) {
    public ConvolutionReport {
        convolutions = List.copyOf(convolutions);
        steps = List.copyOf(steps);
    }

    static ConvolutionReport of(
            Surroundings surroundings, List<StepConvolutions> steps, Map<ConvolutionShape, ConvolutionTime> times) {
        return new ConvolutionReport(
                surroundings,
                times.values().stream().map(time -> Row.of(time, steps)).toList(),
                steps.stream().map(step -> Sum.of(step, times)).toList());
    }

    /** Seconds that the convolutions of a step at a scale take alone. */
    double seconds(int scale) {
        return steps.stream()
                .filter(step -> step.scale() == scale)
                .findFirst()
                .orElseThrow()
                .seconds();
    }

    /** As a JSON object, keys in kebab case. */
    public String json() {
        return Json.pretty(this);
    }

    /**
     * One shape.
     *
     * @param shape such as {@code 4x32x32x16 64>128}: images, size, channels
     * @param inStep how many convolutions of a step have it, at scale 1, 2, ...
     * @param forwardSeconds of ND4J's operation
     * @param forwardRate GFLOP/s
     * @param backwardSeconds likewise
     * @param backwardRate GFLOP/s over the gradients that are needed
     * @param inputGradientSeconds of the gradient of the input alone, as a convolution
     * @param inputGradientRate GFLOP/s
     * @param layerSeconds forward and backward pass of the network's layer
     * @param bestSeconds forward and backward by the faster way
     * @param bestRate GFLOP/s
     */
    public record Row(
            String shape,
            List<Integer> inStep,
            double forwardSeconds,
            double forwardRate,
            double backwardSeconds,
            double backwardRate,
            double inputGradientSeconds,
            double inputGradientRate,
            double layerSeconds,
            double bestSeconds,
            double bestRate) {
        public Row {
            inStep = List.copyOf(inStep);
        }

        private static Row of(ConvolutionTime time, List<StepConvolutions> steps) {
            return new Row(
                    time.shape().toString(),
                    steps.stream().map(step -> step.count(time.shape())).toList(),
                    time.forward(),
                    time.forwardRate(),
                    time.backward(),
                    time.backwardRate(),
                    time.inputGradient(),
                    time.inputGradientRate(),
                    time.layer(),
                    time.best(),
                    time.bestRate());
        }
    }

    /**
     * The convolutions of a step.
     *
     * @param scale 1 = coarsest
     * @param convolutions how many, counted once for each pass
     * @param gigaOperations floating-point operations forward and backward, in 10^9
     * @param seconds that they take alone, each by its faster way
     * @param rate GFLOP/s
     * @param layerSeconds that the network's layers take alone
     */
    public record Sum(
            int scale, int convolutions, double gigaOperations, double seconds, double rate, double layerSeconds) {
        private static Sum of(StepConvolutions step, Map<ConvolutionShape, ConvolutionTime> times) {
            double seconds = step.sum(shape -> times.get(shape).best());
            double giga = step.operations() / 1e9;
            return new Sum(
                    step.scale(),
                    step.shapes().size(),
                    giga,
                    seconds,
                    giga / seconds,
                    step.sum(shape -> times.get(shape).layer()));
        }
    }
}
