package dev.pcrl.phantom;

import java.util.random.RandomGenerator;

/**
 * The measures that tell one abdomen from another, and the surfaces that follow from them.
 *
 * @param halfWidth of the trunk, in millimetres, as all lengths here
 * @param halfDepth of the trunk
 * @param fat thickness below the skin at the flanks
 * @param diaphragm height of the right dome's top; the left one is lower
 */
record AbdomenBuild(double halfWidth, double halfDepth, double fat, double diaphragm) {
    private static final double WALL = 20; // muscle and ribs between fat and cavity

    static AbdomenBuild draw(RandomGenerator random) {
        return new AbdomenBuild(
                random.nextDouble(138, 158),
                random.nextDouble(98, 116),
                random.nextDouble(7, 20),
                random.nextDouble(58, 88));
    }

    /** Half width of the cavity. */
    double width() {
        return halfWidth - fat - WALL;
    }

    /** Half depth of the cavity. */
    double depth() {
        return halfDepth - 0.7 * fat - 0.8 * WALL;
    }

    /** How far posterior the middle of the vertebral bodies lies. */
    double spineY() {
        return depth() - 20;
    }

    /** A point at shares of the cavity's half width and half depth, so far below the right dome's top. */
    Point at(double across, double back, double below) {
        return new Point(across * width(), back * depth(), diaphragm - below);
    }

    /** The trunk, that much below the skin. */
    Shape trunk(double below) {
        return (x, y, z) -> {
            double waist = 6 * Shapes.step(20, -70, z);
            double back = y > 0 ? 0.95 : 1; // flat, with a groove over the spine
            double groove = y > 0 ? 6 * Math.exp(-x * x / 400) : 0;
            double width = halfWidth - waist - below;
            return Shapes.oblongDistance(x, y, width, back * halfDepth - 0.75 * below) + groove;
        };
    }

    /** The inside of the trunk, of the chest and the abdomen. */
    Shape cavity() {
        return (x, y, z) -> Shapes.oblongDistance(x, y, width(), depth());
    }

    /** Everything above the two domes of the diaphragm. */
    Shape aboveDiaphragm() {
        return (x, y, z) -> 0.8 * (Math.max(dome(x, y, -1, 0), dome(x, y, 1, -12)) - z);
    }

    private double dome(double x, double y, int side, double lower) {
        double u = (x - side * 0.5 * width()) / (0.6 * width());
        double v = (y + 10) / (0.98 * depth());
        return diaphragm + lower - 48 * (u * u + v * v);
    }

    /** The abdominal cavity, that far below the diaphragm and the wall. */
    Shape abdomen(double below) {
        return cavity().grown(-below).without(aboveDiaphragm().grown(below));
    }
}
