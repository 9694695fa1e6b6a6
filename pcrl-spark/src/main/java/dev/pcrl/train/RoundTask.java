package dev.pcrl.train;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.exchange.Secret;
import dev.pcrl.exchange.Team;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.shard.BundleRows;
import dev.pcrl.view.ViewBundle;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.BarrierTaskContext;
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
    private final ArrayList<PlannedStep> plan;
    private final Division division;
    private final long steps;
    private final StepFeed feed;
    private final ArrayList<Double> recentLosses;
    private final Secret secret;
    private final StopSignal stop;

    /**
     * A round.
     *
     * @param start where the round begins
     * @param plan its steps
     * @param division of their minibatches among the workers
     * @param steps of the whole run
     * @param feed is told each step
     * @param recentLosses of the steps before the round, oldest first
     * @param secret that only this attempt's workers know
     * @param stop ends the run early
     */
    RoundTask(
            SerializedConfig config,
            Broadcast<TrainingState> start,
            List<PlannedStep> plan,
            Division division,
            long steps,
            StepFeed feed,
            List<Double> recentLosses,
            Secret secret,
            StopSignal stop) {
        this.serialized = config;
        this.start = start;
        this.plan = new ArrayList<>(plan);
        this.division = division;
        this.steps = steps;
        this.feed = feed;
        this.recentLosses = new ArrayList<>(recentLosses);
        this.secret = secret;
        this.stop = stop;
    }

    @Override
    public Iterator<RoundResult> apply(Iterator<Row> rows) {
        PretrainConfig config = serialized.config();
        Workplace workplace = new Workplace(BarrierTaskContext.get(), config);
        List<StepRecord> records = new ArrayList<>();
        RoundResult result;
        try (BatchLoader loader = loader(rows, workplace, config)) {
            result = run(config, workplace, loader, records);
        } catch (RuntimeException e) {
            result = RoundResult.failed(workplace.rank(), records, e);
        } catch (OutOfMemoryError e) { // Spark would end the process without a word
            result = RoundResult.failed(
                    workplace.rank(),
                    records,
                    new UnavailableException(
                            "out of memory (" + e.getMessage()
                                    + "): give more, or make training.batch-size or the views smaller",
                            e));
        } catch (LinkageError e) { // Spark would tell neither where nor why
            result = RoundResult.failed(
                    workplace.rank(),
                    records,
                    new UsageException(
                            "a class or a native library does not load on " + workplace.host() + ": " + root(e), e));
        }
        return JavaConverters.asScalaIterator(List.of(result).iterator());
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    private BatchLoader loader(Iterator<Row> rows, Workplace workplace, PretrainConfig config) {
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
        List<BatchLoader.PlannedBatch> shares = plan.stream()
                .map(step -> new BatchLoader.PlannedBatch(share(step, workplace), step.epoch()))
                .toList();
        return new BatchLoader(
                bundles,
                shares.iterator(),
                config.augmenter(),
                config.seed(),
                config.training().prefetchThreads());
    }

    /** @param records is given the steps that were done, also those before a failure */
    private RoundResult run(PretrainConfig config, Workplace workplace, BatchLoader loader, List<StepRecord> records) {
        boolean first = workplace.rank() == 0;
        try (Team team = workplace.meet(secret, start.value());
                StopSignal.Watch watch = first ? stop.watch() : null;
                Replica replica = new Replica(
                        config,
                        start.value(),
                        steps,
                        recentLosses,
                        team,
                        () -> first && watch.isAsked(),
                        new PaceWatch(division, config.exchange().stragglerRatio()))) {
            int done = 0;
            while (done < plan.size() && !replica.isEnding()) {
                StepRecord step = replica.step(plan.get(done), loader, done == plan.size() - 1);
                done++;
                if (first) {
                    records.add(step);
                    feed.add(step);
                }
            }
            RoundEnd end = replica.settle(weight(plan.subList(0, done), workplace), workplace.executor());
            long next = start.value().step() + done;
            return new RoundResult(workplace.rank(), first ? replica.state(next) : null, records, end, null);
        }
    }

    /** The worker's share of all bundles of the steps that were done. */
    private double weight(List<PlannedStep> done, Workplace workplace) {
        long all = done.stream().mapToLong(PlannedStep::bundles).sum();
        long own = done.stream().mapToLong(step -> share(step, workplace)).sum();
        return (double) own / all;
    }

    private int share(PlannedStep step, Workplace workplace) {
        return division.share(workplace.rank(), step.bundles());
    }
}
