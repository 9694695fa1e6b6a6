package dev.pcrl.volume;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

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
     * The voxel nearest to a place. A place belongs to the grid up to a whole voxel from the outermost centres, half a
     * voxel beyond the border: lists of places are rounded otherwise than affines, and one on the border may come to
     * lie beyond it.
     *
     * @param left millimetres to the patient's left
     * @param posterior millimetres to posterior
     * @param superior millimetres to superior
     * @return along x, y, z, in the grid; nothing if the place is more than a voxel from the outermost centres, or NaN
     */
    public Optional<int[]> voxelAt(double left, double posterior, double superior) {
        double[] indices = affine.toIndices(-left, -posterior, superior);
        int[] voxel = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            if (!(indices[axis] >= -1 && indices[axis] <= size(axis))) { // NaN is nowhere
                return Optional.empty();
            }
            voxel[axis] = Math.min(size(axis) - 1, Math.max(0, (int) Math.round(indices[axis])));
        }
        return Optional.of(voxel);
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
