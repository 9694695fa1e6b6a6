package dev.pcrl.report;

import java.util.List;

/**
 * Numbers over steps.
 *
 * @param title what is shown
 * @param caption a sentence below, as plain text; empty for none
 * @param curves later ones lie over earlier ones
 */
record Chart(String title, String caption, List<Curve> curves) {
    Chart {
        curves = List.copyOf(curves);
    }

    /** Whether there is any point to draw. */
    boolean isEmpty() {
        return curves.stream().allMatch(curve -> curve.points().isEmpty());
    }
}
