package dev.pcrl.dicom;

import static dev.pcrl.dicom.DicomTestFiles.STORE;
import static dev.pcrl.dicom.DicomTestFiles.assertRefused;
import static dev.pcrl.dicom.DicomTestFiles.write;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.codec.PeerFrame;
import dev.pcrl.damage.Mutator;
import dev.pcrl.damage.Outcome;
import dev.pcrl.volume.VoxelOrder;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** DICOM files, damaged at random. The time limit is there only to end a loop that does not end. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedDicomTest {
    private static final int MUTANTS = 500;

    /** A float for each byte that a packed byte can be at most. */
    private static final long MOST_PER_PACKED_BYTE = 1032 * 4;

    /** Of garbage for each of the eight bytes that the shortest element has. */
    private static final long MOST_PER_ELEMENT_BYTE = 32;

    @TempDir
    Path directory;

    static Stream<Arguments> files() {
        DicomBytes enhanced = DicomBytes.enhanced(2, 1, 0, 2, 4).pixels(1, 2, 3, 4, 5, 6);
        DicomBytes table =
                DicomBytes.empty().number(Tag.LUT_DESCRIPTOR, 3, 1, 16).words(Tag.LUT_DATA, Vr.OW, 500, 510, 520);
        DicomBytes radiograph = DicomBytes.radiograph(1, 2, 3).sequence(Tag.VOI_LUT_SEQUENCE, true, table);
        DicomBytes window =
                DicomBytes.radiograph(1, 2, 3).text(Tag.WINDOW_CENTER, "2").text(Tag.WINDOW_WIDTH, "3");
        return Stream.of(
                Arguments.of("slice", DicomBytes.slice(2, 1).pixels(1, 2).file(TransferSyntax.EXPLICIT_LITTLE)),
                Arguments.of("implicit", enhanced.file(TransferSyntax.IMPLICIT_LITTLE)),
                Arguments.of("explicit", enhanced.file(TransferSyntax.EXPLICIT_LITTLE)),
                Arguments.of("big", enhanced.file(TransferSyntax.EXPLICIT_BIG)),
                Arguments.of("deflated", enhanced.file(TransferSyntax.DEFLATED)),
                Arguments.of("bare", enhanced.dataSet(Encoding.IMPLICIT_LITTLE)),
                Arguments.of("table", radiograph.file(TransferSyntax.EXPLICIT_LITTLE)),
                Arguments.of("window", window.file(TransferSyntax.EXPLICIT_LITTLE)),
                Arguments.of("rle-16", compressed("rle-16", "1.2.840.10008.1.2.5")),
                Arguments.of("lossless", compressed("lossless-16-p1", "1.2.840.10008.1.2.4.57")));
    }

    private static byte[] compressed(String frame, String syntax) {
        return DicomBytes.slice(37, 29)
                .number(Tag.PIXEL_REPRESENTATION, 0)
                .fragments(List.of(), PeerFrame.named(frame).bytes())
                .file(TransferSyntax.of(syntax).orElseThrow());
    }

    private void read(org.apache.hadoop.fs.Path file) {
        new ImageFileReader(STORE, SeriesSettings.STRICT, VoxelOrder.STORED).read(file);
    }

    /** What a first read loads counts for no file. */
    @BeforeEach
    void warmUp() {
        read(write(directory, "sound", DicomBytes.slice(2, 1).pixels(1, 2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void should_be_read_or_refused_with_place_and_reason(String name, byte[] sound) {
        read(write(directory, "a", sound));
        Mutator mutator = new Mutator(name.hashCode(), sound.length);
        int read = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutator.oneIn(2) ? mutator.damage(sound) : mutator.flip(sound);
            var file = write(directory, "a", mutant);

            Outcome outcome = Outcome.of(() -> read(file))
                    .assertReadOrRefused(name + " " + i, directory.toString(), MOST_PER_PACKED_BYTE * mutant.length);

            outcome.assertNames(DicomBytes.PATIENT, DicomBytes.BIRTH_DATE, DicomBytes.UIDS);
            read += outcome.thrown() == null ? 1 : 0;
        }
        assertThat(read).as("mutants that could be read").isBetween(1, MUTANTS - 1);
    }

    private void refuse(byte[] dataSet, String reason) {
        var file = write(directory, "a", dataSet);
        Outcome.of(() -> read(file)); // the first to be read loads classes and tables
        Outcome outcome = Outcome.of(() -> read(file))
                .assertReadOrRefused(reason, directory.toString(), MOST_PER_ELEMENT_BYTE * dataSet.length);

        assertRefused(file, "", reason, () -> {
            throw outcome.thrown();
        });
    }

    /** What begins a data set, then the same bytes again and again. */
    private static byte[] endless(int times, byte[] repeated) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(DicomBytes.empty().text(Tag.MODALITY, "CT").dataSet(Encoding.IMPLICIT_LITTLE));
        for (int i = 0; i < times; i++) {
            all.writeBytes(repeated);
        }
        return all.toByteArray();
    }

    /** The beginning of a sequence without a length, and that of an item without one. */
    private static byte[] sequence(int group, int element) {
        return DicomBytes.words(LITTLE_ENDIAN, group, element, -1, -1, 0xfffe, 0xe000, -1, -1);
    }

    @Test
    void should_refuse_sequences_that_stand_too_deep_in_one_another() {
        refuse(endless(100_000, sequence(0x0008, 0x1140)), "sequences stand more than 32 deep in one another");
        refuse(endless(100_000, sequence(0x0009, 0x1001)), "sequences stand more than 32 deep in one another");
    }

    @Test
    void should_refuse_undefined_lengths_without_end() {
        byte[] items = DicomBytes.words(LITTLE_ENDIAN, 0xfffe, 0xe000, 0, 0);
        byte[] open = DicomBytes.words(LITTLE_ENDIAN, 0x0008, 0x1140, -1, -1);
        byte[] start = endless(1, open);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(start);
        for (int i = 0; i < 100_000; i++) {
            file.writeBytes(items);
        }

        refuse(file.toByteArray(), "the file ends here, where the end of the sequence (0008,1140) is due");
    }

    @Test
    void should_refuse_fragments_without_end() {
        byte[] whole = compressed("rle-16", "1.2.840.10008.1.2.5");
        byte[] open = Arrays.copyOf(whole, whole.length - 8);

        refuse(open, "the file ends here, where the end of the pixels is due");
    }

    @Test
    void should_refuse_headers_that_promise_gigabytes_before_memory_is_taken() {
        refuse(
                DicomBytes.slice(65535, 65535).pixels(1, 2).file(TransferSyntax.EXPLICIT_LITTLE),
                "4 bytes of pixels, where rows and columns promise 8589672450");
        refuse(
                DicomBytes.slice(8192, 8192).pixels(1, 2).file(TransferSyntax.EXPLICIT_LITTLE),
                "4 bytes of pixels, where rows and columns promise 134217728");
        refuse(
                DicomBytes.slice(8192, 8192)
                        .fragments(List.of(), PeerFrame.named("rle-16").bytes())
                        .file(TransferSyntax.RLE),
                "frame 1: ");
    }

    @Test
    void should_refuse_a_deflated_header_that_unpacks_without_end() {
        DicomBytes bomb = DicomBytes.slice(2, 1)
                .bytes(0x0009_1010, Vr.OB, new byte[65 << 20])
                .pixels(1, 2);

        refuse(bomb.file(TransferSyntax.DEFLATED), "a deflated header of more than 67108864 bytes is not read");
    }
}
