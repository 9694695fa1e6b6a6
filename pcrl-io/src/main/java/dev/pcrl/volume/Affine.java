package dev.pcrl.volume;

import java.util.Arrays;

/**
 * The 4x4 matrix that takes voxel indices to millimetres in the patient: {@code [X Y Z 1]' = A [x y z 1]'}, with X to
 * the patient's right, Y to anterior and Z to superior (RAS+, as NIfTI and nibabel have it).
 */
public final class Affine {
    private final double[] rows; // 3 x 4, row by row; the fourth row is 0 0 0 1

    private Affine(double[] rows) {
        this.rows = rows;
    }

    /**
     * From the upper three rows of the matrix, row by row.
     *
     * @param rows twelve finite numbers whose 3x3 part can be inverted
     * @throws IllegalArgumentException if they are not
     */
    public static Affine ofRows(double... rows) {
        if (rows.length != 12 || !Arrays.stream(rows).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("an affine needs 12 finite numbers: " + Arrays.toString(rows));
        }
        Affine affine = new Affine(rows.clone());
        for (int axis = 0; axis < 3; axis++) {
            if (!(affine.spacing(axis) > 0)) {
                throw new IllegalArgumentException("voxel spacing along axis " + axis + " is not positive");
            }
        }
        double volume = affine.spacing(0) * affine.spacing(1) * affine.spacing(2);
        if (Math.abs(affine.determinant()) < 1e-9 * volume) {
            throw new IllegalArgumentException("the affine's axes lie in one plane");
        }
        return affine;
    }

    /** Axis-aligned LPS: x to the patient's left, y to posterior, z to superior, as axial CT is stored. */
    public static Affine axial(double spacingX, double spacingY, double spacingZ) {
        return ofRows(-spacingX, 0, 0, 0, 0, -spacingY, 0, 0, 0, 0, spacingZ, 0);
    }

    /** Element of the matrix, row and column in 0..3. */
    public double at(int row, int column) {
        if (row == 3) {
            return column == 3 ? 1 : 0;
        }
        return rows[4 * row + column];
    }

    /** Distance of neighbouring voxels along a voxel axis, in millimetres. */
    public double spacing(int axis) {
        return Math.sqrt(at(0, axis) * at(0, axis) + at(1, axis) * at(1, axis) + at(2, axis) * at(2, axis));
    }

    /**
     * The position of a voxel's middle.
     *
     * @return millimetres to the patient's right, to anterior and to superior
     */
    public double[] toMillimetres(int x, int y, int z) {
        double[] position = new double[3];
        for (int row = 0; row < 3; row++) {
            position[row] = at(row, 0) * x + at(row, 1) * y + at(row, 2) * z + at(row, 3);
        }
        return position;
    }

    /**
     * The voxel indices, not rounded, of a position; the inverse of the matrix (Cramer's rule).
     *
     * @param right millimetres to the patient's right
     * @param anterior millimetres to anterior
     * @param superior millimetres to superior
     * @return along x, y, z
     */
    public double[] toIndices(double right, double anterior, double superior) {
        double[] from = {right - at(0, 3), anterior - at(1, 3), superior - at(2, 3)};
        double[] indices = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            double[] replaced = rows.clone();
            for (int row = 0; row < 3; row++) {
                replaced[4 * row + axis] = from[row];
            }
            indices[axis] = new Affine(replaced).determinant() / determinant();
        }
        return indices;
    }

    /** Millimetres between where this matrix and another take a voxel, the largest of the three directions. */
    double distance(Affine other, int x, int y, int z) {
        int[] voxel = {x, y, z, 1};
        double largest = 0;
        for (int row = 0; row < 3; row++) {
            double apart = 0;
            for (int column = 0; column < 4; column++) {
                apart += (at(row, column) - other.at(row, column)) * voxel[column];
            }
            largest = Math.max(largest, Math.abs(apart));
        }
        return largest;
    }

    private double determinant() {
        return at(0, 0) * (at(1, 1) * at(2, 2) - at(1, 2) * at(2, 1))
                - at(0, 1) * (at(1, 0) * at(2, 2) - at(1, 2) * at(2, 0))
                + at(0, 2) * (at(1, 0) * at(2, 1) - at(1, 1) * at(2, 0));
    }

    /** The twelve numbers of the upper three rows. */
    public double[] toRows() {
        return rows.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Affine affine && Arrays.equals(rows, affine.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rows);
    }

    @Override
    public String toString() {
        return Arrays.toString(rows);
    }
}
