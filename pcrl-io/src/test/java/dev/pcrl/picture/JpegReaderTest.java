package dev.pcrl.picture;

import static dev.pcrl.picture.JpegBytes.find;
import static dev.pcrl.picture.JpegBytes.flat;
import static dev.pcrl.picture.JpegBytes.with;
import static dev.pcrl.picture.JpegBytes.withoutJfif;
import static dev.pcrl.picture.PictureFiles.assertRefused;
import static dev.pcrl.picture.PictureFiles.read;
import static dev.pcrl.picture.PictureFiles.voxels;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Volume;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers were also compared with Pillow 13.0.0, of colours and with all samplings: they are the same. */
class JpegReaderTest {
    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int SOS = 0xda;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int COMMENT = 0xfe;

    private static final byte[] ADOBE_RGB = "Adobe\0\144\0\0\0\0\0".getBytes(US_ASCII);

    @TempDir
    Path directory;

    private final byte[] sound = JpegBytes.file(24, 16, false, false);

    @Nested
    class Numbers {
        @ParameterizedTest
        @CsvSource({"false, false", "false, true", "true, false", "true, true"})
        void should_be_the_greys_of_flat_blocks(boolean colour, boolean progressive) {
            byte[] file = JpegBytes.file(21, 13, colour, progressive);
            assertThat(find(file, progressive ? SOF2 : SOF0)).isPositive();

            Volume volume = read(directory, file);

            assertThat(volume.geometry()).isEqualTo(new Geometry(21, 13, 1, Affine.axial(1, 1, 1)));
            assertThat(volume.storedType()).isEqualTo("uint8");
            for (int y = 0; y < 13; y++) {
                for (int x = 0; x < 21; x++) {
                    assertThat(volume.at(x, y, 0, 0)).isEqualTo(flat(x, y));
                }
            }
        }

        /** One pixel's luminance is 76 where red, green and blue are 255, 0, 0; as RGB it is a green of 85. */
        @Test
        void should_be_the_luma_of_the_colour_that_the_file_says() {
            BufferedImage red = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
            red.setRGB(0, 0, 0xff0000);
            byte[] file = JpegBytes.file(red, false);

            assertThat(voxels(read(directory, file))).containsExactly(76);
            assertThat(voxels(read(directory, withoutJfif(file)))).containsExactly(76);
            assertThat(voxels(read(directory, with(withoutJfif(file), APP14, ADOBE_RGB))))
                    .containsExactly(Luma.of(76, 85, 255));
        }

        @ParameterizedTest
        @CsvSource({
            "0, 0, 0, 24, 16",
            "1, 0, 0, 24, 16",
            "2, 23, 0, 24, 16",
            "3, 23, 15, 24, 16",
            "4, 0, 15, 24, 16",
            "5, 0, 0, 16, 24",
            "6, 15, 0, 16, 24",
            "7, 15, 23, 16, 24",
            "8, 0, 23, 16, 24"
        })
        void should_stand_upright_as_exif_says(int orientation, int x, int y, int width, int height) {
            Volume volume = read(directory, with(sound, APP1, JpegBytes.exif(orientation)));

            assertThat(volume.geometry()).isEqualTo(new Geometry(width, height, 1, Affine.axial(1, 1, 1)));
            assertThat(volume.at(x, y, 0, 0)).as("the file's first pixel").isEqualTo(flat(0, 0));
            int nextX = width == 24 ? (x == 0 ? 8 : x - 8) : x;
            int nextY = width == 24 ? y : (y == 0 ? 8 : y - 8);
            assertThat(volume.at(nextX, nextY, 0, 0)).as("8 pixels on").isEqualTo(flat(8, 0));
        }
    }

    @Nested
    class Refused {
        @Test
        void should_be_each_file_that_was_cut() {
            for (byte[] whole : new byte[][] {sound, JpegBytes.file(24, 16, true, true)}) {
                for (int length = 0; length < whole.length; length++) {
                    assertThat(PictureFiles.refusal(directory, Arrays.copyOf(whole, length))
                                    .reason())
                            .isNotBlank();
                }
            }
        }

        @Test
        void should_be_pixels_that_end_too_early_although_the_file_does_not() {
            byte[] file = sound.clone();
            int scan = find(file, SOS);
            byte[] cut = Arrays.copyOf(file, scan + 12);
            cut[scan + 10] = (byte) 0xff;
            cut[scan + 11] = (byte) 0xd9;

            assertRefused(directory, cut, "scan at byte " + scan, "damaged pixels: Corrupt JPEG data: premature end");
        }

        @Test
        void should_be_what_is_not_read() {
            int frame = find(sound, SOF0);
            String place = "byte " + frame;
            assertRefused(directory, changed(frame + 4, 12), place, "12 bits a sample; JPEG of 8 bits is read");
            assertRefused(directory, changed(frame + 9, 4), place, "4 components; grey (1) and colour (3) are read");
            assertRefused(directory, changed(frame + 1, 0xc3), place, "marker c3: baseline, extended and progressive");
            assertRefused(directory, changed(frame + 1, 0xc9), place, "marker c9: baseline, extended and progressive");
        }

        @Test
        void should_be_sizes_that_the_pixels_cannot_have() {
            int frame = find(sound, SOF0);
            String place = "byte " + frame;
            assertRefused(directory, changed(frame + 6, 0), place, "a picture of 24 x 0 pixels");
            byte[] large = changed(frame + 5, 0xff);
            large[frame + 7] = (byte) 0xff;
            assertRefused(directory, large, place, "65304 x 65296 pixels; pictures of more than 67108864");
            byte[] empty = changed(frame + 5, 0x1f);
            empty[frame + 7] = 0x1f;
            assertRefused(directory, empty, place, "bytes of pixels cannot hold 7960 x 7952");
        }

        private byte[] changed(int position, int value) {
            byte[] file = sound.clone();
            file[position] = (byte) value;
            return file;
        }

        @Test
        void should_be_more_scans_than_any_encoder_writes() {
            int scan = find(sound, SOS);
            byte[] file = Arrays.copyOf(sound, sound.length - 2);
            byte[] again = Arrays.copyOfRange(sound, scan, sound.length - 2);
            for (int i = 0; i < 100; i++) {
                file = JpegBytes.join(file, again);
            }

            assertThat(PictureFiles.refusal(directory, file).reason()).contains("more than 100 scans");
        }

        @ParameterizedTest
        @ValueSource(ints = {9, -1, 300})
        void should_be_an_orientation_that_there_is_not(int orientation) {
            byte[] file = with(sound, APP1, JpegBytes.exif(orientation));

            assertRefused(directory, file, "byte 12", "which way up the picture is cannot be told");
        }

        @Test
        void should_be_damaged_exif_data_without_naming_anybody() {
            byte[] exif = Arrays.copyOf(JpegBytes.exif(1), 30);

            assertRefused(directory, with(sound, APP1, exif), "byte 12", "Exif data that are damaged");
        }

        @Test
        void should_not_be_comments_and_what_cameras_add() {
            byte[] file = with(with(sound, COMMENT, PictureFiles.PATIENT.getBytes(US_ASCII)), 0xe2, new byte[99]);

            assertThat(voxels(read(directory, file))).hasSize(24 * 16);
        }

        @Test
        void should_be_another_format() {
            assertRefused(directory, "GIF89a".getBytes(US_ASCII), "byte 0", "neither PNG nor JPEG");
        }
    }
}
