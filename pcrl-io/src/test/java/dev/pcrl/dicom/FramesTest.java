package dev.pcrl.dicom;

import static dev.pcrl.dicom.DicomTestFiles.assertRefused;
import static dev.pcrl.dicom.DicomTestFiles.read;
import static dev.pcrl.dicom.DicomTestFiles.voxels;
import static dev.pcrl.dicom.DicomTestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class FramesTest {
    @TempDir
    Path directory;

    /** A slice without rescaling. */
    private static DicomBytes slice(int columns, int rows) {
        return DicomBytes.slice(columns, rows).text(Tag.RESCALE_INTERCEPT, "0");
    }

    private float[] voxelsOf(DicomBytes image, TransferSyntax syntax) {
        return voxels(read(write(directory, "a", image.file(syntax))));
    }

    @Nested
    class Bits {
        @ParameterizedTest
        @CsvSource({
            // signed, stored, high: the words 0x0fff, 0xf800, 0x1234, 0x8000
            "1, 16, 15, 4095, -2048, 4660, -32768",
            "0, 16, 15, 4095, 63488, 4660, 32768",
            "1, 12, 11, -1, -2048, 564, 0",
            "0, 12, 11, 4095, 2048, 564, 0",
            "1, 12, 15, 255, -128, 291, -2048",
            "0, 12, 15, 255, 3968, 291, 2048",
            "0, 1, 0, 1, 0, 0, 0",
        })
        void should_be_those_that_are_stored(
                int signed, int stored, int high, float first, float second, float third, float fourth) {
            DicomBytes image = slice(2, 2)
                    .number(Tag.PIXEL_REPRESENTATION, signed)
                    .number(Tag.BITS_STORED, stored)
                    .number(Tag.HIGH_BIT, high)
                    .pixels(0x0fff, 0xf800, 0x1234, 0x8000);

            for (TransferSyntax syntax : List.of(TransferSyntax.IMPLICIT_LITTLE, TransferSyntax.EXPLICIT_BIG)) {
                assertThat(voxelsOf(image, syntax)).containsExactly(first, second, third, fourth);
            }
        }

        @Test
        void should_be_eight_in_bytes_of_either_order() {
            DicomBytes image = slice(4, 1)
                    .number(Tag.BITS_ALLOCATED, 8)
                    .number(Tag.BITS_STORED, 8)
                    .number(Tag.HIGH_BIT, 7)
                    .number(Tag.PIXEL_REPRESENTATION, 0);
            DicomBytes bytes = image.pixels(Vr.OB, new byte[] {1, 2, 3, (byte) 255});
            assertThat(voxelsOf(bytes, TransferSyntax.EXPLICIT_LITTLE)).containsExactly(1, 2, 3, 255);
            assertThat(voxelsOf(bytes, TransferSyntax.EXPLICIT_BIG)).containsExactly(1, 2, 3, 255);

            DicomBytes odd = image.number(Tag.COLUMNS, 3).pixels(0x0201, 0x0003);
            assertRefused(
                    write(directory, "a", odd.file(TransferSyntax.EXPLICIT_BIG)),
                    "(7FE0,0010)",
                    "an odd number of bytes in big-endian words is not read");

            image.number(Tag.COLUMNS, 4);
            DicomBytes words = image.pixels(0x0201, 0xff03); // a word's lower byte is the first pixel
            assertThat(voxelsOf(words, TransferSyntax.EXPLICIT_LITTLE)).containsExactly(1, 2, 3, 255);
            assertThat(voxelsOf(words, TransferSyntax.EXPLICIT_BIG)).containsExactly(1, 2, 3, 255);
        }

        @Test
        void should_be_thirty_two_with_and_without_a_sign() {
            byte[] pixels = ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(1 << 20)
                    .putInt(-(1 << 24))
                    .array();
            DicomBytes image = slice(2, 1)
                    .number(Tag.BITS_ALLOCATED, 32)
                    .number(Tag.BITS_STORED, 32)
                    .number(Tag.HIGH_BIT, 31)
                    .pixels(Vr.OW, pixels);

            assertThat(voxelsOf(image, TransferSyntax.EXPLICIT_LITTLE)).containsExactly(1 << 20, -(1 << 24));
            image.number(Tag.PIXEL_REPRESENTATION, 0);
            assertThat(voxelsOf(image, TransferSyntax.EXPLICIT_LITTLE)).containsExactly(1 << 20, 4278190080f);
        }

        @Test
        void should_be_refused_where_they_make_no_number() {
            assertRefused(
                    write(
                            directory,
                            "a",
                            slice(1, 1).number(Tag.BITS_STORED, 17).pixels(1)),
                    "(0028,0101)",
                    "17; 1 to 16");
            assertRefused(
                    write(directory, "a", slice(1, 1).number(Tag.HIGH_BIT, 11).pixels(1)),
                    "(0028,0102)",
                    "11; 15 to 15");
            assertRefused(
                    write(
                            directory,
                            "a",
                            slice(1, 1).number(Tag.BITS_ALLOCATED, 12).pixels(1)),
                    "(0028,0100)",
                    "12 bits a pixel; 8, 16 and 32 are read");
        }
    }

    @Nested
    class Colour {
        @Test
        void should_be_refused() {
            DicomBytes rgb = slice(1, 1).number(Tag.SAMPLES_PER_PIXEL, 3).text(Tag.PHOTOMETRIC_INTERPRETATION, "RGB");
            DicomBytes palette = slice(1, 1).text(Tag.PHOTOMETRIC_INTERPRETATION, "PALETTE COLOR");

            assertRefused(write(directory, "a", rgb.pixels(1, 2)), "(0028,0002) at byte ", "colour is not read");
            assertRefused(write(directory, "a", palette.pixels(1)), "(0028,0004) at byte ", "colour is not read");
        }
    }

    @Nested
    class Padding {
        private final DicomBytes image = DicomBytes.slice(4, 1).pixels(-2000, 0, 100, -2000);

        @Test
        void should_become_the_darkest_of_a_ct() {
            image.number(Tag.PIXEL_PADDING_VALUE, Vr.SS, -2000);

            assertThat(voxelsOf(image, TransferSyntax.EXPLICIT_LITTLE)).containsExactly(-1024, -1024, -924, -1024);
        }

        @Test
        void should_be_told_with_or_without_a_sign_and_as_a_range() {
            image.number(Tag.PIXEL_PADDING_VALUE, Vr.US, 0x10000 - 2000);
            image.number(Tag.PIXEL_PADDING_RANGE_LIMIT, Vr.SS, 0);

            assertThat(voxelsOf(image, TransferSyntax.EXPLICIT_LITTLE)).containsExactly(-924, -924, -924, -924);
        }

        @Test
        void should_stay_in_other_images() {
            image.number(Tag.PIXEL_PADDING_VALUE, Vr.SS, -2000).text(Tag.MODALITY, "MR");

            assertThat(voxelsOf(image, TransferSyntax.EXPLICIT_LITTLE)).containsExactly(-3024, -1024, -924, -3024);
        }
    }

    @Nested
    class Fragments {
        private final byte[] one = {1, 0, 2, 0};
        private final byte[] two = {3, 0, 4, 0};

        @Test
        void should_be_joined_to_the_only_frame() {
            DicomBytes image = slice(2, 2).fragments(List.of(), one, two);

            assertThat(voxelsOf(image, TransferSyntax.ENCAPSULATED)).containsExactly(1, 2, 3, 4);
        }

        @Test
        void should_be_a_frame_each_where_no_table_says_otherwise() {
            DicomBytes image = DicomBytes.enhanced(2, 1, 0, 1).fragments(List.of(), one, two);

            assertThat(voxelsOf(image, TransferSyntax.ENCAPSULATED)).containsExactly(1, 2, 3, 4);
        }

        @Test
        void should_be_joined_as_the_offset_table_says() {
            byte[] half = {5, 0};
            DicomBytes image = DicomBytes.enhanced(2, 1, 0, 1, 2).fragments(List.of(0, 12, 32), one, half, half, two);

            assertThat(voxelsOf(image, TransferSyntax.ENCAPSULATED)).containsExactly(1, 2, 5, 5, 3, 4);
        }

        @Test
        void should_be_as_many_as_the_frames() {
            refuse(DicomBytes.enhanced(2, 1, 0, 1).fragments(List.of(), one), "the pixels end after 1 frames");
            refuse(DicomBytes.enhanced(2, 1, 0, 1).fragments(List.of(), one, two, one), "more fragments than 2 frames");
            refuse(
                    DicomBytes.enhanced(2, 1, 0, 1).fragments(List.of(0, 14), one, two, one),
                    "frame 2 does not begin where the offset table says");
            refuse(DicomBytes.enhanced(2, 1, 0, 1).fragments(List.of(0), one, two), "an offset table of 4 bytes");
            refuse(slice(2, 2).fragments(List.of(), one), "4 bytes; a frame takes 8");
        }

        @Test
        void should_only_stand_where_the_transfer_syntax_has_them() {
            var fragments = slice(2, 1).fragments(List.of(), one);
            var plain = slice(2, 1).pixels(1, 2);

            assertRefused(
                    write(directory, "a", fragments.file(TransferSyntax.EXPLICIT_LITTLE)),
                    "(7FE0,0010) at byte ",
                    "pixels in fragments in Explicit VR Little Endian");
            assertRefused(
                    write(directory, "a", plain.file(TransferSyntax.RLE)),
                    "(7FE0,0010) at byte ",
                    "pixels without fragments in RLE Lossless");
        }

        private void refuse(DicomBytes image, String reason) {
            assertRefused(
                    write(directory, "a", image.file(TransferSyntax.ENCAPSULATED)), "(7FE0,0010) at byte ", reason);
        }
    }

    @Nested
    class Compressed {
        /** Two segments, high bytes and low bytes, each a run and a literal. */
        private static byte[] rle() {
            return ByteBuffer.allocate(74)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(2)
                    .putInt(64)
                    .putInt(68)
                    .put(64, new byte[] {-1, (byte) 0xff, 0, 0x01})
                    .put(68, new byte[] {2, (byte) 0xfe, (byte) 0xff, 0x02, -128, 0})
                    .array();
        }

        @Test
        void should_be_decoded_with_their_sign() {
            DicomBytes image = slice(3, 1).fragments(List.of(), rle());

            assertThat(voxelsOf(image, TransferSyntax.RLE)).containsExactly(-2, -1, 0x102);
            image.number(Tag.PIXEL_REPRESENTATION, 0);
            assertThat(voxelsOf(image, TransferSyntax.RLE)).containsExactly(0xfffe, 0xffff, 0x102);
        }

        @Test
        void should_be_the_stored_bits_of_what_rle_keeps() {
            DicomBytes image = slice(3, 1)
                    .number(Tag.BITS_STORED, 12)
                    .number(Tag.HIGH_BIT, 15)
                    .fragments(List.of(), rle()); // fffe, ffff and 0102 without their lowest four bits

            assertThat(voxelsOf(image, TransferSyntax.RLE)).containsExactly(-1, -1, 0x10);
            image.number(Tag.PIXEL_REPRESENTATION, 0).number(Tag.HIGH_BIT, 11);
            assertThat(voxelsOf(image, TransferSyntax.RLE)).containsExactly(0xffe, 0xfff, 0x102);
        }

        @Test
        void should_be_refused_with_the_frame_and_the_place_in_it() {
            byte[] damaged = rle();
            damaged[0] = 3;
            var file = write(
                    directory, "a", slice(3, 1).fragments(List.of(), damaged).file(TransferSyntax.RLE));

            assertRefused(file, "(7FE0,0010) at byte ", "frame 1: ");
        }

        @ParameterizedTest
        @EnumSource(
                mode = Mode.INCLUDE,
                names = {"MPEG_2_MAIN", "HTJ2K_LOSSLESS", "JPEG_PROGRESSIVE", "JPEG_XL", "DEFLATED_FRAMES", "HEVC"})
        void should_be_refused_by_name_where_they_are_not_read(TransferSyntax syntax) {
            var file = write(
                    directory,
                    "a",
                    slice(1, 1).fragments(List.of(), new byte[2]).file(syntax));

            assertRefused(file, "(7FE0,0010) at byte ", "pixels are written in " + syntax.label() + ", which is not");
        }
    }

    @Nested
    class Sizes {
        @Test
        void should_be_checked_against_the_pixels_there_are() {
            assertRefused(write(directory, "a", slice(2, 2).pixels(1, 2, 3)), "(7FE0,0010) at byte ", "6 bytes of");
            assertRefused(write(directory, "a", slice(65535, 65535).pixels(1)), "(7FE0,0010) at byte ", "2 bytes of");
            assertRefused(
                    write(directory, "a", DicomBytes.enhanced(2, 1, 0, 1).pixels(1, 2, 3)),
                    "(7FE0,0010) at byte ",
                    "6 bytes of pixels, where rows and columns promise 4 for each of the frames, of which there are 2");
            assertRefused(
                    write(
                            directory,
                            "a",
                            slice(65535, 65535)
                                    .fragments(List.of(), new byte[64])
                                    .file(TransferSyntax.RLE)),
                    "(0028,0010)",
                    "more than 67108864 pixels");
        }
    }
}
