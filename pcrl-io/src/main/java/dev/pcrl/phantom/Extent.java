package dev.pcrl.phantom;

/** The part of space, in millimetres, that a shape keeps to; spares the painter the rest of the grid. */
record Extent(double x0, double x1, double y0, double y1, double z0, double z1) {
    private static final double FAR = 1e6;

    /** All of space. */
    static final Extent ALL = new Extent(-FAR, FAR, -FAR, FAR, -FAR, FAR);

    static Extent around(Point centre, double rx, double ry, double rz) {
        return new Extent(
                centre.x() - rx, centre.x() + rx, centre.y() - ry, centre.y() + ry, centre.z() - rz, centre.z() + rz);
    }

    /** Everything between two heights. */
    static Extent heights(double z0, double z1) {
        return new Extent(-FAR, FAR, -FAR, FAR, z0, z1);
    }

    Extent grown(double margin) {
        return new Extent(x0 - margin, x1 + margin, y0 - margin, y1 + margin, z0 - margin, z1 + margin);
    }

    Extent intersection(Extent other) {
        return new Extent(
                Math.max(x0, other.x0),
                Math.min(x1, other.x1),
                Math.max(y0, other.y0),
                Math.min(y1, other.y1),
                Math.max(z0, other.z0),
                Math.min(z1, other.z1));
    }

    Extent bounding(Extent other) {
        return new Extent(
                Math.min(x0, other.x0),
                Math.max(x1, other.x1),
                Math.min(y0, other.y0),
                Math.max(y1, other.y1),
                Math.min(z0, other.z0),
                Math.max(z1, other.z1));
    }
}
