package dev.pcrl.read;

import static dev.pcrl.read.MetaImageReaderTest.header;
import static dev.pcrl.read.TestFiles.assertRefused;
import static dev.pcrl.read.TestFiles.join;
import static dev.pcrl.read.TestFiles.write;
import static dev.pcrl.read.TestFiles.zlib;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaImageRefusalTest {
    private static final byte[] ONE_TO_SIX = NiftiBytes.oneToSix(LITTLE_ENDIAN);

    @TempDir
    Path directory;

    @Nested
    class Lines {
        @ParameterizedTest
        @CsvSource({
            "NDims = 1, 'line 2, NDims', 1 dimensions",
            "NDims = 5, 'line 2, NDims', 5 dimensions",
            "NDims = DOE^JANE, 'line 2, NDims', 1 whole numbers",
            "DimSize = 3 2, 'line 3, DimSize', 2 words where 3 whole numbers",
            "DimSize = 3 2 1.5, 'line 3, DimSize', 3 whole numbers",
            "DimSize = 3 2 99999999999, 'line 3, DimSize', below 2^31",
            "DimSize = 3 0 1, 'line 3, DimSize', size 0",
            "DimSize = 3 2 -1, 'line 3, DimSize', size -1",
            "DimSize = 2000000 2000000 2000000, 'line 3, DimSize', more voxels than a volume can have",
            "ElementType = MET_STRING, 'line 4, ElementType', unknown voxel type MET_STRING;",
            "ElementType = DOE^JANE, 'line 4, ElementType', unknown voxel type;",
            "ObjectType = Tube, 'line 1, ObjectType', not an Image"
        })
        void should_be_refused_by_number(String line, String place, String reason) {
            String key = line.substring(0, line.indexOf(' '));
            byte[] changed = new String(header("", "LOCAL"), ISO_8859_1)
                    .replaceFirst("(?m)^" + key + " = .*$", line)
                    .getBytes(ISO_8859_1);

            assertRefused(write(directory, "a.mha", changed, ONE_TO_SIX), place, reason);
        }

        @ParameterizedTest
        @CsvSource({
            "ElementSpacing = 1 0 1, ElementSpacing, voxel size 0.0",
            "ElementSpacing = 1 -2 1, ElementSpacing, voxel size -2.0",
            "ElementSpacing = NaN 1 1, ElementSpacing, voxel size NaN",
            "ElementSize = 1 1 Infinity, ElementSize, voxel size Infinity",
            "ElementSpacing = 1 DOE^JANE 1, ElementSpacing, 3 numbers are needed",
            "TransformMatrix = 1 0 0 1 0 0 0 0 1, TransformMatrix, lie in one plane",
            "TransformMatrix = 0 0 0 0 0 0 0 0 0, TransformMatrix, is not positive",
            "Rotation = 1 0 0 1, Rotation, 4 words where 9 numbers are needed",
            "Offset = 1 NaN 1, Offset, 12 finite numbers",
            "ElementNumberOfChannels = 0, ElementNumberOfChannels, at least 1",
            "BinaryData = False, BinaryData, text are not read",
            "BinaryDataByteOrderMSB = DOE^JANE, BinaryDataByteOrderMSB, True or False",
            "CompressedData = maybe, CompressedData, True or False",
            "DistanceUnits = cm, DistanceUnits, only mm",
            "ElementToIntensityFunctionSlope = 2, ElementToIntensityFunctionSlope, only 1",
            "ElementToIntensityFunctionOffset = 2, ElementToIntensityFunctionOffset, only 0",
            "HeaderSize = -2, HeaderSize, -1 or more",
            "HeaderSize = 5, HeaderSize, start before byte",
            "DimSize = 1 1 1, DimSize, 'appears twice, first on line 3'"
        })
        void should_be_refused_by_number_where_they_are_optional(String line, String key, String reason) {
            byte[] header = header("PatientName = DOE^JANE\n" + line + "\n", "LOCAL");

            assertRefused(write(directory, "a.mha", header, ONE_TO_SIX), "line 6, " + key, reason);
        }

        @Test
        void should_refuse_byte_orders_that_contradict_each_other() {
            byte[] header = header("ElementByteOrderMSB = False\nBinaryDataByteOrderMSB = True\n", "LOCAL");

            assertRefused(
                    write(directory, "a.mha", header, ONE_TO_SIX), "line 5, ElementByteOrderMSB", "says the opposite");
        }

        @Test
        void should_refuse_channels_of_a_series() {
            String header = """
                NDims = 4
                DimSize = 1 1 1 3
                ElementNumberOfChannels = 2
                ElementType = MET_SHORT
                ElementDataFile = LOCAL
                """;

            assertRefused(
                    write(directory, "a.mha", header.getBytes(ISO_8859_1), ONE_TO_SIX),
                    "line 3, ElementNumberOfChannels",
                    "2 channels in an image of 4 dimensions");
        }

        @Test
        void should_refuse_a_line_without_equals_sign_and_not_repeat_it() {
            byte[] header = header("DOE^JANE\n", "LOCAL");

            assertRefused(write(directory, "a.mha", header, ONE_TO_SIX), "line 5", "not of the form Key = value");
        }

        @Test
        void should_not_search_an_endless_line_for_its_end() {
            byte[] endless = new byte[3 << 20];
            Arrays.fill(endless, (byte) 'x');

            assertRefused(write(directory, "a.mha", endless), "byte 1048577", "line 1 still goes on here");
        }

        @ParameterizedTest
        @ValueSource(strings = {"NDims", "DimSize", "ElementType"})
        void should_name_what_is_missing(String key) {
            byte[] header = new String(header("", "LOCAL"), ISO_8859_1)
                    .replaceFirst("(?m)^" + key + " = .*\n", "")
                    .getBytes(ISO_8859_1);

            assertRefused(write(directory, "a.mha", header, ONE_TO_SIX), "header field " + key, "is missing");
        }

        @Test
        void should_refuse_a_header_without_voxels() {
            byte[] header = "NDims = 3\nDimSize = 3 2 1\n".getBytes(ISO_8859_1);

            assertRefused(write(directory, "a.mha", header), "byte 26", "ends without ElementDataFile");
            assertRefused(write(directory, "a.mha"), "byte 0", "the file is empty");
        }
    }

    @Nested
    class Companions {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "../DOE^JANE.raw",
                    "/etc/DOE^JANE.raw",
                    "below/../../DOE^JANE.raw",
                    "C:\\DOE^JANE.raw",
                    "..\\DOE^JANE.raw",
                    "file:/etc/DOE^JANE.raw",
                    "s3a://DOE^JANE/a.raw",
                    "DOE^JANE\0.raw",
                    "."
                })
        void should_stay_in_the_directory_of_the_header(String name) {
            java.nio.file.Path below = directory.resolve("of-header");

            assertRefused(
                    write(below, "a.mhd", header("", name)),
                    "line 5, ElementDataFile",
                    "not the name of a file in the header's directory");
        }

        @ParameterizedTest
        @ValueSource(strings = {"LIST", "list 2", "slice%03d.raw 1 3 1"})
        void should_not_be_many(String name) {
            assertRefused(
                    write(directory, "a.mhd", header("", name)),
                    "line 5, ElementDataFile",
                    "lists and patterns of slice files are not read");
        }

        @Test
        void should_be_named_where_they_are_missing() throws Exception {
            java.nio.file.Files.createDirectory(directory.resolve("folder"));

            assertRefused(write(directory, "a.mhd", header("", "a.raw")), "ElementDataFile", "is missing: a.raw");
            assertRefused(write(directory, "a.mhd", header("", "folder")), "ElementDataFile", "is missing: folder");
            assertRefused(write(directory, "a.mhd", header("", "")), "line 5, ElementDataFile", "a file name or LOCAL");
        }

        @Test
        void should_be_named_where_they_are_too_short() {
            var data = write(directory, "a.raw", new byte[11]);

            assertRefused(
                    write(directory, "a.mhd", header("", "a.raw")),
                    data,
                    "byte 11",
                    "cannot hold the 12 bytes of voxels from byte 0 on");
            assertRefused(
                    write(directory, "a.mhd", header("HeaderSize = 12\n", "a.raw")),
                    data,
                    "byte 11",
                    "its voxels should start at byte 12");
            assertRefused(
                    write(directory, "a.mhd", header("HeaderSize = -1\n", "a.raw")),
                    "line 5, HeaderSize",
                    "-1 lets 12 bytes of voxels start before byte 0");
        }
    }

    @Nested
    class Memory {
        private static final String HUGE = """
                NDims = 3
                DimSize = 1000 1000 2000
                ElementType = MET_UCHAR
                ElementDataFile = LOCAL
                """;

        @Test
        void should_not_be_taken_for_more_voxels_than_a_plain_file_has() {
            byte[] header = HUGE.getBytes(ISO_8859_1);

            assertRefused(
                    write(directory, "a.mha", header, new byte[500]),
                    "byte " + (header.length + 500),
                    "cannot hold the 2000000000 bytes of voxels");
        }

        @Test
        void should_not_be_taken_for_more_voxels_than_packed_bytes_can_become() {
            byte[] file = join(("CompressedData = True\n" + HUGE).getBytes(ISO_8859_1), zlib(new byte[500]));

            assertRefused(
                    write(directory, "a.mha", file),
                    "byte " + file.length,
                    "cannot hold the 2000000000 bytes of voxels from unpacked byte 0 on");
        }

        @Test
        void should_not_be_taken_where_packed_bytes_are_missing() {
            byte[] file =
                    join(header("CompressedData = True\nCompressedDataSize = 3000000000\n", "LOCAL"), zlib(ONE_TO_SIX));

            assertRefused(write(directory, "a.mha", file), "byte " + file.length, "CompressedDataSize promises more");
        }
    }

    @Nested
    class Truncation {
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void should_refuse_every_shorter_file(boolean packed) {
            byte[] whole = packed
                    ? join(header("CompressedData = True\n", "LOCAL"), zlib(ONE_TO_SIX))
                    : join(header("", "LOCAL"), ONE_TO_SIX);
            TestFiles.read(write(directory, "whole.mha", whole));

            for (int length = 0; length < whole.length; length++) {
                var file = write(directory, "a.mha", Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> TestFiles.read(file))
                        .as("the first %d of %d bytes", length, whole.length)
                        .isInstanceOf(BadDataException.class);
            }
        }

        @Test
        void should_tell_damaged_voxels_by_their_place() {
            byte[] packed = zlib(ONE_TO_SIX);
            packed[packed.length - 1] ^= 1; // the checksum

            assertRefused(
                    write(directory, "a.mha", header("CompressedData = True\n", "LOCAL"), packed),
                    "unpacked byte 0",
                    "damaged compressed data");
            assertRefused(
                    write(directory, "a.mha", header("CompressedData = True\n", "LOCAL"), ONE_TO_SIX),
                    "unpacked byte 0",
                    "damaged compressed data");
        }
    }
}
