package dev.pcrl.bench;

import static java.util.Objects.requireNonNull;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.network.ConvolutionShape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How fast this machine computes the network's convolutions, each alone: what a step's time is held against. */
public final class ConvolutionBench {
    private final Harness harness;
    private final List<StepConvolutions> steps;
    private final Consumer<String> progress;

    /** @param progress is told what is measured next */
    public ConvolutionBench(Harness harness, PretrainConfig config, Consumer<String> progress) {
        this.harness = requireNonNull(harness, "harness");
        this.steps = StepConvolutions.all(config);
        this.progress = requireNonNull(progress, "progress");
    }

    /** Measures the convolutions of all scales. */
    public ConvolutionReport run() {
        Surroundings surroundings = Surroundings.now();
        return ConvolutionReport.of(surroundings, steps, times());
    }

    private Map<ConvolutionShape, ConvolutionTime> times() {
        Map<ConvolutionShape, ConvolutionTime> times = new LinkedHashMap<>();
        steps.stream()
                .flatMap(step -> step.shapes().stream())
                .distinct()
                .forEach(shape -> times.put(shape, time(shape)));
        return times;
    }

    private ConvolutionTime time(ConvolutionShape shape) {
        progress.accept("convolution " + shape);
        try (ConvolutionOperations operations = new ConvolutionOperations(shape)) {
            return new ConvolutionTime(
                    shape,
                    seconds(operations::forward),
                    seconds(operations::backward),
                    seconds(operations::inputGradient),
                    seconds(operations::layer));
        }
    }

    /** The fastest sample: what the machine can do, also while it does other things. */
    private double seconds(Work work) {
        return Collections.min(harness.measure("convolution", "calls", 1, work).seconds());
    }
}
