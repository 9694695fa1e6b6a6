package dev.pcrl.phantom;

/**
 * An organ as it lies on the grid.
 *
 * @param tissue its label
 * @param shape its surface; nothing else is painted over what lies inside but findings
 * @param mean Hounsfield units
 * @param texture Hounsfield units at a position
 */
record AbdomenOrgan(AbdomenTissue tissue, Shape shape, double mean, Canvas.Texture texture) {
    /** Whether a position lies inside, that deep. */
    boolean holds(Point point, double depth) {
        return shape.distance(point.x(), point.y(), point.z()) < -depth;
    }
}
