package dev.pcrl.train;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import scala.collection.JavaConverters;

/** Hands the steps that heartbeats bring, and those of finished rounds, to a listener: in order, once each. */
final class LiveSteps extends SparkListener {
    private final long feed;
    private final TrainingListener listener;
    private final Map<Long, Integer> heard = new HashMap<>(); // how many steps, of each task of each attempt
    private long next;
    private long news;

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
                    hear((Long) task._1(), steps.size());
                    steps.stream().map(StepRecord.class::cast).forEach(this::pass);
                }
            }
            return null;
        });
    }

    /** How often a task has told a step, be it one that an attempt before told, too. */
    synchronized long news() {
        return news;
    }

    private synchronized void hear(long task, int steps) {
        if (!Integer.valueOf(steps).equals(heard.put(task, steps))) {
            news++;
        }
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
