package dev.pcrl.read;

import dev.pcrl.volume.Affine;

/**
 * Where a MetaImage header says that the voxels stand. Voxel (i, j, k) lies at {@code origin + i s0 d0 + j s1 d1 + k s2
 * d2} in LPS, with the spacing s and with the directions d that TransformMatrix lists one after the other.
 */
final class MetaImageGeometry {
    private MetaImageGeometry() {}

    /** The affine of a header, RAS+; what it leaves out is 1 mm, upright and at the origin. */
    static Affine affine(MetaImageHeader header, int dimensions) {
        double[] spacing = spacing(header, dimensions);
        String originKey = header.firstOf("Origin", "Offset", "Position");
        double[] origin = header.has(originKey) ? header.numbers(originKey, dimensions) : new double[dimensions];
        String matrixKey = header.firstOf("TransformMatrix", "Rotation", "Orientation");
        double[] matrix = header.has(matrixKey) ? header.numbers(matrixKey, dimensions * dimensions) : null;
        double[] rows = new double[12];
        for (int row = 0; row < 3; row++) {
            double sign = row < 2 ? -1 : 1; // LPS to RAS
            for (int axis = 0; axis < 3; axis++) {
                boolean listed = matrix != null && row < dimensions && axis < dimensions;
                double direction = listed ? matrix[axis * dimensions + row] : row == axis ? 1 : 0;
                rows[4 * row + axis] = sign * direction * (axis < dimensions ? spacing[axis] : 1);
            }
            rows[4 * row + 3] = row < dimensions ? sign * origin[row] : 0;
        }
        return Checks.affine(rows, reason -> header.fail(header.has(matrixKey) ? matrixKey : originKey, reason));
    }

    private static double[] spacing(MetaImageHeader header, int dimensions) {
        String key = header.firstOf("ElementSpacing", "ElementSize");
        if (!header.has(key)) {
            return new double[] {1, 1, 1, 1};
        }
        double[] spacing = header.numbers(key, dimensions);
        for (double size : spacing) {
            if (!(size > 0) || !Double.isFinite(size)) {
                throw header.fail(key, "voxel size " + size + "; a positive number is needed");
            }
        }
        return spacing;
    }
}
