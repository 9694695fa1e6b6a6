package dev.pcrl.layer;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A stretch of a training step, for Java Flight Recorder: what works, and in which phase. Events nest: a step's
 * contains its layers'. Costs next to nothing while nobody records.
 *
 * <pre>
 * try (WorkEvent ignored = WorkEvent.forward(getClass())) { ... }
 * </pre>
 */
@Name(WorkEvent.NAME)
@Label("Work of a training step")
@Description("A layer's forward or backward pass, a loss, the optimiser, waiting for data, or a whole step")
@Category("PCRL")
@StackTrace(false)
public final class WorkEvent extends Event implements AutoCloseable {
    /** The event's name in a recording. */
    public static final String NAME = "dev.pcrl.Work";

    @SuppressWarnings("UnusedVariable") // Flight Recorder reads it
    @Label("Worker")
    private final Class<?> worker;

    @SuppressWarnings("UnusedVariable")
    @Label("Phase")
    private final String phase;

    private WorkEvent(Class<?> worker, Phase phase) {
        this.worker = worker;
        this.phase = phase.name();
    }

    /** Begins a forward pass. */
    public static WorkEvent forward(Class<?> layer) {
        return started(layer, Phase.FORWARD);
    }

    /** Begins a backward pass. */
    public static WorkEvent backward(Class<?> layer) {
        return started(layer, Phase.BACKWARD);
    }

    /** Begins work that has no phases. */
    public static WorkEvent of(Class<?> worker) {
        return started(worker, Phase.WHOLE);
    }

    private static WorkEvent started(Class<?> worker, Phase phase) {
        WorkEvent event = new WorkEvent(worker, phase);
        event.begin();
        return event;
    }

    /** Ends the work. */
    @Override
    public void close() {
        commit();
    }

    /** Phases of a layer's work; its constants' names are in recordings. */
    public enum Phase {
        FORWARD,
        /** Gradients of the input and of the weights. */
        BACKWARD,
        /** What has no phases. */
        WHOLE
    }
}
