package dev.pcrl.read;

import static dev.pcrl.read.TestFiles.gzip;
import static dev.pcrl.read.TestFiles.join;
import static dev.pcrl.read.TestFiles.read;
import static dev.pcrl.read.TestFiles.voxels;
import static dev.pcrl.read.TestFiles.write;
import static dev.pcrl.read.TestFiles.zlib;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MetaImageReaderTest {
    private static final byte[] ONE_TO_SIX = NiftiBytes.oneToSix(LITTLE_ENDIAN);

    @TempDir
    Path directory;

    /** A header of 3x2x1 voxels of int16, with further lines; {@code data} is the last one's value. */
    static byte[] header(String lines, String data) {
        return ("ObjectType = Image\nNDims = 3\nDimSize = 3 2 1\nElementType = MET_SHORT\n" + lines
                        + "ElementDataFile = " + data + "\n")
                .getBytes(ISO_8859_1);
    }

    private Volume local(String lines, byte[] data) {
        return read(write(directory, "a.mha", header(lines, "LOCAL"), data));
    }

    @Nested
    class Voxels {
        static Stream<Arguments> should_read_every_type_in_both_byte_orders() {
            return Arrays.stream(StoredVoxels.values())
                    .flatMap(type -> Stream.of(LITTLE_ENDIAN, BIG_ENDIAN).map(order -> Arguments.of(type, order)));
        }

        @ParameterizedTest
        @MethodSource
        void should_read_every_type_in_both_byte_orders(StoredVoxels type, ByteOrder order) {
            String header = "NDims = 3\nDimSize = 3 2 1\nElementType = " + type.metaName + "\n"
                    + "BinaryDataByteOrderMSB = " + (order == BIG_ENDIAN ? "True" : "False") + "\n"
                    + "ElementDataFile = LOCAL\n";

            Volume volume = read(write(directory, "a.mha", header.getBytes(ISO_8859_1), type.bytes(order)));

            assertThat(voxels(volume)).isEqualTo(type.numbers());
        }

        @ParameterizedTest
        @CsvSource({"MET_LONG, INT32", "MET_ULONG, UINT32"})
        void should_read_long_as_32_bits(String name, StoredVoxels type) {
            byte[] header = new String(header("", "LOCAL"), ISO_8859_1)
                    .replace("MET_SHORT", name)
                    .getBytes(ISO_8859_1);

            assertThat(voxels(read(write(directory, "a.mha", header, type.bytes(LITTLE_ENDIAN)))))
                    .isEqualTo(type.numbers());
        }

        @ParameterizedTest
        @CsvSource({"ElementByteOrderMSB = True", "BinaryDataByteOrderMSB = T", "BinaryDataByteOrderMSB = 1"})
        void should_know_the_names_of_the_byte_order(String line) {
            assertThat(voxels(local(line + "\n", NiftiBytes.oneToSix(BIG_ENDIAN))))
                    .containsExactly(1, 2, 3, 4, 5, 6);
        }

        @Test
        void should_take_interleaved_channels_apart() {
            int positions = 31 * 29 * 17; // with 3 channels, buffers end within a voxel
            ByteBuffer stored = ByteBuffer.allocate(positions * 3 * 4).order(LITTLE_ENDIAN);
            float[] expected = new float[positions * 3];
            for (int position = 0; position < positions; position++) {
                for (int channel = 0; channel < 3; channel++) {
                    stored.putFloat(position + 0.25f * channel);
                    expected[channel * positions + position] = position + 0.25f * channel;
                }
            }
            String header = """
                NDims = 3
                DimSize = 31 29 17
                ElementType = MET_FLOAT
                ElementNumberOfChannels = 3
                ElementDataFile = LOCAL
                """;

            Volume volume = read(write(directory, "a.mha", header.getBytes(ISO_8859_1), stored.array()));

            assertThat(volume.channels()).isEqualTo(3);
            assertThat(voxels(volume)).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({
            "2, 3 2, 3, 2, 1, 1",
            "3, 1 2 3, 1, 2, 3, 1",
            "4, 1 3 1 2, 1, 3, 1, 2",
        })
        void should_read_slices_and_series(int dimensions, String sizes, int nx, int ny, int nz, int channels) {
            String header = "NDims = " + dimensions + "\nDimSize = " + sizes
                    + "\nElementType = MET_SHORT\nElementDataFile = LOCAL\n";

            Volume volume = read(write(directory, "a.mha", header.getBytes(ISO_8859_1), ONE_TO_SIX));

            Geometry geometry = volume.geometry();
            assertThat(new int[] {geometry.nx(), geometry.ny(), geometry.nz(), volume.channels()})
                    .containsExactly(nx, ny, nz, channels);
            assertThat(voxels(volume)).containsExactly(1, 2, 3, 4, 5, 6);
        }

        @ParameterizedTest
        @CsvSource({
            "Modality = MET_MOD_CT, CT",
            "Modality = MET_MOD_MR, MR",
            "Modality = MET_MOD_UNKNOWN, UNKNOWN",
            "Comment = nothing, UNKNOWN"
        })
        void should_tell_the_modality(String line, Modality modality) {
            assertThat(local(line + "\n", ONE_TO_SIX).modality()).isEqualTo(modality);
        }
    }

    @Nested
    class Containers {
        @ParameterizedTest
        @CsvSource({"a.raw", "below/a.raw", "with blanks.raw"})
        void should_read_voxels_from_another_file(String data) {
            write(directory, data, ONE_TO_SIX);

            assertOneToSix(read(write(directory, "a.mhd", header("", data))));
        }

        @Test
        void should_unpack_voxels() {
            String lines = "CompressedData = True\nCompressedDataSize = " + zlib(ONE_TO_SIX).length + "\n";
            write(directory, "a.zraw", zlib(ONE_TO_SIX));

            assertOneToSix(read(write(directory, "a.mhd", header(lines, "a.zraw"))));
            assertOneToSix(local(lines, zlib(ONE_TO_SIX)));
            assertOneToSix(local("CompressedData = True\n", zlib(ONE_TO_SIX)));
            assertOneToSix(local("CompressedData = True\n", gzip(ONE_TO_SIX)));
        }

        @Test
        void should_pass_over_a_header_of_another_format() {
            write(directory, "a.raw", new byte[7], ONE_TO_SIX, new byte[3]);
            write(directory, "b.raw", new byte[7], ONE_TO_SIX);
            write(directory, "c.zraw", new byte[7], zlib(ONE_TO_SIX));

            assertOneToSix(read(write(directory, "a.mhd", header("HeaderSize = 7\n", "a.raw"))));
            assertOneToSix(read(write(directory, "b.mhd", header("HeaderSize = -1\n", "b.raw"))));
            assertOneToSix(
                    read(write(directory, "c.mhd", header("HeaderSize = 7\nCompressedData = True\n", "c.zraw"))));
            assertOneToSix(local("HeaderSize = -1\n", join(new byte[5], ONE_TO_SIX)));
        }

        @Test
        void should_read_lines_that_end_as_on_windows() {
            byte[] header = new String(header("\nElementSpacing=2\t3 4 \n", "Local"), ISO_8859_1)
                    .replace("\n", "\r\n")
                    .getBytes(ISO_8859_1);

            Volume volume = read(write(directory, "a.mha", header, ONE_TO_SIX));

            assertOneToSix(volume);
            assertThat(volume.geometry().affine().spacing(1)).isEqualTo(3);
        }

        private void assertOneToSix(Volume volume) {
            assertThat(voxels(volume)).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @Nested
    class Place {
        @ParameterizedTest
        @CsvSource({
            "'', '-1,0,0,0, 0,-1,0,0, 0,0,1,0'",
            "'ElementSpacing = 2 3 4|Offset = 7 8 9', '-2,0,0,-7, 0,-3,0,-8, 0,0,4,9'",
            "'ElementSize = 2 3 4|Position = 7 8 9', '-2,0,0,-7, 0,-3,0,-8, 0,0,4,9'",
            "'ElementSize = 9 9 9|ElementSpacing = 2 3 4|Origin = 7 8 9', '-2,0,0,-7, 0,-3,0,-8, 0,0,4,9'",
            // the first voxel axis runs along +P (0 1 0): to -A
            "'ElementSpacing = 2 3 4|TransformMatrix = 0 1 0 0 0 1 1 0 0', '0,0,-4,0, -2,0,0,0, 0,3,0,0'",
            "'Rotation = 0 1 0 0 0 1 1 0 0', '0,0,-1,0, -1,0,0,0, 0,1,0,0'",
            "'Orientation = 0 1 0 0 0 1 1 0 0', '0,0,-1,0, -1,0,0,0, 0,1,0,0'"
        })
        void should_turn_directions_into_an_affine(String lines, String expected) {
            Volume volume = local(lines.replace('|', '\n') + "\n", ONE_TO_SIX);

            assertThat(volume.geometry().affine().toRows()).containsExactly(numbers(expected));
        }

        @Test
        void should_lay_a_slice_flat() {
            String header = """
                NDims = 2
                DimSize = 3 2
                ElementSpacing = 2 3
                Offset = 7 8
                TransformMatrix = 0 1 1 0
                ElementType = MET_SHORT
                ElementDataFile = LOCAL
                """;

            Volume volume = read(write(directory, "a.mha", header.getBytes(ISO_8859_1), ONE_TO_SIX));

            assertThat(volume.geometry().affine().toRows()).containsExactly(numbers("0,-3,0,-7, -2,0,0,-8, 0,0,1,0"));
        }

        @Test
        void should_leave_time_out_of_the_affine() {
            String header = """
                NDims = 4
                DimSize = 3 1 1 2
                ElementSpacing = 2 3 4 5
                Offset = 7 8 9 10
                TransformMatrix = 1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1
                ElementType = MET_SHORT
                ElementDataFile = LOCAL
                """;

            Volume volume = read(write(directory, "a.mha", header.getBytes(ISO_8859_1), ONE_TO_SIX));

            assertThat(volume.geometry().affine().toRows()).containsExactly(numbers("-2,0,0,-7, 0,-3,0,-8, 0,0,4,9"));
        }

        private static double[] numbers(String list) {
            return Arrays.stream(list.split(",", -1))
                    .mapToDouble(number -> Double.parseDouble(number) + 0.0)
                    .toArray();
        }
    }
}
