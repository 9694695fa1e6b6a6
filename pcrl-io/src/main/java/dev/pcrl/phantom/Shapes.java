package dev.pcrl.phantom;

/** The simple solids that anatomy is put together from. */
final class Shapes {
    private Shapes() {}

    static Shape ellipsoid(Point centre, double rx, double ry, double rz) {
        Shape shape = (x, y, z) -> {
            double u = (x - centre.x()) / rx;
            double v = (y - centre.y()) / ry;
            double w = (z - centre.z()) / rz;
            double norm = Math.sqrt(u * u + v * v + w * w);
            // Norm over gradient: exact to first order at the surface, however long the axes.
            double gradient = Math.sqrt(u * u / (rx * rx) + v * v / (ry * ry) + w * w / (rz * rz));
            return gradient == 0 ? -Math.min(rx, Math.min(ry, rz)) : norm * (norm - 1) / gradient;
        };
        return shape.within(Extent.around(centre, rx, ry, rz));
    }

    static Shape sphere(Point centre, double radius) {
        return ellipsoid(centre, radius, radius, radius);
    }

    /** A tube with round ends whose radius goes from one value to the other. */
    static Shape tube(Point from, Point to, double radiusFrom, double radiusTo) {
        double ax = to.x() - from.x();
        double ay = to.y() - from.y();
        double az = to.z() - from.z();
        double squared = Math.max(ax * ax + ay * ay + az * az, 1e-9);
        Shape shape = (x, y, z) -> {
            double px = x - from.x();
            double py = y - from.y();
            double pz = z - from.z();
            double along = Math.min(1, Math.max(0, (px * ax + py * ay + pz * az) / squared));
            double dx = px - along * ax;
            double dy = py - along * ay;
            double dz = pz - along * az;
            return Math.sqrt(dx * dx + dy * dy + dz * dz) - radiusFrom - along * (radiusTo - radiusFrom);
        };
        return shape.within(Extent.around(from, radiusFrom, radiusFrom, radiusFrom)
                .bounding(Extent.around(to, radiusTo, radiusTo, radiusTo)));
    }

    /** A bent tube through several points. */
    static Shape tube(double radius, Point... points) {
        Shape tube = tube(points[0], points[1], radius, radius);
        for (int i = 2; i < points.length; i++) {
            tube = tube.or(tube(points[i - 1], points[i], radius, radius), radius / 2);
        }
        return tube;
    }

    /** An upright elliptic cylinder between two heights. */
    static Shape column(Point centre, double rx, double ry, double halfHeight) {
        Shape shape = (x, y, z) ->
                Math.max(ringDistance(x - centre.x(), y - centre.y(), rx, ry), Math.abs(z - centre.z()) - halfHeight);
        return shape.within(Extent.around(centre, rx, ry, halfHeight));
    }

    /** A box with rounded edges, given by its half sizes. */
    static Shape block(Point centre, double rx, double ry, double rz, double rounding) {
        Shape shape = (x, y, z) -> {
            double dx = Math.abs(x - centre.x()) - rx + rounding;
            double dy = Math.abs(y - centre.y()) - ry + rounding;
            double dz = Math.abs(z - centre.z()) - rz + rounding;
            double ex = Math.max(dx, 0);
            double ey = Math.max(dy, 0);
            double ez = Math.max(dz, 0);
            return Math.sqrt(ex * ex + ey * ey + ez * ez) + Math.min(Math.max(dx, Math.max(dy, dz)), 0) - rounding;
        };
        return shape.within(Extent.around(centre, rx, ry, rz));
    }

    /** Distance to an ellipse in the plane, measured along the gradient. */
    static double ringDistance(double x, double y, double rx, double ry) {
        double u = x / rx;
        double v = y / ry;
        double norm = Math.sqrt(u * u + v * v);
        double gradient = Math.sqrt(u * u / (rx * rx) + v * v / (ry * ry));
        return gradient == 0 ? -Math.min(rx, ry) : norm * (norm - 1) / gradient;
    }

    /** Distance to a rounded oblong between an ellipse and a rectangle, as the outline of a trunk is. */
    static double oblongDistance(double x, double y, double rx, double ry) {
        double u = x * x / (rx * rx);
        double v = y * y / (ry * ry);
        double norm = 0.5 * (Math.sqrt(u + v) + Math.sqrt(Math.sqrt(u * u + v * v)));
        double radius = Math.sqrt(x * x + y * y);
        return norm < 1e-6 ? -Math.min(rx, ry) : (norm - 1) * radius / norm;
    }

    /** Goes smoothly from 0 below {@code from} to 1 above {@code to}. */
    static double step(double from, double to, double value) {
        double t = Math.min(1, Math.max(0, (value - from) / (to - from)));
        return t * t * (3 - 2 * t);
    }
}
