package dev.pcrl.train;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.exchange.Secret;
import dev.pcrl.exchange.WorkerLostException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.shard.ShardDamage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Training as rounds: one barrier stage of up to K steps on the executors each, after which the driver holds
 * parameters, optimiser state and metrics, and writes a checkpoint. A round that loses an executor or stands still is
 * run again from its start, with the executors that there are then.
 */
public final class Trainer {
    private static final int ATTEMPTS = 4;

    private final SparkSession spark;
    private final PretrainConfig config;
    private final RoundData data;
    private final EpochOrder order;
    private final long steps;
    private final Consumer<String> log;

    /**
     * @param shards directory of Parquet files that hold view bundles
     * @param log is told of lost and found workers, line by line
     * @throws UsageException if they are too few to train on, or Spark allocates executors dynamically
     */
    public Trainer(SparkSession spark, PretrainConfig config, Path shards, Consumer<String> log) {
        requireFixedExecutors(spark);
        this.spark = spark;
        this.log = log;
        this.config = config;
        this.data = new RoundData(spark, shards);
        try {
            this.order = new EpochOrder(data.index(), config.training().batchSize(), config.seed());
        } catch (IllegalArgumentException e) {
            throw new UsageException(shards + ": " + e.getMessage(), e);
        }
        this.steps = (long) order.stepsPerEpoch() * config.training().epochs();
    }

    /** Spark refuses barrier stages otherwise, each time anew. */
    private static void requireFixedExecutors(SparkSession spark) {
        if (!spark.sparkContext().isLocal()
                && spark.sparkContext().conf().getBoolean("spark.dynamicAllocation.enabled", false)) {
            throw new UsageException("spark.dynamicAllocation.enabled must be false for pre-training: Spark runs no"
                    + " barrier stages with it");
        }
    }

    /** Steps of the whole run. */
    public long steps() {
        return steps;
    }

    /** Bundles of the data set. */
    public int bundles() {
        return order.bundles();
    }

    /**
     * The stored bundles of the first minibatches, rows of {@code BundleSchema} in one partition.
     *
     * @param most how many bundles at most, but for the minibatch that is full with them; no more than one epoch's
     */
    public JavaRDD<Row> firstBundles(int most) {
        int batch = config.training().batchSize();
        int batches = Math.max(1, Math.min(most, order.bundles()) / batch);
        return data.rows(order.batches(0, batches), Division.even(1)).toJavaRDD();
    }

    /** What a run leaves behind while it goes on. */
    public interface Logbook {
        /** Keeps the metrics and the state of a finished round. */
        void roundDone(TrainingState state, List<StepRecord> records);

        /** Keeps the metrics of the steps that were done in the round that ends the run. */
        default void roundFailed(List<StepRecord> records) {}
    }

    /**
     * Runs from a state to the end, or until it is asked to stop.
     *
     * @param losses of the steps before, oldest first: what exploded once explodes again when the run is continued
     * @param stop ends the run after a step
     * @return the state after the last step that was done
     * @throws UsageException if the loss is no number or explodes; what finished rounds left behind stays
     */
    public TrainingState run(
            TrainingState from, List<Double> losses, StopSignal stop, Logbook logbook, TrainingListener listener) {
        TrainingState state = from;
        Deque<Double> recentLosses = new ArrayDeque<>();
        losses.forEach(loss -> LossGuard.remember(recentLosses, loss));
        Crew crew = new Crew(spark.sparkContext(), config, order.smallestBatch(), log);
        Balance balance = new Balance(config.exchange().stragglerRatio(), order.smallestBatch(), log);
        while (state.step() < steps) {
            List<PlannedStep> plan = plan(state);
            Round next = new Round(state, plan, List.copyOf(recentLosses), stop);
            RoundResult result = round(next, crew, balance, listener);
            if (result.failed().isPresent()) {
                logbook.roundFailed(result.records());
                throw explained(result.failed().get(), state);
            }
            state = result.state();
            logbook.roundDone(state, result.records());
            if (result.end().ending() == Ending.ASKED) {
                return state;
            }
            if (result.records().size() < plan.size()) {
                log.accept("step " + state.step() + ": the round ends here, to divide minibatches anew");
            }
            for (StepRecord step : result.records()) {
                LossGuard.remember(recentLosses, step.loss());
            }
        }
        return state;
    }

    private List<PlannedStep> plan(TrainingState state) {
        int count = (int) Math.min(config.training().stepsPerRound(), steps - state.step());
        return LongStream.range(state.step(), state.step() + count)
                .mapToObj(step -> new PlannedStep(step, order.epoch(step), order.batchSize(step)))
                .toList();
    }

    private static RuntimeException explained(RuntimeException failure, TrainingState state) {
        if (!(failure instanceof DivergedException)) {
            return failure;
        }
        String kept = state.step() == 0
                ? "there is no checkpoint yet"
                : "the checkpoint of step " + state.step() + " is kept";
        return new UsageException(
                failure.getMessage() + "; " + kept
                        + ". What most often helps is a smaller training.learning-rate, in another output",
                failure);
    }

    /**
     * A round to be done.
     *
     * @param start where it begins
     * @param plan its steps
     * @param recentLosses of the steps before
     * @param stop ends the run early
     */
    private record Round(TrainingState start, List<PlannedStep> plan, List<Double> recentLosses, StopSignal stop) {}

    /** Runs a round; where an executor, a worker or the store is lost, again from the same state. */
    private RoundResult round(Round round, Crew crew, Balance balance, TrainingListener listener) {
        StepFeed feed = new StepFeed();
        spark.sparkContext().register(feed);
        spark.sparkContext().setInterruptOnCancel(true); // a round that is given up must not keep its threads
        LiveSteps live =
                new LiveSteps(feed.id(), round.start().step(), listener); // for all attempts: each step is told once
        spark.sparkContext().addSparkListener(live);
        try (RoundWatch watch = new RoundWatch(
                spark.sparkContext(), Duration.ofSeconds(config.cluster().stallSeconds()), live)) {
            RuntimeException last = null;
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                Balance.Plan workers = balance.plan(crew.gather());
                try {
                    List<RoundResult> results = attempt(round, workers, feed, watch);
                    RoundResult result = outcome(results, round);
                    if (result.failed().isEmpty()) {
                        balance.learn(results, result.records().size());
                    }
                    live.finish(result.records());
                    return result;
                } catch (SparkException e) {
                    ShardDamage.of(e).ifPresent(damage -> {
                        throw damage;
                    });
                    last = new UnavailableException(reason(e), e);
                } catch (WorkerLostException | UnavailableException e) {
                    last = e;
                }
                crew.lost();
                log.accept("the round from step " + round.start().step() + " is run again: " + last.getMessage());
            }
            throw new UnavailableException(
                    "the round from step " + round.start().step() + " failed " + ATTEMPTS + " times: "
                            + last.getMessage(),
                    last);
        } finally {
            spark.sparkContext().removeSparkListener(live);
        }
    }

    /**
     * Which executor was lost and how, if one was, or what a worker threw: Spark tells it below what that means for its
     * stages.
     */
    private static String reason(SparkException failure) {
        List<String> lines = List.of(String.valueOf(failure.getMessage()).split("\\R"));
        return lines.stream()
                .filter(line -> line.startsWith("ExecutorLostFailure"))
                .findFirst()
                .orElseGet(() -> lines.stream()
                        .limit(lines.get(0).endsWith("finished unsuccessfully.") ? 2 : 1)
                        .collect(Collectors.joining(" ")));
    }

    // Spark throws this checked exception from methods that do not declare it
    private List<RoundResult> attempt(Round round, Balance.Plan workers, StepFeed feed, RoundWatch watch)
            throws SparkException {
        Broadcast<TrainingState> start =
                spark.sparkContext().broadcast(round.start(), ClassTag$.MODULE$.apply(TrainingState.class));
        try {
            List<List<EpochOrder.Place>> batches =
                    order.batches(round.start().step(), round.plan().size());
            RDD<Row> rows = PlacedRows.on(workers.executors(), data.rows(batches, workers.division()));
            RoundTask task = new RoundTask(
                    SerializedConfig.of(config),
                    start,
                    round.plan(),
                    workers.division(),
                    steps,
                    feed,
                    round.recentLosses(),
                    Secret.draw(),
                    round.stop());
            ClassTag<RoundResult> tag = ClassTag$.MODULE$.apply(RoundResult.class);
            RDD<RoundResult> results = rows.barrier().mapPartitions(task, false, tag);
            return watch.await(new RoundJob(spark.sparkContext(), results));
        } finally {
            start.destroy();
        }
    }

    /**
     * What the workers' results come to: the first worker's, or the failure at the root of all others.
     *
     * @throws UnavailableException or {@link WorkerLostException} if that failure may not come again
     */
    private RoundResult outcome(List<RoundResult> results, Round round) {
        RoundResult first = results.get(0);
        List<RuntimeException> failures =
                results.stream().flatMap(result -> result.failed().stream()).toList();
        if (failures.isEmpty()) {
            return agreed(results, round);
        }
        RuntimeException root = failures.stream()
                .filter(failure -> !(failure instanceof WorkerLostException))
                .findFirst()
                .orElse(failures.get(0));
        if (root instanceof UnavailableException || root instanceof WorkerLostException) {
            throw root;
        }
        return RoundResult.failed(first.rank(), first.records(), root);
    }

    /** The first worker's result, with what the round's end has shown in its last step. */
    private RoundResult agreed(List<RoundResult> results, Round round) {
        RoundResult first = results.get(0);
        if (results.size() == 1) {
            return first;
        }
        List<String> hashes =
                results.stream().map(result -> result.end().hash()).distinct().toList();
        if (hashes.size() > 1) {
            throw new IllegalStateException("replicas disagree after the round from step "
                    + round.start().step() + ": " + hashes);
        }
        double drift = results.stream()
                .mapToDouble(result -> result.end().parameterDrift())
                .max()
                .orElseThrow();
        log.accept(String.format(
                "step %d: %d replicas agree, SHA-256 %s; in the round their running statistics were %.2g apart%s",
                first.state().step(),
                results.size(),
                hashes.get(0).substring(0, 16),
                first.end().statisticsDrift(),
                drift > 0 ? String.format(", their weights %.2g: made one again", drift) : ""));
        List<StepRecord> records = new ArrayList<>(first.records());
        StepRecord last = records.remove(records.size() - 1);
        records.add(last.withSharing(Map.of(
                "drift", first.end().statisticsDrift(),
                "weight-drift", drift,
                "resynchronise-seconds", first.end().seconds())));
        return new RoundResult(first.rank(), first.state(), records, first.end(), null);
    }
}
