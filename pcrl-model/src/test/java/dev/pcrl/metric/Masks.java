package dev.pcrl.metric;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;

/** Short ways to draw masks. */
final class Masks {
    private Masks() {}

    /** Which voxels belong to a mask. */
    @FunctionalInterface
    interface Voxels {
        boolean contains(int x, int y, int z);
    }

    static Mask of(Geometry grid, Voxels voxels) {
        boolean[] values = new boolean[(int) grid.voxels()];
        int i = 0;
        for (int z = 0; z < grid.nz(); z++) {
            for (int y = 0; y < grid.ny(); y++) {
                for (int x = 0; x < grid.nx(); x++) {
                    values[i++] = voxels.contains(x, y, z);
                }
            }
        }
        return new Mask(grid, values);
    }

    /** One slice of 1 mm pixels; # belongs to it. */
    static Mask drawn(String... rows) {
        return of(
                new Geometry(rows[0].length(), rows.length, 1, Affine.axial(1, 1, 1)),
                (x, y, z) -> rows[y].charAt(x) == '#');
    }
}
