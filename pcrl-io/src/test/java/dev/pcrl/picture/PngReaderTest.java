package dev.pcrl.picture;

import static dev.pcrl.picture.PictureFiles.assertRefused;
import static dev.pcrl.picture.PictureFiles.read;
import static dev.pcrl.picture.PictureFiles.voxels;
import static dev.pcrl.picture.PngBytes.chunk;
import static dev.pcrl.picture.PngBytes.zlib;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Volume;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers were also compared with Pillow 13.0.0, on 179 files of all kinds and filters: they are the same. */
class PngReaderTest {
    /** Red, green, blue and a grey. */
    private static final byte[] PALETTE = {-1, 0, 0, 0, -1, 0, 0, 0, -1, 9, 9, 9};

    @TempDir
    Path directory;

    @Nested
    class Numbers {
        @ParameterizedTest
        @CsvSource({
            "1, 255, false", "2, 85, false", "4, 17, false", "8, 1, false", "16, 1, false",
            "1, 255, true", "2, 85, true", "4, 17, true", "8, 1, true", "16, 1, true"
        })
        void should_be_greys_as_stored_or_scaled_to_a_byte(int bits, int factor, boolean interlaced) {
            PngBytes png = new PngBytes(13, 9, bits, 0, interlaced);

            Volume volume = read(directory, png.file());

            assertThat(volume.geometry()).isEqualTo(new Geometry(13, 9, 1, Affine.axial(1, 1, 1)));
            assertThat(volume.storedType()).isEqualTo(bits == 16 ? "uint16" : "uint8");
            for (int y = 0; y < 9; y++) {
                for (int x = 0; x < 13; x++) {
                    assertThat(volume.at(x, y, 0, 0)).isEqualTo(factor * png.sample(x, y, 0));
                }
            }
        }

        @ParameterizedTest
        @CsvSource({
            "8, 2, false",
            "8, 2, true",
            "16, 2, false",
            "8, 4, true",
            "16, 4, false",
            "8, 6, false",
            "16, 6, true"
        })
        void should_be_the_grey_that_is_stored_as_colour_or_with_an_opaque_alpha(
                int bits, int colourType, boolean interlaced) {
            PngBytes png = new PngBytes(11, 10, bits, colourType, interlaced);
            int alpha = colourType == 4 ? 1 : 3;

            Volume volume =
                    read(directory, png.file((x, y, channel) -> channel == alpha ? png.most() : png.sample(x, y, 0)));

            for (int y = 0; y < 10; y++) {
                for (int x = 0; x < 11; x++) {
                    assertThat(volume.at(x, y, 0, 0)).isEqualTo(png.sample(x, y, 0));
                }
            }
        }

        @Test
        void should_be_the_luma_of_colours() {
            int[][] colours = {{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {255, 255, 255}, {1, 2, 3}};

            Volume volume =
                    read(directory, new PngBytes(5, 1, 8, 2, false).file((x, y, channel) -> colours[x][channel]));

            assertThat(voxels(volume)).containsExactly(76, 150, 29, 255, 2);
        }

        @ParameterizedTest
        @ValueSource(ints = {2, 4, 8})
        void should_be_the_luma_of_a_palette(int bits) {
            byte[] file = new PngBytes(4, 1, bits, 3, false)
                    .file((x, y, channel) -> x, chunk("PLTE", PALETTE), chunk("tRNS", new byte[] {-1, -1, -1, -1}));

            assertThat(voxels(read(directory, file))).containsExactly(76, 150, 29, 9);
        }

        @Test
        void should_not_heed_gamma_profiles_resolution_or_text() {
            byte[] bomb = zlib(new byte[8 << 20]);
            byte[] file = PngBytes.grey(3, 1, 8)
                    .file(
                            chunk("gAMA", new byte[] {0, 0, 0, 1}),
                            chunk("iCCP", JpegBytes.join("a\0\0".getBytes(US_ASCII), bomb)),
                            chunk("zTXt", JpegBytes.join("a\0\0".getBytes(US_ASCII), bomb)),
                            chunk("iTXt", JpegBytes.join("a\0\1\0\0\0".getBytes(US_ASCII), bomb)),
                            chunk("pHYs", new byte[] {0, 0, 1, 0, 0, 0, 2, 0, 1}),
                            chunk("tEXt", "Author\0DOE^JANE".getBytes(US_ASCII)));

            Volume volume = read(directory, file);

            assertThat(voxels(volume)).containsExactly(0, 7, 14);
            assertThat(volume.geometry().affine()).isEqualTo(Affine.axial(1, 1, 1));
        }

        @Test
        void should_stand_upright_as_exif_says() {
            byte[] file = PngBytes.grey(2, 1, 8).file(chunk("eXIf", JpegBytes.tiff(6)));

            Volume volume = read(directory, file);

            assertThat(volume.geometry().size(0)).isEqualTo(1);
            assertThat(voxels(volume)).containsExactly(0, 7);
        }
    }

    @Nested
    class Transparency {
        @Test
        void should_be_refused_with_the_pixel() {
            PngBytes.Samples halfAt21 = (x, y, channel) -> channel == 3 && x == 2 && y == 1 ? 127 : 255;
            byte[] alpha = new PngBytes(3, 3, 8, 6, false).file(halfAt21);
            byte[] greyKey = PngBytes.grey(3, 1, 8).file(chunk("tRNS", new byte[] {0, 14}));
            byte[] colourKey = new PngBytes(3, 1, 8, 2, false)
                    .file((x, y, channel) -> x, chunk("tRNS", new byte[] {0, 1, 0, 1, 0, 1}));
            byte[] entry = new PngBytes(3, 1, 8, 3, false)
                    .file((x, y, channel) -> x, chunk("PLTE", PALETTE), chunk("tRNS", new byte[] {-1, -1, 5}));

            assertRefused(directory, alpha, "pixel (2, 1)", "is transparent");
            assertRefused(directory, greyKey, "pixel (2, 0)", "is transparent");
            assertRefused(directory, colourKey, "pixel (1, 0)", "is transparent");
            assertRefused(directory, entry, "pixel (2, 0)", "is transparent");
        }

        @Test
        void should_be_nothing_where_no_pixel_has_it() {
            byte[] greyKey = PngBytes.grey(3, 1, 8).file(chunk("tRNS", new byte[] {0, 15}));

            assertThat(voxels(read(directory, greyKey))).containsExactly(0, 7, 14);
        }
    }

    @Nested
    class Refused {
        private final PngBytes png = PngBytes.grey(9, 9, 8);
        private final byte[] sound = png.file();

        @Test
        void should_be_each_file_that_was_cut() {
            for (int length = 0; length < sound.length; length++) {
                byte[] cut = Arrays.copyOf(sound, length);
                String place = length < 8 ? "byte 0" : "byte ";

                assertThat(PictureFiles.refusal(directory, cut).place()).startsWith(place);
            }
        }

        @Test
        void should_be_bytes_that_do_not_match_their_checksum() {
            byte[] damaged = sound.clone();
            damaged[60] ^= 1;

            assertRefused(directory, damaged, "byte 33", "chunk IDAT does not match its checksum");
        }

        @Test
        void should_be_sizes_that_no_picture_has() {
            assertRefused(directory, resized(0, 9), "byte 16", "a picture of 0 x 9 pixels");
            assertRefused(
                    directory, resized(1 << 14, 1 << 13), "byte 16", "16384 x 8192 pixels; pictures of more than");
            assertRefused(directory, resized(-1, -1), "byte 16", "4294967295 x 4294967295 pixels");
            assertRefused(
                    directory,
                    resized(8192, 8192),
                    "byte " + (sound.length - 12),
                    "bytes of IDAT cannot hold the 8192 x 8192 pixels that the header promises");
        }

        private byte[] resized(int width, int height) {
            byte[] file = sound.clone();
            byte[] header = png.header(width, height);
            System.arraycopy(header, 0, file, 8, header.length);
            return file;
        }

        @Test
        void should_be_pixels_that_end_too_early() {
            assertRefused(directory, resized(9, 10), "IDAT at byte 33", "damaged pixels: they end too early");
        }

        @Test
        void should_be_what_the_standard_does_not_know() {
            assertRefused(directory, new PngBytes(1, 1, 4, 2, false).file(), "byte 24", "colour type 2 of 4 bits");
            assertRefused(
                    directory, png.file(chunk("XYZW")), "byte 33", "chunk XYZW, which the standard does not know");
            assertRefused(directory, png.file(chunk("acTL")), "byte 33", "animations are not read");
            assertRefused(directory, new PngBytes(4, 1, 2, 3, false).file(), "byte 55", "a palette of 0 bytes");
        }

        @Test
        void should_be_colours_beyond_the_palette() {
            byte[] file = new PngBytes(3, 1, 2, 3, false)
                    .file((x, y, channel) -> x, chunk("PLTE", Arrays.copyOf(PALETTE, 6)));

            assertRefused(directory, file, "pixel (2, 0)", "has a colour that the palette lacks");
        }
    }
}
