package dev.pcrl.report;

import java.util.List;

/**
 * One series of a chart.
 *
 * @param name what the legend calls it
 * @param ink its colour
 * @param kind how it is drawn
 * @param points in order of x, all finite
 */
record Curve(String name, Ink ink, Kind kind, List<Point> points) {
    Curve {
        points = List.copyOf(points);
    }

    /** How a series is drawn. */
    enum Kind {
        /** Faint dots: what single steps said. */
        DOTS,
        /** A line: the tendency. */
        LINE
    }
}
