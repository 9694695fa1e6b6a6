package dev.pcrl.read;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;

/**
 * Where a NIfTI header says that the voxels stand. The rules are those of nibabel: the affine (sform) if it has a code,
 * else the quaternion (qform) if it has one, else the voxel sizes alone, with x from left to right reversed and the
 * middle of the grid at the origin.
 *
 * <p>Voxel sizes (pixdim) count only without the affine, which holds them itself: beside it they may be anything, 0 and
 * NaN too. nibabel 5.4.2 takes the affine then as well; SimpleITK 2.5.7 takes the spacing from pixdim, with 1 for 0,
 * NaN and infinity, and warns.
 */
final class NiftiGeometry {
    /** How far above 1 the squares of a quaternion in single precision may add up. */
    private static final double QUATERNION_TOLERANCE = 1e-4;

    private final NiftiHeader header;
    private final int[] sizes;

    private NiftiGeometry(NiftiHeader header, int... sizes) {
        this.header = header;
        this.sizes = sizes;
    }

    /** The grid of a header whose sizes were checked. */
    static Geometry of(NiftiHeader header, int nx, int ny, int nz) {
        return new Geometry(nx, ny, nz, new NiftiGeometry(header, nx, ny, nz).affine());
    }

    private Affine affine() {
        if (header.affineCode() > 0) {
            double[] rows = new double[12];
            for (int i = 0; i < 12; i++) {
                rows[i] = header.affineElement(i);
            }
            return inMillimetres("srow_x, srow_y, srow_z", rows);
        }
        if (header.quaternionCode() > 0) {
            return inMillimetres("quatern_b, pixdim, qoffset_x", rowsOfQuaternion());
        }
        return inMillimetres("pixdim", rowsOfVoxelSizes());
    }

    private double[] rowsOfVoxelSizes() {
        double[] rows = new double[12];
        for (int axis = 0; axis < 3; axis++) {
            double step = axis == 0 ? -voxelSize(axis) : voxelSize(axis);
            rows[4 * axis + axis] = step;
            rows[4 * axis + 3] = -step * (sizes[axis] - 1) / 2;
        }
        return rows;
    }

    /** R diag(pixdim) with the rotation R of the quaternion (a, b, c, d); a negative pixdim[0] mirrors z. */
    private double[] rowsOfQuaternion() {
        double b = header.quaternion(0);
        double c = header.quaternion(1);
        double d = header.quaternion(2);
        double squares = b * b + c * c + d * d;
        if (!(squares <= 1 + QUATERNION_TOLERANCE)) {
            throw header.fail("quatern_b", "the squares of b, c and d add up to " + squares + "; at most 1");
        }
        double a = Math.sqrt(Math.max(0, 1 - squares));
        double norm = Math.max(1, Math.sqrt(squares)); // rounding may have left a little more than a rotation
        b /= norm;
        c /= norm;
        d /= norm;
        double x = voxelSize(0);
        double y = voxelSize(1);
        double z = header.voxelSize(0) < 0 ? -voxelSize(2) : voxelSize(2);
        return new double[] {
            (a * a + b * b - c * c - d * d) * x,
            2 * (b * c - a * d) * y,
            2 * (b * d + a * c) * z,
            header.quaternionOffset(0),
            2 * (b * c + a * d) * x,
            (a * a + c * c - b * b - d * d) * y,
            2 * (c * d - a * b) * z,
            header.quaternionOffset(1),
            2 * (b * d - a * c) * x,
            2 * (c * d + a * b) * y,
            (a * a + d * d - b * b - c * c) * z,
            header.quaternionOffset(2)
        };
    }

    private double voxelSize(int axis) {
        double size = header.voxelSize(axis + 1);
        if (size > 0 && Double.isFinite(size)) {
            return size;
        }
        if (axis >= header.dimension(0)) {
            return 1; // a slice need not say how thick it is
        }
        throw header.fail("pixdim[" + (axis + 1) + "]", "voxel size " + size + "; a positive number is needed");
    }

    private Affine inMillimetres(String fields, double[] rows) {
        double millimetres = switch (header.lengthUnit()) {
            case 0, 2 -> 1; // nearly all files that leave the unit out mean millimetres
            case 1 -> 1e3;
            case 3 -> 1e-3;
            default -> throw header.fail("xyzt_units", "unknown unit of length " + header.lengthUnit());
        };
        for (int i = 0; i < rows.length; i++) {
            rows[i] *= millimetres;
        }
        return Checks.affine(rows, reason -> header.fail(fields, reason));
    }
}
