package dev.pcrl.volume;

/** Brings volumes into one voxel order without resampling: axes change places and directions, voxels keep theirs. */
final class Orientation {
    /** Orders in which voxel axes can stand for the patient's; the first wins where two are equally close. */
    private static final int[][] ORDERS = {{0, 1, 2}, {1, 0, 2}, {0, 2, 1}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}};

    /** Directions of axial LPS along the axes of RAS+. */
    private static final int[] LPS = {-1, -1, 1};

    /** How much closer an order must be to win over an earlier one: more than rounding. */
    private static final double MARGIN = 1e-6;

    private Orientation() {}

    /**
     * Moves voxels into the axis-aligned order closest to LPS: x grows to the patient's left, y to posterior, z to
     * superior, as axial CT is stored. An oblique volume stays as oblique as it is.
     *
     * @param voxels x fastest, then y, z, channel; changed in place, with no more memory beside them than a slice
     * @return the grid on which each voxel is at the same place in the patient as before
     */
    static Geometry toAxial(Geometry from, int channels, float[] voxels) {
        Affine affine = from.affine();
        int[] order = closestOrder(affine);
        boolean[] flipped = new boolean[3];
        AxisMover mover = new AxisMover(voxels, channels, from.nx(), from.ny(), from.nz());
        for (int axis = 0; axis < 3; axis++) {
            flipped[axis] = affine.at(axis, order[axis]) * LPS[axis] < 0;
            if (flipped[axis]) {
                mover.reverse(order[axis]);
            }
        }
        mover.reorder(order);
        return new Geometry(
                from.size(order[0]), from.size(order[1]), from.size(order[2]), reorder(from, order, flipped));
    }

    /** For each of the patient's axes the voxel axis along it, by the largest sum of cosines. */
    private static int[] closestOrder(Affine affine) {
        int[] closest = ORDERS[0];
        double most = Double.NEGATIVE_INFINITY;
        for (int[] order : ORDERS) {
            double sum = 0;
            for (int axis = 0; axis < 3; axis++) {
                sum += Math.abs(affine.at(axis, order[axis])) / affine.spacing(order[axis]);
            }
            if (sum > most + MARGIN) {
                most = sum;
                closest = order;
            }
        }
        return closest;
    }

    private static Affine reorder(Geometry from, int[] order, boolean[] flipped) {
        double[] rows = new double[12];
        for (int row = 0; row < 3; row++) {
            double origin = from.affine().at(row, 3);
            for (int axis = 0; axis < 3; axis++) {
                double column = from.affine().at(row, order[axis]);
                rows[4 * row + axis] = flipped[axis] ? 0 - column : column; // 0 - 0 has no sign, -0.0 has
                origin += flipped[axis] ? column * (from.size(order[axis]) - 1) : 0;
            }
            rows[4 * row + 3] = origin;
        }
        return Affine.ofRows(rows);
    }
}
