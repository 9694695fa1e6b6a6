package dev.pcrl.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Where the time of one step went. Each stretch of work counts without the stretches inside it, so that the parts add
 * up to the step.
 *
 * @param seconds of each part; parts that did not occur have 0
 */
record StepProfile(Map<StepPart, Double> seconds) {
    StepProfile {
        seconds = Map.copyOf(seconds);
    }

    /**
     * The steps of a recording, in order.
     *
     * @param spans of one thread, in any order; each either within another or apart from it
     */
    static List<StepProfile> of(List<WorkSpan> spans) {
        List<WorkSpan> ordered = spans.stream()
                .sorted(Comparator.comparingLong(WorkSpan::start)
                        .thenComparing(
                                Comparator.comparingLong(WorkSpan::length).reversed()))
                .toList();
        List<Map<StepPart, Double>> steps = new ArrayList<>();
        Deque<WorkSpan> around = new ArrayDeque<>();
        for (WorkSpan span : ordered) {
            while (!around.isEmpty() && around.peek().end() <= span.start()) {
                around.pop();
            }
            if (around.isEmpty()) {
                steps.add(nothing());
            }
            Map<StepPart, Double> step = steps.get(steps.size() - 1);
            if (!around.isEmpty()) {
                add(step, around.peek(), -span.length());
            }
            add(step, span, span.length());
            around.push(span);
        }
        return steps.stream().map(StepProfile::new).toList();
    }

    private static Map<StepPart, Double> nothing() {
        Map<StepPart, Double> seconds = new EnumMap<>(StepPart.class);
        for (StepPart part : StepPart.values()) {
            seconds.put(part, 0.0);
        }
        return seconds;
    }

    private static void add(Map<StepPart, Double> seconds, WorkSpan span, long nanoseconds) {
        seconds.merge(StepPart.of(span.worker(), span.phase()), nanoseconds / 1e9, Double::sum);
    }

    /** Seconds of the whole step. */
    double total() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
