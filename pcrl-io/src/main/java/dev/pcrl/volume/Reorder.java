package dev.pcrl.volume;

/** The same voxels in another order of their axes: back from {@link VoxelOrder#AXIAL} to a file's own. */
public final class Reorder {
    /** How far voxels may be from their place: affines are rounded when they are written. */
    private static final double TOLERANCE = 0.25;

    private Reorder() {}

    /**
     * Voxels of one grid in the order of another that has the same voxels.
     *
     * @param values on {@code from}, x fastest, then y, z
     * @return on {@code to}
     * @throws IllegalArgumentException if the grids do not have the same voxels
     */
    public static float[] to(Geometry to, Geometry from, float[] values) {
        if (to.voxels() != from.voxels()) { // a part of a grid has its voxels, too
            throw unequal();
        }
        double[] origin = indices(to, from, 0, 0, 0);
        double[] x = step(origin, indices(to, from, 1, 0, 0));
        double[] y = step(origin, indices(to, from, 0, 1, 0));
        double[] z = step(origin, indices(to, from, 0, 0, 1));
        float[] reordered = new float[Math.toIntExact(to.voxels())];
        int i = 0;
        for (int c = 0; c < to.nz(); c++) {
            for (int b = 0; b < to.ny(); b++) {
                for (int a = 0; a < to.nx(); a++) {
                    int[] voxel = new int[3];
                    for (int axis = 0; axis < 3; axis++) {
                        double place = origin[axis] + a * x[axis] + b * y[axis] + c * z[axis];
                        voxel[axis] = (int) Math.round(place);
                        if (Math.abs(place - voxel[axis]) > TOLERANCE
                                || voxel[axis] < 0
                                || voxel[axis] >= from.size(axis)) {
                            throw unequal();
                        }
                    }
                    reordered[i++] = values[voxel[0] + from.nx() * (voxel[1] + from.ny() * voxel[2])];
                }
            }
        }
        return reordered;
    }

    private static IllegalArgumentException unequal() {
        return new IllegalArgumentException("the grids do not have the same voxels");
    }

    /** Where a voxel of one grid lies on the other. */
    private static double[] indices(Geometry of, Geometry on, int x, int y, int z) {
        int[] voxel = {x, y, z, 1};
        double[] world = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                world[row] += of.affine().at(row, column) * voxel[column];
            }
        }
        return on.affine().toIndices(world[0], world[1], world[2]);
    }

    private static double[] step(double[] from, double[] to) {
        return new double[] {to[0] - from[0], to[1] - from[1], to[2] - from[2]};
    }
}
