package dev.pcrl.report;

import java.util.List;

/**
 * Numbers over steps, or over something else.
 *
 * @param title what is shown
 * @param caption a sentence below, as plain text; empty for none
 * @param axis what is from left to right
 * @param vertical what is from below upwards; empty where title or caption says it
 * @param ticks names of the places 1, 2, ... on that axis; none where it has numbers
 * @param curves later ones lie over earlier ones
 */
record Chart(String title, String caption, String axis, String vertical, List<String> ticks, List<Curve> curves) {
    static final String STEPS = "step";

    Chart {
        ticks = List.copyOf(ticks);
        curves = List.copyOf(curves);
    }

    /** Numbers over steps. */
    Chart(String title, String caption, List<Curve> curves) {
        this(title, caption, STEPS, "", List.of(), curves);
    }

    /** Whether there is any point to draw. */
    boolean isEmpty() {
        return curves.stream().allMatch(curve -> curve.points().isEmpty());
    }
}
