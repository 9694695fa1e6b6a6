package dev.pcrl.phantom;

import java.util.random.RandomGenerator;

/**
 * The measures that tell one chest from another, and the surfaces that follow from them.
 *
 * @param halfWidth of the trunk, in millimetres, as all lengths here
 * @param halfDepth of the trunk
 * @param fat thickness below the skin at the flanks
 * @param diaphragm height of the right dome's top; the left one is lower
 * @param blood Hounsfield units of blood, with or without contrast medium
 */
record ThoraxBuild(double halfWidth, double halfDepth, double fat, double diaphragm, double blood) {
    private static final double WALL = 21; // muscle and ribs between fat and pleura
    private static final double SHOULDER = -25; // height from which the cage narrows
    private static final double APEX = 172; // from there up to the apex

    static ThoraxBuild draw(RandomGenerator random) {
        return new ThoraxBuild(
                random.nextDouble(152, 174),
                random.nextDouble(102, 120),
                random.nextDouble(9, 22),
                random.nextDouble(-62, -38),
                random.nextBoolean() ? 45 : random.nextDouble(110, 210));
    }

    /** Half width of the inside of the chest. */
    double cageWidth() {
        return halfWidth - fat - WALL;
    }

    /** Half depth of the inside of the chest. */
    double cageDepth() {
        return halfDepth - 0.7 * fat - WALL;
    }

    /** How far posterior the middle of the vertebral bodies lies. */
    double spineY() {
        return cageDepth() - 32;
    }

    /** The trunk, that much below the skin. */
    Shape trunk(double below) {
        return (x, y, z) -> {
            double taper = Shapes.step(90, 200, z);
            double waist = 6 * Shapes.step(-60, -150, z);
            double back = y > 0 ? 0.94 : 1; // flat, with a groove over the spine
            double groove = y > 0 ? 7 * Math.exp(-x * x / 500) : 0;
            double breast = y < 0 ? 9 * Math.exp(-square((Math.abs(x) - 70) / 42) - square((z - 25) / 38)) : 0;
            return Shapes.oblongDistance(
                            x,
                            y,
                            (halfWidth - waist) * (1 - 0.34 * taper) - below,
                            back * halfDepth * (1 - 0.3 * taper) - 0.75 * below)
                    + groove
                    - breast;
        };
    }

    /** The inside of the chest and, below the diaphragm, of the abdomen: a column with a dome. */
    Shape cage() {
        double rx = cageWidth();
        double ry = cageDepth();
        return (x, y, z) -> {
            double u = x * x / (rx * rx);
            double v = y * y / (ry * ry);
            double ring = 0.5 * (Math.sqrt(u + v) + Math.sqrt(Math.sqrt(u * u + v * v)));
            double rise = Math.max(0, z - SHOULDER);
            double norm = Math.sqrt(ring * ring + rise * rise / (APEX * APEX));
            double length = Math.sqrt(x * x + y * y + rise * rise);
            return norm < 1e-6 ? -Math.min(rx, ry) : (norm - 1) * length / norm;
        };
    }

    /** Everything above the two domes of the diaphragm. */
    Shape aboveDiaphragm() {
        return (x, y, z) -> 0.8 * (Math.max(dome(x, y, -1, 0), dome(x, y, 1, -13)) - z);
    }

    private double dome(double x, double y, int side, double lower) {
        double u = (x - side * 0.52 * cageWidth()) / (0.60 * cageWidth());
        double v = (y + 14) / (0.98 * cageDepth());
        return diaphragm + lower - 52 * (u * u + v * v);
    }

    private static double square(double value) {
        return value * value;
    }
}
