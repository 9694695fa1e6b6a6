package dev.pcrl.metric;

import dev.pcrl.volume.Box;
import dev.pcrl.volume.Geometry;

/**
 * The surface of a mask: its voxels that have one of their 6 neighbours outside of it, so that the surface lies inside
 * of the mask. What lies beyond the image is outside. An axis with a single voxel has no neighbours (or else all of a
 * 2D mask would be surface); in 2D this is the contour with 4 neighbours.
 */
final class Surface {
    private final Box box;
    private final double[] spacing; // mm, along x, y, z
    private final boolean[] voxels; // of the box, x fastest, then y, z
    private final int count;

    private Surface(Box box, double[] spacing, boolean[] voxels, int count) {
        this.box = box;
        this.spacing = spacing;
        this.voxels = voxels;
        this.count = count;
    }

    /** @param box holds all of the mask */
    static Surface of(Mask mask, Box box) {
        boolean[] voxels = new boolean[Math.toIntExact(box.volume())];
        int count = 0;
        int i = 0;
        for (int z = box.z(); z < box.z() + box.depth(); z++) {
            for (int y = box.y(); y < box.y() + box.height(); y++) {
                for (int x = box.x(); x < box.x() + box.width(); x++, i++) {
                    voxels[i] = mask.at(x, y, z) && !isInner(mask, x, y, z);
                    count += voxels[i] ? 1 : 0;
                }
            }
        }
        Geometry grid = mask.geometry();
        double[] spacing = {
            grid.affine().spacing(0), grid.affine().spacing(1), grid.affine().spacing(2)
        };
        return new Surface(box, spacing, voxels, count);
    }

    private static boolean isInner(Mask mask, int x, int y, int z) {
        Geometry grid = mask.geometry();
        return grid.voxels() > 1
                && (grid.nx() == 1 || (mask.at(x - 1, y, z) && mask.at(x + 1, y, z)))
                && (grid.ny() == 1 || (mask.at(x, y - 1, z) && mask.at(x, y + 1, z)))
                && (grid.nz() == 1 || (mask.at(x, y, z - 1) && mask.at(x, y, z + 1)));
    }

    /** Millimetres from each voxel of this surface to the nearest one of another in the same box. */
    double[] distancesTo(Surface other) {
        double[] squares =
                DistanceTransform.squared(other.voxels, new int[] {box.width(), box.height(), box.depth()}, spacing);
        double[] distances = new double[count];
        int found = 0;
        for (int i = 0; i < voxels.length; i++) {
            if (voxels[i]) {
                distances[found++] = Math.sqrt(squares[i]);
            }
        }
        return distances;
    }
}
