package dev.pcrl.train;

/** Watches a run on the driver. What it does must not change the run. */
@FunctionalInterface
public interface TrainingListener {
    /** A step was done; called in the order of steps, once each, soon after. May come from another thread. */
    void stepDone(StepRecord step);
}
