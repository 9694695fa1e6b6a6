package dev.pcrl.train;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.shard.ShardDamage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.reflect.ClassTag$;

/**
 * Training as rounds: one barrier stage of K steps on the executors each, after which the driver holds parameters,
 * optimiser state and metrics, and writes a checkpoint. A round that loses its executor is run again from its start.
 */
public final class Trainer {
    private static final int ATTEMPTS = 3;

    private final SparkSession spark;
    private final PretrainConfig config;
    private final RoundData data;
    private final EpochOrder order;
    private final long steps;

    /**
     * @param shards directory of Parquet files that hold view bundles
     * @throws UsageException if they are too few to train on
     */
    public Trainer(SparkSession spark, PretrainConfig config, Path shards) {
        this.spark = spark;
        this.config = config;
        this.data = new RoundData(spark, shards);
        try {
            this.order = new EpochOrder(data.index(), config.training().batchSize(), config.seed());
        } catch (IllegalArgumentException e) {
            throw new UsageException(shards + ": " + e.getMessage(), e);
        }
        this.steps = (long) order.stepsPerEpoch() * config.training().epochs();
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
        return data.rows(order.batches(0, batches)).toJavaRDD();
    }

    /** What a run leaves behind while it goes on. */
    public interface Logbook {
        /** Keeps the metrics and the state of a finished round. */
        void roundDone(TrainingState state, List<StepRecord> records);

        /** Keeps the metrics of the steps that were done in the round that ends the run. */
        default void roundFailed(List<StepRecord> records) {}
    }

    /**
     * Runs from a state to the end.
     *
     * @return the state after the last step
     * @throws UsageException if the loss is no number or explodes; what finished rounds left behind stays
     */
    public TrainingState run(TrainingState from, Logbook logbook, TrainingListener listener) {
        TrainingState state = from;
        Deque<Double> recentLosses = new ArrayDeque<>();
        while (state.step() < steps) {
            RoundResult result = round(state, List.copyOf(recentLosses), listener);
            if (result.failed().isPresent()) {
                logbook.roundFailed(result.records());
                throw explained(result.failed().get(), state);
            }
            state = result.state();
            logbook.roundDone(state, result.records());
            for (StepRecord step : result.records()) {
                LossGuard.remember(recentLosses, step.loss());
            }
        }
        return state;
    }

    private static RuntimeException explained(RuntimeException failure, TrainingState state) {
        if (!(failure instanceof UsageException)) {
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

    /** Runs a round; where Spark loses an executor or the store fails, again from the same state. */
    private RoundResult round(TrainingState state, List<Double> recentLosses, TrainingListener listener) {
        StepFeed feed = new StepFeed();
        spark.sparkContext().register(feed);
        LiveSteps live =
                new LiveSteps(feed.id(), state.step(), listener); // one for all attempts: each step is told once
        spark.sparkContext().addSparkListener(live);
        SparkException last = null;
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                try {
                    RoundResult result = attempt(state, recentLosses, feed);
                    live.finish(result.records());
                    return result;
                } catch (SparkException e) {
                    Optional<BadDataException> damage = ShardDamage.of(e);
                    if (damage.isPresent()) {
                        throw damage.get();
                    }
                    last = e;
                }
            }
        } finally {
            spark.sparkContext().removeSparkListener(live);
        }
        String reason = String.valueOf(last.getMessage()).lines().findFirst().orElse("");
        throw new UnavailableException(
                "the round from step " + state.step() + " failed " + ATTEMPTS + " times: " + reason, last);
    }

    // Spark throws this checked exception from methods that do not declare it
    private RoundResult attempt(TrainingState state, List<Double> recentLosses, StepFeed feed) throws SparkException {
        int count = (int) Math.min(config.training().stepsPerRound(), steps - state.step());
        List<List<EpochOrder.Place>> batches = order.batches(state.step(), count);
        List<BatchLoader.PlannedBatch> plan = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            plan.add(new BatchLoader.PlannedBatch(batches.get(i).size(), order.epoch(state.step() + i)));
        }
        Broadcast<TrainingState> start =
                spark.sparkContext().broadcast(state, ClassTag$.MODULE$.apply(TrainingState.class));
        try {
            RDD<Row> rows = data.rows(batches);
            RoundTask task = new RoundTask(SerializedConfig.of(config), start, plan, steps, feed, recentLosses);
            RDD<RoundResult> round =
                    rows.barrier().mapPartitions(task, false, ClassTag$.MODULE$.<RoundResult>apply(RoundResult.class));
            return ((RoundResult[]) round.collect())[0];
        } finally {
            start.destroy();
        }
    }
}
