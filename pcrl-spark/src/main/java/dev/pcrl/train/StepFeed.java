package dev.pcrl.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.util.AccumulatorV2;

/**
 * Steps that a running round has done: an accumulator, which Spark's heartbeats carry to the driver while the task
 * runs. For showing progress only; what a round really brings back is its {@link RoundResult}.
 */
final class StepFeed extends AccumulatorV2<StepRecord, List<StepRecord>> {
    private static final long serialVersionUID = 1;

    // a list that locks while it is serialised: heartbeats do that while the task adds
    private final List<StepRecord> records = Collections.synchronizedList(new ArrayList<>());

    @Override
    public synchronized boolean isZero() {
        return records.isEmpty();
    }

    @Override
    public synchronized AccumulatorV2<StepRecord, List<StepRecord>> copy() {
        StepFeed copy = new StepFeed();
        copy.records.addAll(records);
        return copy;
    }

    @Override
    public synchronized void reset() {
        records.clear();
    }

    @Override
    public synchronized void add(StepRecord step) {
        records.add(step);
    }

    @Override
    public synchronized void merge(AccumulatorV2<StepRecord, List<StepRecord>> other) {
        records.addAll(other.value());
    }

    @Override
    public synchronized List<StepRecord> value() {
        return List.copyOf(records);
    }
}
