package dev.pcrl.view;

import dev.pcrl.volume.Box;
import dev.pcrl.volume.Geometry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a crop or a view in voxels, written {@code 64x64x32}.
 *
 * @param x voxels along x, at least 1
 * @param y voxels along y
 * @param z voxels along z
 */
public record Size(int x, int y, int z) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})x(\\d{1,9})x(\\d{1,9})");

    public Size {
        if (x < 1 || y < 1 || z < 1) {
            throw new IllegalArgumentException("a size must be positive along each axis: " + x + "x" + y + "x" + z);
        }
        if ((long) x * y > Integer.MAX_VALUE || (long) x * y * z > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a size must be below 2^31 voxels: " + x + "x" + y + "x" + z);
        }
    }

    /** The same size along each axis. */
    public static Size cube(int edge) {
        return new Size(edge, edge, edge);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException if the text is not of the form {@code 64x64x32}
     */
    public static Size parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a size must be written like 64x64x32: " + text);
        }
        return new Size(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    /** Size of a box. */
    public static Size of(Box box) {
        return new Size(box.width(), box.height(), box.depth());
    }

    /** Number of voxels. */
    public int voxels() {
        return x * y * z;
    }

    /** Voxels along an axis, 0 = x, 1 = y, 2 = z. */
    public int along(int axis) {
        return switch (axis) {
            case 0 -> x;
            case 1 -> y;
            case 2 -> z;
            default -> throw new IndexOutOfBoundsException(axis);
        };
    }

    /** Whether a crop of this size can be cut from such a grid. */
    public boolean fits(Geometry geometry) {
        return fits(geometry.box());
    }

    /** Whether a crop of this size can be cut from such a box. */
    public boolean fits(Box box) {
        return x <= box.width() && y <= box.height() && z <= box.depth();
    }

    @Override
    public String toString() {
        return x + "x" + y + "x" + z;
    }
}
