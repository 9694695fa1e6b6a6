package dev.pcrl.read;

import static dev.pcrl.read.TestFiles.gzip;
import static dev.pcrl.read.TestFiles.join;
import static dev.pcrl.read.TestFiles.read;
import static dev.pcrl.read.TestFiles.voxels;
import static dev.pcrl.read.TestFiles.write;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.read.NiftiBytes.Field;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NiftiReaderTest {
    @TempDir
    Path directory;

    @Nested
    class Voxels {
        static Stream<Arguments> should_read_every_type_in_both_byte_orders() {
            return Arrays.stream(StoredVoxels.values())
                    .flatMap(type -> Stream.of(LITTLE_ENDIAN, BIG_ENDIAN)
                            .flatMap(order -> Stream.of(1, 2).map(version -> Arguments.of(type, order, version))));
        }

        @ParameterizedTest
        @MethodSource
        void should_read_every_type_in_both_byte_orders(StoredVoxels type, ByteOrder order, int version) {
            NiftiBytes nifti = new NiftiBytes(version, order).set(Field.DATATYPE, type.niftiCode);

            Volume volume = read(write(directory, "a.nii", nifti.file(type.bytes(order))));

            assertThat(voxels(volume)).isEqualTo(type.numbers());
            assertThat(volume.storedType()).isEqualTo(type.name().toLowerCase(Locale.ROOT));
            assertThat(volume.modality()).isEqualTo(Modality.UNKNOWN);
        }

        @ParameterizedTest
        @CsvSource({
            "2, 10, '12,14,16,18,20,22'",
            "-0.5, 0, '-0.5,-1,-1.5,-2,-2.5,-3'",
            "1, 3, '4,5,6,7,8,9'",
            "0, 10, '1,2,3,4,5,6'",
            "NaN, 10, '1,2,3,4,5,6'",
            "Infinity, 10, '1,2,3,4,5,6'",
            "0, NaN, '1,2,3,4,5,6'"
        })
        void should_apply_slope_and_intercept_unless_the_slope_means_none(
                double slope, double intercept, String expected) {
            for (int version = 1; version <= 2; version++) {
                NiftiBytes nifti = new NiftiBytes(version, BIG_ENDIAN)
                        .set(Field.SCL_SLOPE, slope)
                        .set(Field.SCL_INTER, intercept);

                Volume volume = read(write(directory, "a.nii", nifti.file()));

                assertThat(voxels(volume)).isEqualTo(floats(expected));
            }
        }

        @Test
        void should_scale_before_rounding_to_single_precision() {
            // 16777217 is no float; 16777217 - 16777216 = 1 is
            byte[] stored = ByteBuffer.allocate(4).putInt(16777217).array();
            NiftiBytes nifti = new NiftiBytes(2, BIG_ENDIAN)
                    .set(Field.DIM, 1, 1)
                    .set(Field.DATATYPE, 8)
                    .set(Field.SCL_SLOPE, 1)
                    .set(Field.SCL_INTER, -16777216);

            assertThat(voxels(read(write(directory, "a.nii", nifti.file(stored)))))
                    .containsExactly(1);
        }

        @ParameterizedTest
        @CsvSource({
            "'3,3,2,1',       3, 2, 1, 1",
            "'2,3,2',         3, 2, 1, 1",
            "'1,6',           6, 1, 1, 1",
            "'4,3,1,1,2',     3, 1, 1, 2",
            "'4,1,2,3,1',     1, 2, 3, 1",
            "'5,1,1,2,1,3',   1, 1, 2, 3",
            "'7,1,1,2,1,3,1,1', 1, 1, 2, 3",
            "'3,3,2,1,9,9',   3, 2, 1, 1"
        })
        void should_make_channels_of_the_dimensions_beyond_space(
                String dimensions, int nx, int ny, int nz, int channels) {
            double[] dim = Arrays.stream(dimensions.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();

            Volume volume = read(write(
                    directory, "a.nii", NiftiBytes.little().set(Field.DIM, dim).file()));

            assertThat(volume.geometry().nx()).isEqualTo(nx);
            assertThat(volume.geometry().ny()).isEqualTo(ny);
            assertThat(volume.geometry().nz()).isEqualTo(nz);
            assertThat(volume.channels()).isEqualTo(channels);
            assertThat(voxels(volume)).containsExactly(1, 2, 3, 4, 5, 6);
        }

        @Test
        void should_read_more_voxels_than_fit_into_one_buffer() {
            int side = 29; // 24389 voxels, no multiple of the buffer
            ByteBuffer stored = ByteBuffer.allocate(side * side * side * 4);
            float[] expected = new float[side * side * side];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = i * 0.25f;
                stored.putFloat(expected[i]);
            }
            NiftiBytes nifti = new NiftiBytes(1, BIG_ENDIAN)
                    .set(Field.DIM, 3, side, side, side)
                    .set(Field.DATATYPE, 16);

            for (byte[] file : new byte[][] {nifti.file(stored.array()), gzip(nifti.file(stored.array()))}) {
                assertThat(voxels(read(write(directory, "a.nii", file)))).isEqualTo(expected);
            }
        }
    }

    @Nested
    class Containers {
        @ParameterizedTest
        @ValueSource(strings = {"a.nii.gz", "a.nii", "A.NII.GZ"})
        void should_unpack_gzip_whatever_the_name(String name) {
            assertOneToSix(write(directory, name, gzip(NiftiBytes.little().file())));
        }

        @Test
        void should_read_gzip_of_several_members() {
            byte[] file = NiftiBytes.little().file();

            assertOneToSix(write(
                    directory,
                    "a.nii.gz",
                    gzip(Arrays.copyOf(file, 100)),
                    gzip(Arrays.copyOfRange(file, 100, 357)),
                    gzip(Arrays.copyOfRange(file, 357, file.length))));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void should_pass_over_header_extensions(int version) {
            NiftiBytes nifti = new NiftiBytes(version, BIG_ENDIAN);
            byte[] extension = new byte[36];
            extension[0] = 1; // there is an extension
            int offset = nifti.header().length + extension.length;
            byte[] header = nifti.set(Field.VOX_OFFSET, offset).header();

            assertOneToSix(write(directory, "a.nii", header, extension, NiftiBytes.oneToSix(BIG_ENDIAN)));
            assertOneToSix(
                    write(directory, "a.nii.gz", gzip(join(header, extension, NiftiBytes.oneToSix(BIG_ENDIAN)))));
        }

        @ParameterizedTest
        @CsvSource({
            "a.hdr, a.img, false, false",
            "a.hdr.gz, a.img.gz, true, true",
            "a.hdr, a.img.gz, false, true",
            "a.hdr.gz, a.img, true, false",
            "A.HDR, A.IMG, false, false"
        })
        void should_read_pairs(String headerName, String dataName, boolean headerPacked, boolean dataPacked) {
            for (int version = 1; version <= 2; version++) {
                byte[] header = new NiftiBytes(version, LITTLE_ENDIAN)
                        .magic("ni" + version)
                        .set(Field.VOX_OFFSET, 16)
                        .header();
                byte[] data = join(new byte[16], NiftiBytes.oneToSix(LITTLE_ENDIAN));
                write(directory, dataName, dataPacked ? gzip(data) : data);

                assertOneToSix(write(directory, headerName, headerPacked ? gzip(header) : header));
            }
        }

        @Test
        void should_ignore_what_follows_the_voxels() {
            assertOneToSix(write(directory, "a.nii", NiftiBytes.little().file(), new byte[100]));
            assertOneToSix(
                    write(directory, "a.nii.gz", gzip(join(NiftiBytes.little().file(), new byte[100]))));
        }

        private void assertOneToSix(org.apache.hadoop.fs.Path file) {
            assertThat(voxels(read(file))).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'CT', CT",
        "'MR', MR",
        "'', UNKNOWN",
        "'ct', UNKNOWN",
        "'CT ', UNKNOWN",
        "'MRI', UNKNOWN",
        "'UNKNOWN', UNKNOWN",
        "'DOE^JANE', UNKNOWN"
    })
    void should_know_two_words_of_the_name_of_the_data(String name, Modality modality) {
        for (int version = 1; version <= 2; version++) {
            NiftiBytes nifti = new NiftiBytes(version, BIG_ENDIAN).intentName(name);

            assertThat(read(write(directory, "a.nii", nifti.file())).modality()).isEqualTo(modality);
        }
    }

    @Nested
    class Place {
        private static final double[] SHEARED = {-2, 0.5, 0, 10, 0, 3, 0.25, -20, 0, 0, 4, 30};

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void should_prefer_the_affine(int version) {
            NiftiBytes nifti = new NiftiBytes(version, BIG_ENDIAN)
                    .set(Field.SFORM_CODE, 2)
                    .set(Field.SROW, SHEARED)
                    .set(Field.QFORM_CODE, 1)
                    .set(Field.PIXDIM, 1, 9, 9, 9);

            assertThat(rows(nifti)).containsExactly(SHEARED);
        }

        /** As nibabel, whose affine is the same for all of these; without the affine they are refused. */
        @ParameterizedTest
        @CsvSource({"0, 0, 0", "NaN, 1, 1", "1, -1, 1", "1, 1, Infinity"})
        void should_not_look_at_voxel_sizes_beside_the_affine(double x, double y, double z) {
            for (int version = 1; version <= 2; version++) {
                NiftiBytes nifti = new NiftiBytes(version, LITTLE_ENDIAN)
                        .set(Field.SFORM_CODE, 1)
                        .set(Field.SROW, SHEARED)
                        .set(Field.PIXDIM, 1, x, y, z);

                assertThat(rows(nifti)).containsExactly(SHEARED);
            }
        }

        @ParameterizedTest
        @CsvSource({
            // a quarter turn about z: a = d = sqrt(1/2); x goes to +Y, y to -X
            "1, 0, 0, 0.70710678118654752, '0,-3,0,7, 2,0,0,8, 0,0,4,9'",
            // the same, z mirrored
            "-1, 0, 0, 0.70710678118654752, '0,-3,0,7, 2,0,0,8, 0,0,-4,9'",
            // half a turn about y: a = 0
            "1, 0, 1, 0, '-2,0,0,7, 0,3,0,8, 0,0,-4,9'",
            // no turn, and a pixdim[0] of 0 that means 1
            "0, 0, 0, 0, '2,0,0,7, 0,3,0,8, 0,0,4,9'"
        })
        void should_turn_by_the_quaternion_where_there_is_no_affine(
                double mirror, double b, double c, double d, String expected) {
            for (int version = 1; version <= 2; version++) {
                NiftiBytes nifti = new NiftiBytes(version, LITTLE_ENDIAN)
                        .set(Field.QFORM_CODE, 1)
                        .set(Field.PIXDIM, mirror, 2, 3, 4)
                        .set(Field.QUATERN, b, c, d)
                        .set(Field.QOFFSET, 7, 8, 9)
                        .set(Field.SROW, SHEARED);

                assertThat(rows(nifti)).containsExactly(doubles(expected), within(1e-6));
            }
        }

        @Test
        void should_centre_the_grid_and_mirror_x_where_there_are_voxel_sizes_only() {
            NiftiBytes nifti = NiftiBytes.little().set(Field.PIXDIM, 1, 2, 3, 4);

            // 3x2x1 voxels: as nibabel's get_base_affine
            assertThat(rows(nifti)).containsExactly(-2, 0, 0, 2, 0, 3, 0, -1.5, 0, 0, 4, 0);
        }

        @ParameterizedTest
        @CsvSource({"0, 1", "1, 1000", "2, 1", "3, 0.001", "10, 1", "9, 1000"})
        void should_turn_units_into_millimetres(int units, double millimetres) {
            NiftiBytes nifti = NiftiBytes.little()
                    .set(Field.SFORM_CODE, 1)
                    .set(Field.SROW, SHEARED)
                    .set(Field.XYZT_UNITS, units);

            double[] expected =
                    Arrays.stream(SHEARED).map(value -> value * millimetres).toArray();
            assertThat(rows(nifti)).containsExactly(expected, within(1e-9));
        }

        @Test
        void should_take_a_slice_that_does_not_say_how_thick_it_is() {
            NiftiBytes nifti = NiftiBytes.little().set(Field.DIM, 2, 3, 2).set(Field.PIXDIM, 1, 2, 3, 0);

            assertThat(rows(nifti)).containsExactly(-2, 0, 0, 2, 0, 3, 0, -1.5, 0, 0, 1, 0);
        }

        private double[] rows(NiftiBytes nifti) {
            return read(write(directory, "a.nii", nifti.file()))
                    .geometry()
                    .affine()
                    .toRows();
        }
    }

    private static float[] floats(String list) {
        double[] values = doubles(list);
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double[] doubles(String list) {
        return Arrays.stream(list.split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
