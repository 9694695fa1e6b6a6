package dev.pcrl.train;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.failure.UsageException;
import dev.pcrl.layer.WorkEvent;
import dev.pcrl.method.Method;
import dev.pcrl.method.Step;
import dev.pcrl.method.StepResult;
import dev.pcrl.method.ViewBatch;
import dev.pcrl.optimise.CosineSchedule;
import dev.pcrl.optimise.Sgd;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One worker's network in training: weights, optimiser, and the step that changes them. Its memory is the calling
 * thread's ({@code StepMemory}), so one thread makes, steps and closes it.
 */
public final class Replica implements AutoCloseable {
    private final long seed;
    private final INDArray parameters;
    private final Method method;
    private final Sgd optimiser;
    private final CosineSchedule schedule;
    private final Exchange exchange = Exchange.alone();
    private final LossGuard guard;
    private long before = System.nanoTime();

    /**
     * @param start where it begins
     * @param steps of the whole run
     * @param recentLosses of the steps before, oldest first
     */
    public Replica(PretrainConfig config, TrainingState start, long steps, List<Double> recentLosses) {
        this.seed = config.seed();
        this.parameters = start.parameters();
        this.method = Methods.create(config, parameters);
        this.optimiser = new Sgd(
                method.layout(),
                start.velocity(),
                config.training().momentum(),
                config.training().weightDecay());
        this.schedule = new CosineSchedule(config.training().learningRate(), steps);
        this.guard = new LossGuard(config.training().explosionFactor(), recentLosses);
    }

    /**
     * One step.
     *
     * @param number global step
     * @param epoch that its minibatch belongs to
     * @param loader gives the step's minibatch
     * @throws UsageException if the loss is no number or explodes; the weights are then as before
     */
    public StepRecord step(long number, int epoch, BatchLoader loader) {
        try (WorkEvent ignored = WorkEvent.of(Replica.class)) {
            long asked = System.nanoTime();
            ViewBatch batch = loader.next();
            double wait = seconds(asked, System.nanoTime());
            StepResult result = method.step(batch, Step.of(seed, number));
            Optional<String> failure = guard.check(number, result.loss());
            if (failure.isPresent()) {
                throw new UsageException(failure.get());
            }
            exchange.share(result.gradient());
            double rate = schedule.rate(number);
            optimiser.step(parameters, result.gradient(), rate);
            long now = System.nanoTime();
            double seconds = seconds(before, now);
            before = now;
            return new StepRecord(
                    number, epoch, result.scale(), rate, result.loss(), result.terms(), batch.views(), seconds, wait);
        }
    }

    /**
     * The state before a step.
     *
     * @throws UsageException if a weight is no number
     */
    public TrainingState state(long next) {
        if (!Double.isFinite(parameters.sumNumber().doubleValue())) {
            throw new UsageException("weights are no numbers any more after step " + (next - 1));
        }
        return TrainingState.of(next, parameters, optimiser.velocity());
    }

    /** Gives weights, velocity and the method's memory back at once, not when they are collected as garbage. */
    @Override
    public void close() {
        method.close();
        optimiser.velocity().close();
        parameters.close();
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }
}
