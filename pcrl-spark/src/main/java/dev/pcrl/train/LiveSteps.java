package dev.pcrl.train;

import java.util.List;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import scala.collection.JavaConverters;

/** Hands the steps that heartbeats bring, and those of finished rounds, to a listener: in order, once each. */
final class LiveSteps extends SparkListener {
    private final long feed;
    private final TrainingListener listener;
    private long next;

    /**
     * @param feed the accumulator's id
     * @param firstStep the round's
     */
    LiveSteps(long feed, long firstStep, TrainingListener listener) {
        this.feed = feed;
        this.next = firstStep;
        this.listener = listener;
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        update.accumUpdates().foreach(task -> {
            for (AccumulableInfo info : JavaConverters.seqAsJavaList(task._4())) {
                if (info.id() == feed
                        && info.update().isDefined()
                        && info.update().get() instanceof List<?> steps) {
                    steps.stream().map(StepRecord.class::cast).forEach(this::pass);
                }
            }
            return null;
        });
    }

    /** How far the round has come: the next step that it has not told yet. */
    synchronized long told() {
        return next;
    }

    /** All steps of a finished round: passes on those that no heartbeat brought. */
    void finish(List<StepRecord> steps) {
        steps.forEach(this::pass);
    }

    private synchronized void pass(StepRecord step) {
        if (step.step() == next) {
            next++;
            listener.stepDone(step);
        }
    }
}
