package dev.pcrl.train;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.shard.BundleRows;
import dev.pcrl.view.Augmenter;
import dev.pcrl.view.ViewBundle;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction1;

/** A worker's part of a round: runs on an executor, as a task of a barrier stage. */
final class RoundTask extends AbstractFunction1<Iterator<Row>, Iterator<RoundResult>> implements Serializable {
    private static final long serialVersionUID = 1;

    private final SerializedConfig serialized;
    private final Broadcast<TrainingState> start;
    private final ArrayList<BatchLoader.PlannedBatch> plan;
    private final long steps;
    private final StepFeed feed;
    private final ArrayList<Double> recentLosses;

    /**
     * @param start where the round begins
     * @param plan the minibatch of each of its steps
     * @param steps of the whole run
     * @param feed is told each step
     * @param recentLosses of the steps before the round, oldest first
     */
    RoundTask(
            SerializedConfig config,
            Broadcast<TrainingState> start,
            List<BatchLoader.PlannedBatch> plan,
            long steps,
            StepFeed feed,
            List<Double> recentLosses) {
        this.serialized = config;
        this.start = start;
        this.plan = new ArrayList<>(plan);
        this.steps = steps;
        this.feed = feed;
        this.recentLosses = new ArrayList<>(recentLosses);
    }

    @Override
    public Iterator<RoundResult> apply(Iterator<Row> rows) {
        java.util.Iterator<Row> source = JavaConverters.asJavaIterator(rows);
        java.util.Iterator<ViewBundle> bundles = new java.util.Iterator<>() {
            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public ViewBundle next() {
                return BundleRows.toBundle(source.next());
            }
        };
        PretrainConfig config = serialized.config();
        List<StepRecord> records = new ArrayList<>();
        Augmenter augmenter = new Augmenter(config.augmentation());
        try (BatchLoader loader = new BatchLoader(
                bundles,
                plan.iterator(),
                augmenter,
                config.seed(),
                config.training().prefetchThreads())) {
            return JavaConverters.asScalaIterator(
                    List.of(run(config, loader, records)).iterator());
        } catch (RuntimeException e) {
            return failed(records, e);
        } catch (OutOfMemoryError e) { // Spark would end the process without a word
            return failed(
                    records,
                    new UnavailableException(
                            "out of memory (" + e.getMessage()
                                    + "): give more, or make training.batch-size or the views smaller",
                            e));
        }
    }

    private static Iterator<RoundResult> failed(List<StepRecord> records, RuntimeException failure) {
        return JavaConverters.asScalaIterator(
                List.of(RoundResult.failed(records, failure)).iterator());
    }

    /** @param records is given the steps that were done, also those before a failure */
    private RoundResult run(PretrainConfig config, BatchLoader loader, List<StepRecord> records) {
        long first = start.value().step();
        try (Replica replica = new Replica(config, start.value(), steps, recentLosses)) {
            for (int i = 0; i < plan.size(); i++) {
                StepRecord step = replica.step(first + i, plan.get(i).epoch(), loader);
                records.add(step);
                feed.add(step);
            }
            return new RoundResult(replica.state(first + plan.size()), records, null);
        }
    }
}
