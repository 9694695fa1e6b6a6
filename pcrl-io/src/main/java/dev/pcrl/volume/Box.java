package dev.pcrl.volume;

/**
 * A box of voxels: its lowest corner and its size along each axis.
 *
 * @param x lowest x, in voxels
 * @param y lowest y
 * @param z lowest z
 * @param width size along x, at least 1
 * @param height size along y, at least 1
 * @param depth size along z, at least 1
 */
public record Box(int x, int y, int z, int width, int height, int depth) {
    public Box {
        if (width < 1 || height < 1 || depth < 1) {
            throw new IllegalArgumentException("a box needs voxels: " + width + "x" + height + "x" + depth);
        }
    }

    /** Number of voxels. */
    public long volume() {
        return (long) width * height * depth;
    }

    /** Whether every voxel of {@code other} is one of this box. */
    public boolean contains(Box other) {
        return other.x >= x
                && other.y >= y
                && other.z >= z
                && other.x + other.width <= x + width
                && other.y + other.height <= y + height
                && other.z + other.depth <= z + depth;
    }

    /** Number of voxels that both boxes hold. */
    public long intersection(Box other) {
        return (long) overlap(x, width, other.x, other.width)
                * overlap(y, height, other.y, other.height)
                * overlap(z, depth, other.z, other.depth);
    }

    /** Intersection over union, in [0, 1]. */
    public double iou(Box other) {
        long intersection = intersection(other);
        return (double) intersection / (volume() + other.volume() - intersection);
    }

    /** The smallest box that contains both. */
    public Box bounding(Box other) {
        int x0 = Math.min(x, other.x);
        int y0 = Math.min(y, other.y);
        int z0 = Math.min(z, other.z);
        return new Box(
                x0,
                y0,
                z0,
                Math.max(x + width, other.x + other.width) - x0,
                Math.max(y + height, other.y + other.height) - y0,
                Math.max(z + depth, other.z + other.depth) - z0);
    }

    /** Length that the intervals [a, a + sizeA) and [b, b + sizeB) share. */
    static int overlap(int a, int sizeA, int b, int sizeB) {
        return Math.max(0, Math.min(a + sizeA, b + sizeB) - Math.max(a, b));
    }
}
