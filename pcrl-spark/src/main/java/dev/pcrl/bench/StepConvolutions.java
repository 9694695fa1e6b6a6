package dev.pcrl.bench;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.failure.UsageException;
import dev.pcrl.method.Pcrlv2;
import dev.pcrl.network.ConvolutionShape;
import dev.pcrl.train.Methods;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The convolutions of a training step.
 *
 * @param scale that the step is at, 1 = coarsest
 * @param shapes one for each convolution of each pass
 */
record StepConvolutions(int scale, List<ConvolutionShape> shapes) {
    StepConvolutions {
        shapes = List.copyOf(shapes);
    }

    static StepConvolutions of(PretrainConfig config, int scale) {
        return new StepConvolutions(
                scale,
                Pcrlv2.convolutions(
                        Methods.network(config),
                        config.objective(),
                        scale,
                        config.training().batchSize(),
                        config.views().localSize(),
                        config.views().localViews()));
    }

    /**
     * All scales of a configuration.
     *
     * @throws UsageException if a step of its method is at several scales
     */
    static List<StepConvolutions> all(PretrainConfig config) {
        if (config.objective().crossesScales()) {
            throw new UsageException("method: a step of " + config.method()
                    + " is at several scales and has no place in a table of scales; measure another one");
        }
        return config.objective().scales().stream()
                .map(scale -> of(config, scale))
                .toList();
    }

    /** How many of the convolutions have that shape. */
    int count(ConvolutionShape shape) {
        return (int) shapes.stream().filter(shape::equals).count();
    }

    /** Floating-point operations, forward and backward. */
    long operations() {
        return shapes.stream()
                .mapToLong(shape -> shape.forwardOperations() + shape.backwardOperations())
                .sum();
    }

    /** The sum over all convolutions. */
    double sum(ToDoubleFunction<ConvolutionShape> of) {
        return shapes.stream().mapToDouble(of).sum();
    }
}
