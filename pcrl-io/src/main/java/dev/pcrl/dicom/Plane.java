package dev.pcrl.dicom;

/**
 * A slice's grid and its place in the patient (PS3.3, C.7.6.2).
 *
 * @param columns pixels in a row
 * @param rows rows
 * @param position centre of the first pixel
 * @param right direction in which columns grow, of length 1
 * @param down direction in which rows grow, of length 1, at a right angle to {@code right}
 * @param columnSpacing distance of columns in millimetres
 * @param rowSpacing distance of rows in millimetres
 */
record Plane(
        int columns, int rows, Vector position, Vector right, Vector down, double columnSpacing, double rowSpacing) {
    /** How far directions may be from length 1 and a right angle; they are written with 4 to 16 digits. */
    private static final double TOLERANCE = 1e-3;

    /** No image is further away, in millimetres. */
    private static final double FAR = 1e6;

    /** No pixels are further apart, in millimetres. */
    private static final double COARSE = 1e4;

    /**
     * From attributes, which may be the same for all frames of a file or not.
     *
     * @param position holds the image position
     * @param orientation holds the image orientation
     * @param measures holds the pixel spacing
     */
    static Plane of(int columns, int rows, Attributes position, Attributes orientation, Attributes measures) {
        double[] corner = position.numbers(Tag.IMAGE_POSITION_PATIENT, 3);
        double[] cosines = orientation.numbers(Tag.IMAGE_ORIENTATION_PATIENT, 6);
        double[] spacing = spacing(measures, Tag.PIXEL_SPACING);
        Vector at = new Vector(corner[0], corner[1], corner[2]);
        if (!(at.length() < FAR)) {
            throw position.fault(Tag.IMAGE_POSITION_PATIENT, "further than " + FAR + " mm away");
        }
        Vector right = new Vector(cosines[0], cosines[1], cosines[2]);
        Vector down = new Vector(cosines[3], cosines[4], cosines[5]);
        if (!(Math.abs(right.length() - 1) < TOLERANCE
                && Math.abs(down.length() - 1) < TOLERANCE
                && Math.abs(right.dot(down)) < TOLERANCE)) {
            throw orientation.fault(
                    Tag.IMAGE_ORIENTATION_PATIENT, "its directions are not of length 1 and at a right angle");
        }
        return new Plane(columns, rows, at, right, down, spacing[1], spacing[0]);
    }

    /** The distances of rows and of columns in millimetres. */
    static double[] spacing(Attributes measures, Tag tag) {
        double[] spacing = measures.numbers(tag, 2);
        for (double millimetres : spacing) {
            if (!(millimetres > 1e-6 && millimetres < COARSE)) {
                throw measures.fault(tag, "a distance of " + millimetres + " mm");
            }
        }
        return spacing;
    }

    /** The direction in which slices grow, at a right angle to both others: superior for axial slices. */
    Vector normal() {
        return right.cross(down);
    }

    /** Whether a slice may stand in one stack with this one: the same grid in the same direction. */
    boolean isParallelTo(Plane other) {
        return columns == other.columns
                && rows == other.rows
                && Math.abs(columnSpacing - other.columnSpacing) < TOLERANCE * columnSpacing
                && Math.abs(rowSpacing - other.rowSpacing) < TOLERANCE * rowSpacing
                && right.minus(other.right).length() < TOLERANCE
                && down.minus(other.down).length() < TOLERANCE;
    }
}
