package dev.pcrl.train;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeoutException;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.concurrent.Await;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;
import scala.util.Failure;
import scala.util.Try;

/** A round as Spark's job: what its workers bring back is there as soon as each of them ends. */
final class RoundJob {
    private final ConcurrentSkipListMap<Integer, RoundResult> results = new ConcurrentSkipListMap<>();
    private final FutureAction<BoxedUnit> action;

    /**
     * Starts it.
     *
     * @param workers one partition each, with its result
     */
    RoundJob(SparkContext spark, RDD<RoundResult> workers) {
        List<Object> partitions = new java.util.ArrayList<>();
        for (int i = 0; i < workers.getNumPartitions(); i++) {
            partitions.add(i);
        }
        this.action = spark.submitJob(
                workers, new Only(), JavaConverters.asScalaBuffer(partitions), new Keep(results), new Nothing());
    }

    /**
     * Waits for the end.
     *
     * @return whether it has come
     */
    boolean await(Duration limit) throws InterruptedException {
        try {
            Await.ready(action, scala.concurrent.duration.Duration.fromNanos(limit.toNanos()));
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /**
     * Results of the workers that have ended, by rank.
     *
     * @throws SparkException if the job has failed
     */
    List<RoundResult> results() throws SparkException {
        Try<BoxedUnit> end = action.value().isDefined() ? action.value().get() : new scala.util.Success<>(null);
        if (end instanceof Failure<BoxedUnit> failure) {
            if (failure.exception() instanceof SparkException cause) {
                throw cause;
            }
            throw failure.exception() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failure.exception());
        }
        return List.copyOf(results.values());
    }

    /** Whether a worker has brought back that it failed. */
    boolean hasFailedWorker() {
        return results.values().stream().anyMatch(result -> result.failed().isPresent());
    }

    /** Ends it; its tasks are interrupted. */
    void cancel() {
        action.cancel();
    }

    /** What a partition holds. */
    private static final class Only extends AbstractFunction1<Iterator<RoundResult>, RoundResult>
            implements Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public RoundResult apply(Iterator<RoundResult> partition) {
            return partition.next();
        }
    }

    /** Runs on the driver. */
    private static final class Keep extends AbstractFunction2<Object, RoundResult, BoxedUnit> {
        private final ConcurrentSkipListMap<Integer, RoundResult> results;

        Keep(ConcurrentSkipListMap<Integer, RoundResult> results) {
            this.results = results;
        }

        @Override
        public BoxedUnit apply(Object partition, RoundResult result) {
            results.put((Integer) partition, result);
            return BoxedUnit.UNIT;
        }
    }

    /** All is in the map. */
    private static final class Nothing extends AbstractFunction0<BoxedUnit> {
        @Override
        public BoxedUnit apply() {
            return BoxedUnit.UNIT;
        }
    }
}
