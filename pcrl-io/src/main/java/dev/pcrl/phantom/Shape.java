package dev.pcrl.phantom;

/**
 * A solid, given by the signed distance to its surface: negative inside. Distances are exact near the surface and may
 * be rough elsewhere, which is enough for soft edges one voxel wide.
 */
@FunctionalInterface
interface Shape {
    /** Signed distance in millimetres from a position to the surface. */
    double distance(double x, double y, double z);

    /** A box that holds the solid. */
    default Extent extent() {
        return Extent.ALL;
    }

    /** The same solid, known to lie in a box. */
    default Shape within(Extent box) {
        Shape shape = this;
        return new Shape() {
            @Override
            public double distance(double x, double y, double z) {
                return shape.distance(x, y, z);
            }

            @Override
            public Extent extent() {
                return box;
            }
        };
    }

    /** What lies in both. */
    default Shape and(Shape other) {
        Shape both = (x, y, z) -> Math.max(distance(x, y, z), other.distance(x, y, z));
        return both.within(extent().intersection(other.extent()));
    }

    /** What lies in this one alone. */
    default Shape without(Shape other) {
        Shape rest = (x, y, z) -> Math.max(distance(x, y, z), -other.distance(x, y, z));
        return rest.within(extent());
    }

    /** Both together, with the seam rounded over so many millimetres (0: not rounded). */
    default Shape or(Shape other, double rounding) {
        Shape union = (x, y, z) -> {
            double a = distance(x, y, z);
            double b = other.distance(x, y, z);
            double overlap = Math.max(rounding - Math.abs(a - b), 0);
            return Math.min(a, b) - (rounding > 0 ? overlap * overlap / (4 * rounding) : 0);
        };
        return union.within(extent().bounding(other.extent()).grown(rounding));
    }

    /** Both together. */
    default Shape or(Shape other) {
        return or(other, 0);
    }

    /** Larger by so many millimetres all round, or smaller if negative. */
    default Shape grown(double margin) {
        Shape larger = (x, y, z) -> distance(x, y, z) - margin;
        return larger.within(extent().grown(Math.max(margin, 0)));
    }

    /** The layer from so many millimetres below the surface up to the surface. */
    default Shape shell(double thickness) {
        return without(grown(-thickness));
    }

    /** With a surface that wanders by up to so many millimetres. */
    default Shape roughened(LatticeNoise noise, double amplitude) {
        Shape rough = (x, y, z) -> {
            double distance = distance(x, y, z);
            // Far from the surface the noise decides nothing and would only cost time.
            return Math.abs(distance) > 4 * amplitude ? distance : distance + amplitude * noise.at(x, y, z);
        };
        return rough.within(extent().grown(amplitude));
    }

    /** Turned about a vertical axis through a point, by an angle in radians from x to y. */
    default Shape turned(Point about, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        Shape turned = (x, y, z) -> {
            double dx = x - about.x();
            double dy = y - about.y();
            return distance(about.x() + cos * dx + sin * dy, about.y() - sin * dx + cos * dy, z);
        };
        Extent box = extent();
        double reach = Math.hypot(
                Math.max(Math.abs(box.x0() - about.x()), Math.abs(box.x1() - about.x())),
                Math.max(Math.abs(box.y0() - about.y()), Math.abs(box.y1() - about.y())));
        return turned.within(new Extent(
                about.x() - reach, about.x() + reach, about.y() - reach, about.y() + reach, box.z0(), box.z1()));
    }

    /** This one and its mirror image on the other side of the body. */
    default Shape onBothSides() {
        Extent box = extent();
        double reach = Math.max(Math.abs(box.x0()), Math.abs(box.x1()));
        Shape mirrored = (x, y, z) -> Math.min(distance(x, y, z), distance(-x, y, z));
        return mirrored.within(new Extent(-reach, reach, box.y0(), box.y1(), box.z0(), box.z1()));
    }
}
