package dev.pcrl.volume;

import static java.util.Objects.requireNonNull;

/**
 * A grid of voxels and its place in the patient.
 *
 * @param nx voxels along x, the axis that files store fastest
 * @param ny voxels along y
 * @param nz voxels along z
 * @param affine voxel indices to millimetres, RAS+
 */
public record Geometry(int nx, int ny, int nz, Affine affine) {
    public Geometry {
        requireNonNull(affine, "affine");
        if (nx < 1 || ny < 1 || nz < 1) {
            throw new IllegalArgumentException("a grid needs voxels: " + nx + "x" + ny + "x" + nz);
        }
    }

    /** Number of voxels. */
    public long voxels() {
        return (long) nx * ny * nz;
    }

    /** The box of all voxels. */
    public Box box() {
        return new Box(0, 0, 0, nx, ny, nz);
    }

    /** Voxels along an axis, 0 = x, 1 = y, 2 = z. */
    public int size(int axis) {
        return switch (axis) {
            case 0 -> nx;
            case 1 -> ny;
            case 2 -> nz;
            default -> throw new IndexOutOfBoundsException(axis);
        };
    }

    /**
     * Whether another grid has the same sizes and the same place in the patient.
     *
     * @param tolerance how far corners may be apart along any direction, in units of the smallest voxel spacing
     */
    public boolean isCloseTo(Geometry other, double tolerance) {
        if (nx != other.nx || ny != other.ny || nz != other.nz) {
            return false;
        }
        double limit = tolerance * Math.min(affine.spacing(0), Math.min(affine.spacing(1), affine.spacing(2)));
        for (int x : new int[] {0, nx - 1}) {
            for (int y : new int[] {0, ny - 1}) {
                for (int z : new int[] {0, nz - 1}) {
                    if (affine.distance(other.affine, x, y, z) > limit) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
