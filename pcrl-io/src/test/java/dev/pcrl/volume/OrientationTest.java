package dev.pcrl.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.random.RandomStream;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OrientationTest {
    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void should_keep_every_voxel_in_its_place(long seed) {
        RandomGenerator random = RandomStream.of(seed).generator();
        int nx = random.nextInt(1, 6);
        int ny = random.nextInt(1, 6);
        int nz = random.nextInt(1, 6);
        int channels = random.nextInt(1, 3);
        Affine affine = turned(angle(random), angle(random), seed % 8);
        Volume before = numbered(new Geometry(nx, ny, nz, affine), channels);

        Volume after = axial(before);

        assertThat(after.channels()).isEqualTo(channels);
        assertThat(after.modality()).isEqualTo(Modality.MR);
        assertThat(after.geometry().voxels()).isEqualTo(before.geometry().voxels());
        Geometry grid = after.geometry();
        boolean[] seen = new boolean[nx * ny * nz * channels];
        for (int channel = 0; channel < channels; channel++) {
            for (int z = 0; z < grid.nz(); z++) {
                for (int y = 0; y < grid.ny(); y++) {
                    for (int x = 0; x < grid.nx(); x++) {
                        int number = (int) after.at(x, y, z, channel);
                        assertThat(seen[number]).isFalse();
                        seen[number] = true;
                        int position = number % (nx * ny * nz);
                        assertThat(number / (nx * ny * nz)).isEqualTo(channel);
                        assertThat(place(grid.affine(), x, y, z))
                                .containsExactly(
                                        place(affine, position % nx, position / nx % ny, position / (nx * ny)),
                                        within(1e-9));
                    }
                }
            }
        }
        assertLps(grid.affine());
        assertThat(axial(after).geometry()).isEqualTo(grid);
        assertThat(axial(after).voxels()).isEqualTo(after.voxels());
    }

    /** Any angle; often none, an eighth or a quarter of a turn, where axes tie or come to lie on the grid's. */
    private static double angle(RandomGenerator random) {
        return random.nextInt(4) == 0 ? Math.PI / 4 * random.nextInt(-4, 5) : random.nextDouble(-3.14, 3.14);
    }

    /** In the order found, no exchange of two axes lies closer, and every axis runs in its LPS direction. */
    private static void assertLps(Affine affine) {
        double kept = cosine(affine, 0, 0) + cosine(affine, 1, 1) + cosine(affine, 2, 2);
        assertThat(kept + 1e-5)
                .isGreaterThanOrEqualTo(cosine(affine, 0, 1) + cosine(affine, 1, 0) + cosine(affine, 2, 2))
                .isGreaterThanOrEqualTo(cosine(affine, 0, 2) + cosine(affine, 2, 0) + cosine(affine, 1, 1))
                .isGreaterThanOrEqualTo(cosine(affine, 1, 2) + cosine(affine, 2, 1) + cosine(affine, 0, 0))
                .isGreaterThanOrEqualTo(cosine(affine, 0, 1) + cosine(affine, 1, 2) + cosine(affine, 2, 0))
                .isGreaterThanOrEqualTo(cosine(affine, 0, 2) + cosine(affine, 1, 0) + cosine(affine, 2, 1));
        assertThat(affine.at(0, 0)).isLessThanOrEqualTo(0);
        assertThat(affine.at(1, 1)).isLessThanOrEqualTo(0);
        assertThat(affine.at(2, 2)).isGreaterThanOrEqualTo(0);
    }

    @Test
    void should_leave_an_axial_volume_as_it_is() {
        Volume axial = numbered(new Geometry(3, 2, 2, Affine.axial(1, 2, 3)), 1);

        assertThat(axial(axial).geometry()).isEqualTo(axial.geometry());
        assertThat(axial(axial).voxels()).isEqualTo(axial.voxels());
    }

    @ParameterizedTest
    @CsvSource({
        // RAS: x and y turn round
        "'2,0,0,10, 0,3,0,20, 0,0,4,30', '-2,0,0,14, 0,-3,0,23, 0,0,4,30', '5 4 3 2 1 0 11 10 9 8 7 6', 3, 2, 2",
        // sagittal: x runs to P, y to S, z to L
        "'0,0,-2,0, -3,0,0,0, 0,4,0,0', '-2,0,0,0, 0,-3,0,0, 0,0,4,0', '0 6 1 7 2 8 3 9 4 10 5 11', 2, 3, 2"
    })
    void should_permute_and_flip(String from, String to, String numbers, int nx, int ny, int nz) {
        Volume before = numbered(new Geometry(3, 2, 2, affine(from)), 1);

        Volume after = axial(before);

        assertThat(after.geometry()).isEqualTo(new Geometry(nx, ny, nz, affine(to)));
        float[] voxels = new float[12];
        after.voxels().get(voxels);
        for (int i = 0; i < 12; i++) {
            assertThat(voxels[i]).isEqualTo(Float.parseFloat(numbers.split(" ", -1)[i]));
        }
    }

    private static Volume axial(Volume volume) {
        float[] voxels = new float[volume.voxels().remaining()];
        volume.voxels().get(voxels);
        return VoxelOrder.AXIAL.volume(
                volume.geometry(), volume.channels(), volume.modality(), volume.storedType(), voxels);
    }

    private static Volume numbered(Geometry geometry, int channels) {
        float[] voxels = new float[(int) geometry.voxels() * channels];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = i;
        }
        return new Volume(geometry, channels, Modality.MR, voxels);
    }

    private static Affine affine(String rows) {
        return Affine.ofRows(java.util.Arrays.stream(rows.split(",", -1))
                .mapToDouble(number -> Double.parseDouble(number) + 0.0)
                .toArray());
    }

    /** Turned about z, then about x, with voxels of 1, 2 and 3 mm and some axes mirrored. */
    private static Affine turned(double yaw, double pitch, long mirrors) {
        double[] sizes = {(mirrors & 1) == 0 ? 1 : -1, (mirrors & 2) == 0 ? 2 : -2, (mirrors & 4) == 0 ? 3 : -3};
        double[][] rotation = {
            {Math.cos(yaw), -Math.sin(yaw), 0},
            {Math.cos(pitch) * Math.sin(yaw), Math.cos(pitch) * Math.cos(yaw), -Math.sin(pitch)},
            {Math.sin(pitch) * Math.sin(yaw), Math.sin(pitch) * Math.cos(yaw), Math.cos(pitch)}
        };
        double[] rows = new double[12];
        for (int row = 0; row < 3; row++) {
            for (int axis = 0; axis < 3; axis++) {
                rows[4 * row + axis] = rotation[row][axis] * sizes[axis];
            }
            rows[4 * row + 3] = 10 * row - 7;
        }
        return Affine.ofRows(rows);
    }

    private static double[] place(Affine affine, int x, int y, int z) {
        double[] place = new double[3];
        for (int row = 0; row < 3; row++) {
            place[row] = affine.at(row, 0) * x + affine.at(row, 1) * y + affine.at(row, 2) * z + affine.at(row, 3);
        }
        return place;
    }

    private static double cosine(Affine affine, int row, int axis) {
        return Math.abs(affine.at(row, axis)) / affine.spacing(axis);
    }
}
