package dev.pcrl.read;

import static dev.pcrl.read.TestFiles.assertRefused;
import static dev.pcrl.read.TestFiles.gzip;
import static dev.pcrl.read.TestFiles.join;
import static dev.pcrl.read.TestFiles.write;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.read.NiftiBytes.Field;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NiftiRefusalTest {
    @TempDir
    Path directory;

    @Nested
    class Fields {
        @ParameterizedTest
        @CsvSource({
            "DIM, '0', dim[0], 0 dimensions",
            "DIM, '8', dim[0], 8 dimensions",
            "DIM, '-3', dim[0], -3 dimensions",
            "DIM, '3,0,2,1', dim[1], size 0",
            "DIM, '3,3,-2,1', dim[2], size -2",
            "DIM, '4,3,2,1,0', dim[4], size 0",
            "DIM, '5,3,1,1,2,2', dim[5], only one of dim[4] and dim[5]",
            "DIM, '6,3,1,1,1,1,2', dim[6], size 2",
            "DIM, '3,32767,32767,3', dim, more voxels than a volume can have",
            "DATATYPE, 0, datatype, unknown voxel type code 0",
            "DATATYPE, 77, datatype, unknown voxel type code 77",
            "DATATYPE, 1, datatype, single bits (code 1)",
            "DATATYPE, 32, datatype, complex64 (code 32)",
            "DATATYPE, 128, datatype, RGB24 (code 128)",
            "DATATYPE, 1536, datatype, float128 (code 1536)",
            "DATATYPE, 1792, datatype, complex128 (code 1792)",
            "DATATYPE, 2048, datatype, complex256 (code 2048)",
            "DATATYPE, 2304, datatype, RGBA32 (code 2304)",
            "PIXDIM, '1,0,1,1', pixdim[1], voxel size 0.0",
            "PIXDIM, '1,1,-2,1', pixdim[2], voxel size -2.0",
            "PIXDIM, '1,1,1,NaN', pixdim[3], voxel size NaN",
            "PIXDIM, '1,Infinity,1,1', pixdim[1], voxel size Infinity",
            "XYZT_UNITS, 5, xyzt_units, unknown unit of length 5",
            "VOX_OFFSET, 0, vox_offset, a whole number of at least",
            "VOX_OFFSET, -8, vox_offset, a whole number of at least"
        })
        void should_be_refused_by_name(Field field, String values, String place, String reason) {
            for (int version = 1; version <= 2; version++) {
                NiftiBytes nifti = new NiftiBytes(version, BIG_ENDIAN).set(field, numbers(values));

                assertRefused(write(directory, "a.nii", nifti.file()), "header field " + place, reason);
                assertRefused(write(directory, "a.nii.gz", gzip(nifti.file())), "header field " + place, reason);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"352.5", "NaN", "Infinity"})
        void should_refuse_an_offset_that_is_no_whole_number(String offset) {
            NiftiBytes nifti = NiftiBytes.little().set(Field.VOX_OFFSET, Double.parseDouble(offset));

            assertRefused(write(directory, "a.nii", nifti.file()), "header field vox_offset", offset);
        }

        @Test
        void should_refuse_a_slope_without_an_intercept() {
            NiftiBytes nifti = NiftiBytes.little().set(Field.SCL_SLOPE, 2).set(Field.SCL_INTER, Double.NaN);

            assertRefused(
                    write(directory, "a.nii", nifti.file()), "header field scl_inter", "NaN beside a slope of 2.0");
        }

        @ParameterizedTest
        @CsvSource({
            "'0,0,0,0, 0,0,0,0, 0,0,0,0', spacing along axis 0 is not positive",
            "'1,1,0,0, 2,2,0,0, 0,0,1,0', lie in one plane",
            "'NaN,0,0,0, 0,1,0,0, 0,0,1,0', 12 finite numbers",
            "'1,0,0,Infinity, 0,1,0,0, 0,0,1,0', 12 finite numbers"
        })
        void should_refuse_an_affine_that_is_none(String rows, String reason) {
            for (int version = 1; version <= 2; version++) {
                NiftiBytes nifti = new NiftiBytes(version, LITTLE_ENDIAN)
                        .set(Field.SFORM_CODE, 1)
                        .set(Field.SROW, numbers(rows));

                assertRefused(write(directory, "a.nii", nifti.file()), "header field srow_x, srow_y, srow_z", reason);
            }
        }

        @Test
        void should_refuse_an_affine_that_overflows() {
            NiftiBytes nifti = new NiftiBytes(2, LITTLE_ENDIAN)
                    .set(Field.SFORM_CODE, 1)
                    .set(Field.SROW, 1e300, 1e300, 0, 0, 1e300, -1e300, 0, 0, 0, 0, 1, 0);

            assertRefused(
                    write(directory, "a.nii", nifti.file()),
                    "header field srow_x, srow_y, srow_z",
                    "axis 0 is infinite");
        }

        @ParameterizedTest
        @CsvSource({"'1,1,1', add up to 3.0", "'NaN,0,0', add up to NaN"})
        void should_refuse_a_quaternion_that_is_no_rotation(String quaternion, String reason) {
            NiftiBytes nifti = NiftiBytes.little().set(Field.QFORM_CODE, 1).set(Field.QUATERN, numbers(quaternion));

            assertRefused(write(directory, "a.nii", nifti.file()), "header field quatern_b", reason);
        }

        private static double[] numbers(String list) {
            return Arrays.stream(list.split(",", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    @Nested
    class Files {
        @Test
        void should_refuse_an_empty_file() {
            assertRefused(write(directory, "a.nii"), "byte 0", "the file is empty");
            assertRefused(write(directory, "a.nii.gz", gzip(new byte[0])), "byte 0", "the file is empty");
        }

        @Test
        void should_refuse_what_is_not_nifti() {
            byte[] text = "not an image at all".repeat(100).getBytes(StandardCharsets.UTF_8);

            assertRefused(write(directory, "a.nii", text), "header field sizeof_hdr", "not NIfTI");
            assertRefused(write(directory, "a.hdr.gz", gzip(text)), "header field sizeof_hdr", "not NIfTI");
        }

        @Test
        void should_refuse_analyze() {
            byte[] file = NiftiBytes.little().magic("\0\0\0").file();

            assertRefused(write(directory, "a.hdr", file), "header field magic", "Analyze");
        }

        @Test
        void should_tell_a_file_that_was_copied_as_text() {
            byte[] file = new NiftiBytes(2, LITTLE_ENDIAN).file();
            file[8] = '\n';

            assertRefused(write(directory, "a.nii", file), "header field magic", "copied as text");
        }

        @Test
        void should_name_the_missing_file_of_voxels() {
            byte[] header = NiftiBytes.little().magic("ni1").header();

            assertRefused(write(directory, "a.hdr", header), "header field magic", "is missing: a.img or a.img.gz");
            assertRefused(write(directory, "a.nii", header), "header field magic", "only a header with a name in .hdr");
        }

        @Test
        void should_name_the_file_of_voxels_that_is_too_short() {
            var header = write(
                    directory,
                    "a.hdr",
                    NiftiBytes.little().magic("ni1").set(Field.VOX_OFFSET, 0).header());
            var data = write(directory, "a.img", new byte[11]);

            assertRefused(header, data, "byte 11", "cannot hold the 12 bytes of voxels");
        }

        @Test
        void should_leave_a_missing_file_to_the_user() {
            assertThatThrownBy(() -> TestFiles.read(new org.apache.hadoop.fs.Path(directory + "/none.nii")))
                    .isInstanceOf(UsageException.class);
        }

        @Test
        void should_refuse_a_promise_of_more_voxels_than_a_plain_file_has() {
            // two billion bytes of voxels, for which no memory may be taken: the tests run with less
            NiftiBytes nifti =
                    NiftiBytes.little().set(Field.DIM, 3, 1000, 1000, 2000).set(Field.DATATYPE, 2);

            assertRefused(
                    write(directory, "a.nii", nifti.file(new byte[600])),
                    "byte 952",
                    "cannot hold the 2000000000 bytes of voxels from byte 352 on");
        }

        @Test
        void should_refuse_a_promise_that_no_gzip_file_of_that_length_can_keep() {
            NiftiBytes nifti =
                    NiftiBytes.little().set(Field.DIM, 3, 1000, 1000, 2000).set(Field.DATATYPE, 2);
            byte[] packed = gzip(nifti.file(new byte[600]));

            assertRefused(
                    write(directory, "a.nii.gz", packed),
                    "byte " + packed.length,
                    "cannot hold the 2000000000 bytes of voxels from unpacked byte 352 on");
        }

        @Test
        void should_refuse_sizes_whose_product_overflows() {
            NiftiBytes nifti = new NiftiBytes(2, LITTLE_ENDIAN).set(Field.DIM, 3, 1L << 30, 1L << 30, 1L << 30);

            assertRefused(write(directory, "a.nii", nifti.file()), "header field dim", "more voxels");
            nifti.set(Field.DIM, 3, 1L << 62, 4, 1);
            assertRefused(write(directory, "a.nii", nifti.file()), "header field dim[1]", "size 4611686018427387904");
        }

        @Test
        void should_refuse_gzip_whose_checksum_is_wrong() {
            byte[] packed = gzip(NiftiBytes.little().file());
            packed[packed.length - 8] ^= 1; // the CRC

            assertRefused(write(directory, "a.nii.gz", packed), "unpacked byte 364", "damaged compressed data");
        }

        @Test
        void should_refuse_gzip_that_ends_early_by_its_place() {
            byte[] packed = gzip(NiftiBytes.little().file());

            assertRefused(
                    write(directory, "a.nii.gz", Arrays.copyOf(packed, packed.length - 1)),
                    "unpacked byte 364",
                    "end here too early");
            assertRefused(write(directory, "a.nii.gz", Arrays.copyOf(packed, 5)), "byte 0", "damaged gzip header");
        }
    }

    @Nested
    class Truncation {
        @ParameterizedTest
        @CsvSource({"1, true", "1, false", "2, true", "2, false"})
        void should_refuse_every_shorter_file(int version, boolean packed) {
            ByteOrder order = packed ? BIG_ENDIAN : LITTLE_ENDIAN;
            byte[] plain = new NiftiBytes(version, order).file();
            byte[] whole = packed ? gzip(plain) : plain;
            TestFiles.read(write(directory, "whole.nii.gz", whole));

            for (int length = 0; length < whole.length; length++) {
                var file = write(directory, "a.nii.gz", Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> TestFiles.read(file))
                        .as("the first %d of %d bytes", length, whole.length)
                        .isInstanceOf(BadDataException.class);
            }
        }

        @Test
        void should_refuse_every_shorter_gzip_of_two_members() {
            byte[] plain = NiftiBytes.little().file();
            byte[] whole = join(gzip(Arrays.copyOf(plain, 353)), gzip(Arrays.copyOfRange(plain, 353, plain.length)));
            TestFiles.read(write(directory, "whole.nii.gz", whole));

            for (int length = 0; length < whole.length; length++) {
                var file = write(directory, "a.nii.gz", Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> TestFiles.read(file))
                        .as("the first %d of %d bytes", length, whole.length)
                        .isInstanceOf(BadDataException.class);
            }
        }

        @Test
        void should_never_end_otherwise_whatever_byte_of_gzip_is_damaged() {
            byte[] whole = gzip(NiftiBytes.little().file());

            for (int at = 10; at < whole.length; at++) { // the ten bytes before hold a date and other idle things
                byte[] damaged = whole.clone();
                damaged[at] ^= 0x55;
                var file = write(directory, "a.nii.gz", damaged);
                assertThatThrownBy(() -> TestFiles.read(file))
                        .as("byte %d changed", at)
                        .isInstanceOf(BadDataException.class);
            }
        }
    }
}
