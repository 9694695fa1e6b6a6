package dev.pcrl.train;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.exchange.Cost;
import dev.pcrl.exchange.StateHash;
import dev.pcrl.exchange.Team;
import dev.pcrl.layer.WorkEvent;
import dev.pcrl.method.Method;
import dev.pcrl.method.Step;
import dev.pcrl.method.StepResult;
import dev.pcrl.method.ViewBatch;
import dev.pcrl.optimise.CosineSchedule;
import dev.pcrl.optimise.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
    private final Team team;
    private final BooleanSupplier stop;
    private final PaceWatch watch;
    private final LossGuard guard;
    private final List<Double> secondsABundle = new ArrayList<>();
    private long before = System.nanoTime();
    private Ending ending = Ending.PLANNED;

    /** Trains alone and to the end, as a benchmark does. */
    public static Replica alone(PretrainConfig config, TrainingState start, long steps) {
        PaceWatch watch = new PaceWatch(Division.even(1), 0);
        return new Replica(config, start, steps, List.of(), Team.alone(start.threshold()), () -> false, watch);
    }

    /**
     * A replica among those of a team.
     *
     * @param start where it begins
     * @param steps of the whole run
     * @param recentLosses of the steps before, oldest first
     * @param team shares the gradients
     * @param stop whether this worker wants the run to end with the next step
     * @param watch ends the round when a worker has become slow
     */
    Replica(
            PretrainConfig config,
            TrainingState start,
            long steps,
            List<Double> recentLosses,
            Team team,
            BooleanSupplier stop,
            PaceWatch watch) {
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
        this.team = team;
        this.stop = stop;
        this.watch = watch;
    }

    /**
     * One step.
     *
     * @param step which, with the size of its minibatch over all workers
     * @param loader gives this worker's part of it
     * @param last whether the round ends with it
     * @throws DivergedException if the loss is no number or explodes, on all workers alike; the weights are then as
     *     before
     */
    public StepRecord step(PlannedStep step, BatchLoader loader, boolean last) {
        try (WorkEvent ignored = WorkEvent.of(Replica.class)) {
            long asked = System.nanoTime();
            ViewBatch batch = loader.next();
            double wait = seconds(asked, System.nanoTime());
            StepResult result = method.step(batch, Step.of(seed, step.step()));
            double weight = (double) batch.size() / step.bundles();

            long computed = System.nanoTime();
            double pace = seconds(asked, computed) / batch.size();
            secondsABundle.add(pace);
            AgreedStep agreed =
                    AgreedStep.of(result, new AgreedStep.Part(weight, batch.views(), stop.getAsBoolean(), pace), team);
            double waitForOthers = seconds(computed, System.nanoTime());
            Optional<String> failure = guard.check(step.step(), agreed.loss());
            if (failure.isPresent()) {
                throw new DivergedException(failure.get());
            }
            boolean uneven = watch.isUneven(step.bundles(), agreed.secondsABundle());
            ending = agreed.stop() ? Ending.ASKED : uneven ? Ending.UNEVEN : Ending.PLANNED;
            Cost cost = share(result.gradient(), weight, last || isEnding());
            double rate = schedule.rate(step.step());
            optimiser.step(parameters, result.gradient(), rate);
            long now = System.nanoTime();
            double seconds = seconds(before, now);
            before = now;
            return new StepRecord(
                    step.step(),
                    step.epoch(),
                    result.scale(),
                    rate,
                    agreed.loss(),
                    agreed.terms(),
                    agreed.views(),
                    seconds,
                    wait,
                    sharing(cost, waitForOthers));
        }
    }

    /** Sums gradients of means over parts to the gradient of the mean over the whole minibatch. */
    private Cost share(INDArray gradient, double weight, boolean last) {
        try (WorkEvent ignored = WorkEvent.of(Team.class)) {
            if (team.workers() > 1) {
                gradient.muli(weight);
            }
            return team.share(gradient, last);
        }
    }

    private Map<String, Double> sharing(Cost cost, double waitForOthers) {
        return team.workers() == 1
                ? Map.of()
                : Map.of(
                        "workers",
                        (double) team.workers(),
                        "wait-seconds",
                        waitForOthers,
                        "encode-seconds",
                        cost.encodeSeconds(),
                        "transfer-seconds",
                        cost.transferSeconds(),
                        "bytes",
                        (double) cost.bytes(),
                        "threshold",
                        team.threshold());
    }

    /** Whether the round ends with the step that was done last, whatever its plan. */
    boolean isEnding() {
        return ending != Ending.PLANNED;
    }

    /**
     * Makes sure that all workers have the same bits, at a round's end.
     *
     * @param weight this worker's share of the round's bundles
     * @param executor where it runs
     */
    RoundEnd settle(double weight, String executor) {
        long began = System.nanoTime();
        double statisticsDrift =
                team.workers() == 1 ? 0 : new RunningStatistics(method.layout()).combine(parameters, weight, team);
        String hash = StateHash.of(parameters, optimiser.velocity());
        double parameterDrift = 0;
        if (!team.isUnanimous(hash)) { // machines that round differently
            parameterDrift = adoptFirst(parameters);
            adoptFirst(optimiser.velocity());
            hash = StateHash.of(parameters, optimiser.velocity());
        }
        return new RoundEnd(
                hash,
                statisticsDrift,
                parameterDrift,
                seconds(began, System.nanoTime()),
                Pace.of(executor, decisiveSeconds()),
                ending);
    }

    /** Seconds a bundle that say how fast a worker is: of the steps because of which the round ends, or of all. */
    private List<Double> decisiveSeconds() {
        int steps = secondsABundle.size();
        return ending == Ending.UNEVEN ? secondsABundle.subList(steps - PaceWatch.STEPS, steps) : secondsABundle;
    }

    /** Takes over the first worker's vector, and tells the relative distance. */
    private double adoptFirst(INDArray vector) {
        try (INDArray own = vector.dup()) {
            if (team.rank() != 0) {
                vector.assign(0);
            }
            team.sum(vector);
            return own.distance2(vector) / vector.norm2Number().doubleValue();
        }
    }

    /**
     * The state before a step.
     *
     * @throws DivergedException if a weight is no number
     */
    public TrainingState state(long next) {
        if (!Double.isFinite(parameters.sumNumber().doubleValue())) {
            throw new DivergedException("weights are no numbers any more after step " + (next - 1));
        }
        return TrainingState.of(next, parameters, optimiser.velocity(), team.threshold());
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
