package dev.pcrl.read;

import static dev.pcrl.read.TestFiles.STORE;
import static dev.pcrl.read.TestFiles.gzip;
import static dev.pcrl.read.TestFiles.read;
import static dev.pcrl.read.TestFiles.voxels;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.failure.UsageException;
import dev.pcrl.read.NiftiBytes.Field;
import dev.pcrl.store.ByteSource;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriterTest {
    private static final Affine AFFINE = Affine.ofRows(-0.7, 0.1, 0, 12.25, 0.1, 0.8, 0.5, -33.5, 0, -0.5, 2.5, 7);

    @TempDir
    Path directory;

    private static Volume volume(int channels, float step) {
        float[] voxels = new float[41 * 23 * 17 * channels];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = (i - 5000) * step;
        }
        return new Volume(new Geometry(41, 23, 17, AFFINE), channels, Modality.CT, voxels);
    }

    private static Volume line(float... voxels) {
        return new Volume(new Geometry(voxels.length, 1, 1, AFFINE), 1, Modality.CT, voxels);
    }

    @Nested
    class Nifti {
        @ParameterizedTest
        @CsvSource({"a.nii, 1, 1", "a.nii.gz, 1, 1", "a.nii, 2, 0.1", "a.nii.gz, 3, 0.1", "A.NII.GZ, 1, 100"})
        void should_be_read_back(String name, int channels, float step) {
            Volume volume = volume(channels, step);
            var file = new org.apache.hadoop.fs.Path(directory + "/" + name);

            NiftiWriter.write(volume, STORE, file);

            Volume copy = read(file);
            assertThat(voxels(copy)).isEqualTo(voxels(volume));
            assertThat(copy.channels()).isEqualTo(channels);
            assertThat(copy.geometry().affine().toRows()).containsExactly(AFFINE.toRows(), within(1e-6));
        }

        @ParameterizedTest
        @CsvSource({"-32768, 32767, 4", "-32769, 0, 16", "0, 32768, 16", "0, 0.5, 16", "0, NaN, 16", "0, Infinity, 16"})
        void should_take_16_bits_only_where_they_hold_every_voxel(float first, float second, int code)
                throws IOException {
            byte[] file = bytes(line(first, second));

            assertThat(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getShort(70))
                    .isEqualTo((short) code);
            assertThat(file).hasSize(352 + 2 * (code == 4 ? 2 : 4));
        }

        @ParameterizedTest
        @EnumSource
        void should_keep_the_modality(Modality modality) throws IOException {
            Volume volume = new Volume(new Geometry(2, 1, 1, AFFINE), 1, modality, new float[2]);

            byte[] file = bytes(volume);

            String name = modality == Modality.UNKNOWN ? "" : modality.name();
            assertThat(Arrays.copyOfRange(file, 328, 344)).isEqualTo(Arrays.copyOf(name.getBytes(US_ASCII), 16));
            assertThat(read(TestFiles.write(directory, "a.nii", file)).modality())
                    .isEqualTo(modality);
        }

        /** Programs read headers without codes, and those whose quaternion is another affine, in different ways. */
        @ParameterizedTest
        @CsvSource({"1, 0, 0", "1, 2, 0", "2, 1, 4", "2, 0, 0"})
        void should_repeat_what_another_header_says_of_its_place(int version, int quaternion, int affine) {
            NiftiBytes other = new NiftiBytes(version, version == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                    .set(Field.PIXDIM, -1, 0.5, 2, 3)
                    .set(Field.XYZT_UNITS, 1)
                    .set(Field.QFORM_CODE, quaternion)
                    .set(Field.SFORM_CODE, affine)
                    .set(Field.QUATERN, 0, 0, 1)
                    .set(Field.QOFFSET, 7, 8, 9)
                    .set(Field.SROW, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 12);
            var image = TestFiles.write(directory, "image", gzip(other.file()));
            var file = new org.apache.hadoop.fs.Path(directory + "/told.nii");

            NiftiWriter.write(read(image), NiftiPlacement.ofFile(STORE, image).orElseThrow(), STORE, file);

            NiftiHeader header;
            try (ByteSource source = ByteSource.open(STORE, file)) {
                header = NiftiHeader.read("told.nii", source);
            }
            assertThat(read(file).geometry()).isEqualTo(read(image).geometry());
            assertThat(header.quaternionCode()).isEqualTo(quaternion);
            assertThat(header.affineCode()).isEqualTo(affine);
            assertThat(header.lengthUnit()).isEqualTo(1);
            assertThat(header.voxelSize(0)).isEqualTo(-1);
            assertThat(header.voxelSize(3)).isEqualTo(3);
            assertThat(header.quaternion(2)).isEqualTo(1);
            assertThat(header.quaternionOffset(2)).isEqualTo(9);
            assertThat(header.affineElement(11)).isEqualTo(12);
        }

        @Test
        void should_give_a_thickness_to_an_image_of_two_dimensions_without() {
            byte[] other = NiftiBytes.little()
                    .set(Field.DIM, 2, 3, 2)
                    .set(Field.PIXDIM, 1, 0.5, 2, 0)
                    .file();
            var image = TestFiles.write(directory, "image", other);
            var file = new org.apache.hadoop.fs.Path(directory + "/told.nii");

            NiftiWriter.write(read(image), NiftiPlacement.ofFile(STORE, image).orElseThrow(), STORE, file);

            assertThat(read(file).geometry()).isEqualTo(read(image).geometry());
        }

        @Test
        void should_leave_fields_of_free_text_empty() throws IOException {
            byte[] file = bytes(line(1, 2));

            for (int[] field : new int[][] {{4, 38}, {148, 252}, {330, 344}}) {
                for (int at = field[0]; at < field[1]; at++) {
                    assertThat(file[at]).as("byte %d", at).isZero();
                }
            }
        }

        @Test
        void should_leave_the_stream_open_and_write_equal_bytes_for_equal_volumes() throws IOException {
            ByteArrayOutputStream twice = new ByteArrayOutputStream();
            NiftiWriter.write(volume(1, 1), twice, true);
            int length = twice.size();
            NiftiWriter.write(volume(1, 1), twice, true);

            byte[] both = twice.toByteArray();
            assertThat(ByteBuffer.wrap(both, 0, length)).isEqualTo(ByteBuffer.wrap(both, length, length));
        }

        @Test
        void should_refuse_what_the_format_cannot_hold() {
            Volume tooLong = new Volume(new Geometry(32768, 1, 1, AFFINE), 1, Modality.MR, new float[32768]);

            assertThatThrownBy(() -> bytes(tooLong))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("at most 32767 voxels along an axis, not 32768");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a.img", "a.nii.bz2", "nii"})
        void should_refuse_other_names(String name) {
            assertThatThrownBy(() ->
                            NiftiWriter.write(line(1), STORE, new org.apache.hadoop.fs.Path(directory + "/" + name)))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("are named .nii or .nii.gz");
        }

        private static byte[] bytes(Volume volume) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            NiftiWriter.write(volume, out, false);
            return out.toByteArray();
        }
    }

    @Nested
    class Npy {
        @ParameterizedTest
        @CsvSource({"'', '()', 1", "3, '(3,)', 3", "2x3, '(2, 3,)', 6"})
        void should_describe_the_shape_and_align_the_numbers(String shape, String tuple, int elements)
                throws IOException {
            int[] sizes = shape.isEmpty()
                    ? new int[0]
                    : java.util.Arrays.stream(shape.split("x", -1))
                            .mapToInt(Integer::parseInt)
                            .toArray();
            float[] values = new float[elements];
            values[elements - 1] = -1.5f;
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            NpyWriter.write(values, sizes, out);

            byte[] file = out.toByteArray();
            ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            int headerLength = bytes.getShort(8);
            assertThat(new String(file, 1, 5, US_ASCII)).isEqualTo("NUMPY");
            assertThat(file[0]).isEqualTo((byte) 0x93);
            assertThat(new byte[] {file[6], file[7]}).containsExactly(1, 0);
            assertThat((10 + headerLength) % 64).isZero();
            assertThat(new String(file, 10, headerLength, US_ASCII))
                    .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': " + tuple + ", }")
                    .endsWith("\n");
            assertThat(file).hasSize(10 + headerLength + 4 * elements);
            assertThat(bytes.getFloat(file.length - 4)).isEqualTo(-1.5f);
        }

        @ParameterizedTest
        @CsvSource({"1, '(41, 23, 17,)'", "2, '(41, 23, 17, 2,)'"})
        void should_write_volumes_with_x_first(int channels, String tuple) throws IOException {
            Volume volume = volume(channels, 0.5f);
            var path = new org.apache.hadoop.fs.Path(directory + "/a.npy");

            NpyWriter.write(volume, STORE, path);

            byte[] file = Files.readAllBytes(directory.resolve("a.npy"));
            assertThat(new String(file, 10, 118, US_ASCII)).contains("'fortran_order': True, 'shape': " + tuple);
            float[] written = new float[41 * 23 * 17 * channels];
            ByteBuffer.wrap(file, 128, file.length - 128)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(written);
            assertThat(written).isEqualTo(voxels(volume));
        }

        @Test
        void should_refuse_a_shape_of_another_size() {
            assertThatThrownBy(() -> NpyWriter.write(new float[5], new int[] {2, 3}, new ByteArrayOutputStream()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("5 values for shape [2, 3]");
        }
    }
}
