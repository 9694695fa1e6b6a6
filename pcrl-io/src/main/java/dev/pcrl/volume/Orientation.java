package dev.pcrl.volume;

/** Brings volumes into one voxel order without resampling: axes change places and directions, voxels keep theirs. */
public final class Orientation {
    /** Orders in which voxel axes can stand for the patient's; the first wins where two are equally close. */
    private static final int[][] ORDERS = {{0, 1, 2}, {1, 0, 2}, {0, 2, 1}, {2, 1, 0}, {1, 2, 0}, {2, 0, 1}};

    /** Directions of axial LPS along the axes of RAS+. */
    private static final int[] LPS = {-1, -1, 1};

    /** How much closer an order must be to win over an earlier one: more than rounding. */
    private static final double MARGIN = 1e-6;

    private Orientation() {}

    /**
     * The volume in the axis-aligned order closest to LPS: x grows to the patient's left, y to posterior, z to
     * superior, as axial CT is stored. An oblique volume stays as oblique as it is.
     *
     * @return a volume each of whose voxels is at the same place in the patient as before; {@code volume} itself if it
     *     has that order
     */
    public static Volume axial(Volume volume) {
        Geometry geometry = volume.geometry();
        Affine affine = geometry.affine();
        int[] order = closestOrder(affine);
        boolean[] flipped = new boolean[3];
        boolean same = true;
        for (int axis = 0; axis < 3; axis++) {
            flipped[axis] = affine.at(axis, order[axis]) * LPS[axis] < 0;
            same &= order[axis] == axis && !flipped[axis];
        }
        return same ? volume : reorder(volume, order, flipped);
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

    private static Volume reorder(Volume volume, int[] order, boolean[] flipped) {
        Geometry from = volume.geometry();
        int[] strides = {1, from.nx(), from.nx() * from.ny()};
        int[] sizes = new int[3];
        int[] steps = new int[3];
        int start = 0;
        for (int axis = 0; axis < 3; axis++) {
            sizes[axis] = from.size(order[axis]);
            int stride = strides[order[axis]];
            steps[axis] = flipped[axis] ? -stride : stride;
            start += flipped[axis] ? stride * (sizes[axis] - 1) : 0;
        }
        float[] voxels = new float[(int) (from.voxels() * volume.channels())];
        int to = 0;
        for (int channel = 0; channel < volume.channels(); channel++) {
            int channelStart = start + channel * (int) from.voxels();
            for (int z = 0; z < sizes[2]; z++) {
                for (int y = 0; y < sizes[1]; y++) {
                    int row = channelStart + y * steps[1] + z * steps[2];
                    for (int x = 0; x < sizes[0]; x++) {
                        voxels[to++] = volume.at(row + x * steps[0]);
                    }
                }
            }
        }
        Geometry geometry = new Geometry(sizes[0], sizes[1], sizes[2], reorder(from, order, flipped));
        return new Volume(geometry, volume.channels(), volume.modality(), volume.storedType(), voxels);
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
