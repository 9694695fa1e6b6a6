package dev.pcrl.train;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.method.Method;
import dev.pcrl.method.Step;
import dev.pcrl.method.StepResult;
import dev.pcrl.method.ViewBatch;
import dev.pcrl.network.StepMemory;
import dev.pcrl.optimise.CosineSchedule;
import dev.pcrl.optimise.Sgd;
import dev.pcrl.shard.BundleRows;
import dev.pcrl.view.Augmenter;
import dev.pcrl.view.ViewBundle;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.nd4j.linalg.api.ndarray.INDArray;
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
                return BundleRows.toBundle(source.next(), "shards");
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
        } finally {
            StepMemory.release();
        }
    }

    private static Iterator<RoundResult> failed(List<StepRecord> records, RuntimeException failure) {
        return JavaConverters.asScalaIterator(
                List.of(RoundResult.failed(records, failure)).iterator());
    }

    /** @param records is given the steps that were done, also those before a failure */
    private RoundResult run(PretrainConfig config, BatchLoader loader, List<StepRecord> records) {
        TrainingState state = start.value();
        INDArray parameters = state.parameters();
        Method method = Methods.create(config, parameters);
        Sgd optimiser = new Sgd(
                method.layout(),
                state.velocity(),
                config.training().momentum(),
                config.training().weightDecay());
        CosineSchedule schedule = new CosineSchedule(config.training().learningRate(), steps);
        Exchange exchange = Exchange.alone();
        LossGuard guard = new LossGuard(config.training().explosionFactor(), recentLosses);
        long before = System.nanoTime();
        for (int i = 0; i < plan.size(); i++) {
            long number = state.step() + i;
            long asked = System.nanoTime();
            ViewBatch batch = loader.next();
            double wait = seconds(asked, System.nanoTime());
            StepResult result = method.step(batch, Step.of(config.seed(), number));
            Optional<String> failure = guard.check(number, result.loss());
            if (failure.isPresent()) {
                return RoundResult.failed(records, new UsageException(failure.get()));
            }
            exchange.share(result.gradient());
            double rate = schedule.rate(number);
            optimiser.step(parameters, result.gradient(), rate);
            long now = System.nanoTime();
            StepRecord step = new StepRecord(
                    number,
                    plan.get(i).epoch(),
                    result.scale(),
                    rate,
                    result.loss(),
                    result.terms(),
                    batch.views(),
                    seconds(before, now),
                    wait);
            before = now;
            records.add(step);
            feed.add(step);
        }
        long next = state.step() + plan.size();
        if (!Double.isFinite(parameters.sumNumber().doubleValue())) {
            return RoundResult.failed(
                    records, new UsageException("weights are no numbers any more after step " + (next - 1)));
        }
        return new RoundResult(TrainingState.of(next, parameters, optimiser.velocity()), records, null);
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }
}
