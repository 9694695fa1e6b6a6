package dev.pcrl.picture;

import static dev.pcrl.picture.PngBytes.chunk;
import static dev.pcrl.picture.PngBytes.zlib;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.damage.Mutator;
import dev.pcrl.damage.Outcome;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PNG and JPEG files, damaged at random. The time limit is there only to end a loop that does not end. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedPicturesTest {
    private static final int MUTANTS = 1000;

    /** 8 pixels of 1 bit for each of the 1032 bytes that one packed byte can be, each a float, and their rows. */
    private static final long MOST_PER_PNG_BYTE = 1032 * 8 * 5;

    /** 4 x 4 blocks of 64 pixels for each bit, each pixel a float and three samples. */
    private static final long MOST_PER_JPEG_BYTE = 8 * 16 * 64 * (4 + 3 + 1);

    @TempDir
    Path directory;

    /** What a first read loads counts for no file. */
    @BeforeEach
    void warmUp() {
        PictureFiles.read(directory, PngBytes.grey(3, 1, 8).file());
        PictureFiles.read(directory, JpegBytes.file(8, 8, false, false));
    }

    static Stream<Arguments> pictures() {
        byte[] palette = new byte[3 * 16];
        byte[] text = chunk("tEXt", "Author\0DOE^JANE".getBytes(US_ASCII));
        return Stream.of(
                Arguments.of("grey", PngBytes.grey(21, 17, 8).file(text)),
                Arguments.of("bits", new PngBytes(21, 17, 1, 0, true).file(text)),
                Arguments.of(
                        "palette",
                        new PngBytes(21, 17, 4, 3, false)
                                .file(text, chunk("PLTE", palette), chunk("tRNS", (byte) -1, (byte) -1))),
                Arguments.of(
                        "alpha",
                        new PngBytes(9, 7, 16, 6, true)
                                .file((x, y, channel) -> 0xffff, text, chunk("eXIf", JpegBytes.tiff(6)))),
                Arguments.of("jpeg", JpegBytes.with(JpegBytes.file(40, 24, false, false), 0xe1, JpegBytes.exif(3))),
                Arguments.of("colour", JpegBytes.file(40, 24, true, false)),
                Arguments.of("progressive", JpegBytes.file(40, 24, true, true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void should_be_read_or_refused_with_place_and_reason(String name, byte[] sound) {
        PictureFiles.read(directory, sound);
        Mutator mutator = new Mutator(name.hashCode(), 100);
        boolean png = PngParser.recognises(new PictureBytes("", sound));
        int read = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] damaged = mutator.damage(sound);
            byte[] mutant = png && !mutator.oneIn(4) ? PngBytes.withChecksums(damaged) : damaged;

            Outcome outcome = Outcome.of(() -> PictureFiles.read(directory, mutant))
                    .assertReadOrRefused(
                            name + " " + i,
                            directory.toString(),
                            mutant.length * (png ? MOST_PER_PNG_BYTE : MOST_PER_JPEG_BYTE));

            outcome.assertNames(PictureFiles.PATIENT);
            read += outcome.thrown() == null ? 1 : 0;
        }
        assertThat(read)
                .as("mutants that could be read, so that pixels were damaged, too")
                .isBetween(1, MUTANTS - 1);
    }

    @Test
    void should_never_unpack_text_and_profiles() {
        byte[] bomb = JpegBytes.join("a\0\0".getBytes(US_ASCII), zlib(new byte[64 << 20]));
        byte[] file = PngBytes.grey(3, 1, 8).file(chunk("zTXt", bomb), chunk("iCCP", bomb));

        Outcome outcome = Outcome.of(() -> PictureFiles.read(directory, file))
                .assertReadOrRefused("bomb", directory.toString(), 4L * file.length);

        assertThat(outcome.thrown()).isNull();
    }

    @Test
    void should_unpack_no_more_pixels_than_the_header_promises() {
        byte[] sound = PngBytes.grey(3, 1, 8).file();
        byte[] bomb = zlib(new byte[64 << 20]);
        byte[] file = JpegBytes.join(Arrays.copyOf(sound, 33), chunk("IDAT", bomb), chunk("IEND"));

        Outcome outcome = Outcome.of(() -> PictureFiles.read(directory, file))
                .assertReadOrRefused("bomb", directory.toString(), 8L * file.length);

        assertThat(outcome.thrown()).isNull();
    }
}
