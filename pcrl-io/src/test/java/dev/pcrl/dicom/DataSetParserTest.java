package dev.pcrl.dicom;

import static dev.pcrl.dicom.DicomTestFiles.assertRefused;
import static dev.pcrl.dicom.DicomTestFiles.read;
import static dev.pcrl.dicom.DicomTestFiles.voxels;
import static dev.pcrl.dicom.DicomTestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pcrl.failure.BadDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetParserTest {
    private static final List<Encoding> ENCODINGS =
            List.of(Encoding.IMPLICIT_LITTLE, Encoding.EXPLICIT_LITTLE, Encoding.EXPLICIT_BIG);

    @TempDir
    Path directory;

    private static DicomBytes slice() {
        return DicomBytes.slice(3, 2).pixels(1, 2, 3, -1, -2000, 32767);
    }

    private void assertWhole(byte[] file) {
        assertThat(voxels(read(write(directory, "a", file)))).containsExactly(-1023, -1022, -1021, -1025, -3024, 31743);
    }

    @Nested
    class Forms {
        @ParameterizedTest
        @EnumSource(names = {"IMPLICIT_LITTLE", "EXPLICIT_LITTLE", "EXPLICIT_BIG", "DEFLATED"})
        void should_read_every_transfer_syntax(TransferSyntax syntax) {
            assertWhole(slice().file(syntax));
        }

        @Test
        void should_read_bare_data_sets() {
            ENCODINGS.forEach(encoding -> assertWhole(slice().dataSet(encoding)));
        }

        @Test
        void should_read_files_that_name_no_transfer_syntax() {
            for (Encoding encoding : ENCODINGS) {
                byte[] file = slice().file(TransferSyntax.EXPLICIT_LITTLE);
                byte[] preamble = Arrays.copyOf(file, 132);

                assertWhole(join(preamble, slice().dataSet(encoding)));
            }
        }

        @Test
        void should_read_meta_information_without_a_preamble() {
            byte[] file = slice().file(TransferSyntax.EXPLICIT_BIG);

            assertWhole(Arrays.copyOfRange(file, 132, file.length));
        }

        @Test
        void should_not_take_other_files_for_dicom() {
            for (String text : new String[] {"", "DICM", "hello", "P5 512 512 255 ", "\b\0\0\0"}) {
                assertRefused(write(directory, "a", text.getBytes(StandardCharsets.ISO_8859_1)), "byte 0", "not DICOM");
            }
            assertRefused(write(directory, "a", new byte[1000]), "byte 0", "not DICOM");
        }

        @Test
        void should_refuse_a_transfer_syntax_that_is_none() {
            DicomBytes meta = DicomBytes.empty().text(Tag.TRANSFER_SYNTAX_UID, DicomBytes.UIDS + ".5");

            var file = write(directory, "a", meta.dataSet(Encoding.EXPLICIT_LITTLE));

            assertRefused(file, "(0002,0010) at byte 0", "a transfer syntax that the standard does not know");
        }

        @Test
        void should_take_numbers_in_whichever_representation_they_are() {
            DicomBytes image = slice().number(Tag.ROWS, Vr.UL, 2)
                    .number(Tag.COLUMNS, Vr.SS, 3)
                    .number(Tag.PIXEL_SPACING, Vr.FD, 0.5, 0.25)
                    .number(Tag.RESCALE_SLOPE, Vr.FL, 2)
                    .number(Tag.RESCALE_INTERCEPT, Vr.SL, -1)
                    .text(Tag.BITS_STORED.code(), Vr.IS, " 16 ");

            var volume = read(write(directory, "a", image));

            assertThat(voxels(volume)).containsExactly(1, 3, 5, -3, -4001, 65533);
            assertThat(volume.geometry().affine().spacing(0)).isEqualTo(0.25);
            assertThat(volume.geometry().affine().spacing(1)).isEqualTo(0.5);
        }
    }

    @Nested
    class Sequences {
        @Test
        void should_be_passed_over_however_long_they_say_they_are() {
            for (Encoding encoding : ENCODINGS) {
                for (boolean undefined : new boolean[] {true, false}) {
                    DicomBytes decoy = DicomBytes.empty().number(Tag.ROWS, 77).pixels(1);
                    DicomBytes outer = DicomBytes.empty().sequence(0x0029_1011, !undefined, decoy);
                    DicomBytes image = slice().sequence(0x0008_9215, undefined, decoy, DicomBytes.empty())
                            .sequence(0x0029_1010, undefined, outer);

                    assertWhole(image.dataSet(encoding));
                }
            }
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void should_be_entered_where_their_representation_was_lost(boolean undefined) {
            DicomBytes image = DicomBytes.enhanced(2, 1, 5).pixels(1, 2);
            DicomBytes position = DicomBytes.empty().text(Tag.IMAGE_POSITION_PATIENT, "7\\8\\9");
            image.unknownSequence(
                    Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE,
                    undefined,
                    DicomBytes.empty().sequence(Tag.PLANE_POSITION_SEQUENCE, undefined, position));

            var volume = read(write(directory, "a", image));

            assertThat(volume.geometry().affine().at(2, 3)).isEqualTo(9);
        }

        @Test
        void should_hold_small_pictures_in_fragments() {
            DicomBytes icon = DicomBytes.empty().number(Tag.ROWS, 1).fragments(List.of(), new byte[] {1, 2, 3, 4});

            assertWhole(slice().sequence(0x0088_0200, true, icon).file(TransferSyntax.EXPLICIT_LITTLE));
            assertWhole(slice().sequence(0x0088_0200, false, icon).file(TransferSyntax.EXPLICIT_LITTLE));
        }

        @Test
        void should_be_refused_when_they_stand_too_deep_in_one_another() {
            assertWhole(nested(DataSetParser.MAX_DEPTH).file(TransferSyntax.EXPLICIT_LITTLE));

            var file = write(directory, "a", nested(DataSetParser.MAX_DEPTH + 1));

            assertRefused(file, "(0040,A730) at byte", "more than 32 deep");
        }

        private DicomBytes nested(int depth) {
            DicomBytes content = DicomBytes.empty();
            for (int i = 1; i < depth; i++) {
                content = DicomBytes.empty().sequence(0x0040_a730, true, content);
            }
            return slice().sequence(0x0008_9215, true, content);
        }

        @Test
        void should_be_refused_when_nothing_ends_them() {
            byte[] whole =
                    slice().sequence(0x0008_9215, true, DicomBytes.empty()).dataSet(Encoding.EXPLICIT_LITTLE);
            int sequence = indexOf(whole, new byte[] {8, 0, 0x15, (byte) 0x92}, 0);
            int delimiter = indexOf(whole, new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xdd, (byte) 0xe0}, sequence);

            var cut = write(directory, "a", Arrays.copyOf(whole, delimiter));

            assertRefused(cut, "byte " + delimiter, "the end of the sequence (0008,9215) is due");
        }

        @Test
        void should_keep_elements_within_their_lengths() {
            byte[] item = DicomBytes.empty()
                    .text(0x0010_0010, Vr.PN, DicomBytes.PATIENT)
                    .dataSet(Encoding.EXPLICIT_LITTLE);
            item[6] = 100; // the name's length
            byte[] sequence = DicomBytes.empty()
                    .text(Tag.MODALITY, "CT")
                    .bytes(
                            Tag.MODALITY_LUT_SEQUENCE.code(),
                            Vr.SQ,
                            join(new byte[] {-2, -1, 0, -32, (byte) item.length, 0, 0, 0}, item))
                    .dataSet(Encoding.EXPLICIT_LITTLE);

            var file = write(directory, "a", join(sequence, new byte[1000]));

            assertRefused(file, "(0010,0010) at byte 30", "promises 100 bytes, where its sequence has 8");
        }
    }

    @Nested
    class Lengths {
        @Test
        void should_not_be_believed_beyond_the_end_of_the_file() {
            byte[] file = slice().file(TransferSyntax.EXPLICIT_LITTLE);
            int pixels = indexOf(file, new byte[] {(byte) 0xe0, 0x7f, 0x10, 0}, 132);
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(pixels + 8, 0xffff_fff0);

            assertRefused(
                    write(directory, "a", file),
                    "(7FE0,0010) at byte " + pixels,
                    "promises 4294967280 bytes, where the file has at most 12");
        }

        @Test
        void should_not_let_a_deflated_header_grow_without_end() {
            byte[] start = DicomBytes.empty().text(Tag.MODALITY, "CT").dataSet(Encoding.EXPLICIT_LITTLE);
            byte[] hole = {9, 0, 1, 0x10, 'O', 'B', 0, 0, 0, 0, 0, 8}; // 128 MiB, deflated to an eighth of a MiB
            byte[] packed = DicomBytes.deflate(join(start, hole, new byte[128 << 20]));

            assertRefused(
                    write(directory, "a", join(deflatedMeta(), packed)),
                    "(0009,1001) at unpacked byte 10",
                    "a deflated header of more than 67108864 bytes");
        }

        @Test
        void should_not_let_deflated_pixels_promise_more_than_are_there() {
            byte[] image = DicomBytes.slice(500, 500).pixels(1, 2, 3).dataSet(Encoding.EXPLICIT_LITTLE);
            int pixels = indexOf(image, new byte[] {(byte) 0xe0, 0x7f, 0x10, 0}, 0);
            ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putInt(pixels + 8, 2 * 500 * 500);

            assertRefused(
                    write(directory, "a", join(deflatedMeta(), DicomBytes.deflate(image))),
                    "unpacked byte " + image.length,
                    "the file ends here and cannot hold the 500000 bytes of voxels from unpacked byte "
                            + (pixels + 12));
        }

        private static byte[] deflatedMeta() {
            byte[] head = DicomBytes.empty().file(TransferSyntax.DEFLATED);
            return Arrays.copyOf(head, head.length - DicomBytes.deflate(new byte[0]).length);
        }

        @Test
        void should_not_let_pixels_promise_more_than_deflate_can_hold() {
            DicomBytes image = DicomBytes.slice(65535, 65535).pixels(1, 2, 3);
            byte[] file = image.file(TransferSyntax.DEFLATED);

            assertRefused(write(directory, "a", file), "(7FE0,0010) at unpacked byte", "6 bytes of pixels");
        }

        @Test
        void should_bound_what_is_kept_of_a_header() {
            DicomBytes empty = DicomBytes.empty();
            DicomBytes[] items = new DicomBytes[600_000];
            Arrays.fill(items, empty);

            var file = write(directory, "a", slice().frames(items));

            assertRefused(file, "(5200,9230)", "more than 134217728 bytes to keep");
        }
    }

    @Nested
    class Damage {
        @ParameterizedTest
        @EnumSource(names = {"IMPLICIT_LITTLE", "EXPLICIT_LITTLE", "EXPLICIT_BIG", "DEFLATED", "ENCAPSULATED"})
        void should_be_refused_wherever_the_file_ends_too_early(TransferSyntax syntax) {
            DicomBytes image = syntax == TransferSyntax.ENCAPSULATED
                    ? DicomBytes.slice(1, 1).fragments(List.of(), new byte[] {1, 2})
                    : slice();
            byte[] whole = image.file(syntax);
            int needed = syntax.isDeflated() ? whole.length - 1 : whole.length; // it ends with the mark of its end

            for (int length = 0; length < needed; length++) {
                var file = write(directory, "a", Arrays.copyOf(whole, length));

                Throwable thrown = catchThrowable(() -> read(file));

                assertNamesFileButNobody(thrown, file, "the first " + length + " of " + whole.length + " bytes");
            }
        }

        private static void assertNamesFileButNobody(Throwable thrown, org.apache.hadoop.fs.Path file, String what) {
            assertThat(thrown).as(what).isInstanceOf(BadDataException.class);
            assertThat(((BadDataException) thrown).file()).as(what).isEqualTo(file.toString());
            DicomTestFiles.assertNamesNobody(thrown.getMessage());
        }

        @Test
        void should_be_told_with_the_attribute_and_its_place() {
            assertRefused(write(directory, "a", slice().number(Tag.ROWS, 0)), "(0028,0010) at byte ", "0; 1 to 65535");
            assertRefused(write(directory, "a", slice().remove(Tag.COLUMNS)), "(0028,0011)", "is missing");
            assertRefused(write(directory, "a", slice().text(Tag.PIXEL_SPACING, "")), "(0028,0030)", "has no value");
            assertRefused(write(directory, "a", slice().text(Tag.PIXEL_SPACING, "1")), "(0028,0030)", "1 values; 2");
            assertRefused(
                    write(directory, "a", slice().text(Tag.PIXEL_SPACING, "1\\" + DicomBytes.PATIENT)),
                    "(0028,0030) at byte ",
                    "value 2 is not a number");
            assertRefused(write(directory, "a", slice().text(Tag.RESCALE_SLOPE, "1e999")), "(0028,1053)", "not finite");
            assertRefused(
                    write(directory, "a", slice().number(Tag.RESCALE_SLOPE, Vr.FD, Double.NaN)),
                    "(0028,1053)",
                    "not finite");
            assertRefused(
                    write(directory, "a", slice().bytes(Tag.ROWS.code(), Vr.US, new byte[3])),
                    "(0028,0010) at byte ",
                    "3 bytes; numbers of 2 bytes are due");
        }

        @Test
        void should_be_told_where_a_representation_is_none() {
            byte[] file = slice().file(TransferSyntax.EXPLICIT_LITTLE);
            int rows = indexOf(file, new byte[] {0x28, 0, 0x10, 0}, 132);
            file[rows + 4] = '?';

            assertRefused(write(directory, "a", file), "(0028,0010) at byte " + rows, "no value representation");
        }
    }

    static int indexOf(byte[] bytes, byte[] part, int from) {
        for (int at = from; at + part.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("not there");
    }

    static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
