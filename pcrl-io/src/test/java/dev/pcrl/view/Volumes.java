package dev.pcrl.view;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;

/** Small volumes for tests. */
public final class Volumes {
    private Volumes() {}

    /** Value of a voxel. */
    @FunctionalInterface
    public interface Voxel {
        float at(int x, int y, int z);
    }

    public static Geometry grid(int nx, int ny, int nz) {
        return new Geometry(nx, ny, nz, Affine.axial(0.7, 0.7, 1.25));
    }

    public static Volume of(int nx, int ny, int nz, Modality modality, Voxel voxel) {
        float[] voxels = new float[nx * ny * nz];
        int i = 0;
        for (int z = 0; z < nz; z++) {
            for (int y = 0; y < ny; y++) {
                for (int x = 0; x < nx; x++) {
                    voxels[i++] = voxel.at(x, y, z);
                }
            }
        }
        return new Volume(grid(nx, ny, nz), 1, modality, voxels);
    }

    /** Tissue in a cylinder along z with air around, a little different at each voxel. */
    public static Volume cylinder(int nx, int ny, int nz) {
        return of(nx, ny, nz, Modality.CT, (x, y, z) -> {
            double dx = (x - nx / 2.0) / nx;
            double dy = (y - ny / 2.0) / ny;
            int texture = (x * 7 + y * 13 + z * 29) % 200;
            return dx * dx + dy * dy < 0.14 ? texture : -1000 + texture;
        });
    }

    /** A view whose values are some mixture of 0, 1/11, ..., 10/11. */
    static View view(int nx, int ny, int nz) {
        float[] values = new float[nx * ny * nz];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 7 % 11 / 11f;
        }
        return new View(new Size(nx, ny, nz), 1, values);
    }
}
