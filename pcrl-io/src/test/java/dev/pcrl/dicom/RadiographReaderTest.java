package dev.pcrl.dicom;

import static dev.pcrl.dicom.DicomBytes.radiograph;
import static dev.pcrl.dicom.DicomTestFiles.STORE;
import static dev.pcrl.dicom.DicomTestFiles.assertRefused;
import static dev.pcrl.dicom.DicomTestFiles.voxels;
import static dev.pcrl.dicom.DicomTestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RadiographReaderTest {
    private static final float CLOSE = 1e-6f;
    private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";

    @TempDir
    Path directory;

    private Volume read(DicomBytes image) {
        return new RadiographReader(STORE).read(write(directory, "a", image));
    }

    private float[] shown(DicomBytes image) {
        return voxels(read(image));
    }

    @Test
    void should_have_pixels_as_far_apart_as_the_file_says() {
        DicomBytes image = radiograph(0, 1);
        assertThat(read(image).geometry().affine()).isEqualTo(Affine.axial(1, 1, 1));
        image.text(Tag.IMAGER_PIXEL_SPACING, "0.2\\0.1");
        assertThat(read(image).geometry().affine()).isEqualTo(Affine.axial(0.1, 0.2, 1));
        image.text(Tag.PIXEL_SPACING, "0.4\\0.3");
        assertThat(read(image).geometry().affine()).isEqualTo(Affine.axial(0.3, 0.4, 1));
    }

    @Nested
    class Shown {
        @Test
        void should_be_the_whole_range_where_nothing_else_is_said() {
            assertThat(shown(radiograph(100, 300, 200))).containsExactly(0, 1, 0.5f);
            assertThat(shown(radiograph(100, 300, 200).text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1")))
                    .containsExactly(1, 0, 0.5f);
            assertThat(shown(radiograph(7, 7))).containsExactly(0, 0);
        }

        /** The numbers of PS3.3, C.11.2.1.2.1, notes 3 and 4, and C.11.2.1.3. */
        @ParameterizedTest
        @CsvSource({
            "LINEAR, 2048, 4096, 0, 0.50012210, 1",
            "LINEAR, 2048, 1, 0, 1, 1",
            "LINEAR_EXACT, 2048, 4096, 0, 0.5, 0.99975586",
            "SIGMOID, 2048, 4096, 0.11920292, 0.5, 0.8806945",
        })
        void should_go_through_the_window(
                String function, String centre, String width, float low, float middle, float high) {
            DicomBytes image = radiograph(0, 2048, 4095)
                    .text(Tag.VOI_LUT_FUNCTION, function)
                    .text(Tag.WINDOW_CENTER, centre + "\\9")
                    .text(Tag.WINDOW_WIDTH, width + "\\9");

            assertThat(shown(image)).containsExactly(new float[] {low, middle, high}, within(CLOSE));
            image.text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1");
            assertThat(shown(image)).containsExactly(new float[] {1 - low, 1 - middle, 1 - high}, within(CLOSE));
        }

        @Test
        void should_be_rescaled_before_the_window() {
            DicomBytes image = radiograph(0, 10, 20)
                    .text(Tag.RESCALE_SLOPE, "2")
                    .text(Tag.RESCALE_INTERCEPT, "-20")
                    .text(Tag.VOI_LUT_FUNCTION, "LINEAR_EXACT")
                    .text(Tag.WINDOW_CENTER, "0")
                    .text(Tag.WINDOW_WIDTH, "40");

            assertThat(shown(image)).containsExactly(0, 0.5f, 1);
        }

        @Test
        void should_go_through_tables() {
            DicomBytes modality =
                    DicomBytes.empty().number(Tag.LUT_DESCRIPTOR, 3, 1, 16).words(Tag.LUT_DATA, Vr.OW, 500, 510, 520);
            DicomBytes interest = DicomBytes.empty()
                    .number(Tag.LUT_DESCRIPTOR, 21, 500, 8)
                    .bytes(Tag.LUT_DATA.code(), Vr.OW, new byte[] {
                        51, 0, 0, 0, 0, 0, 0, 0, 0, 0, 102, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0
                    });
            DicomBytes image = radiograph(0, 1, 2, 3, 4)
                    .sequence(Tag.MODALITY_LUT_SEQUENCE, true, modality)
                    .sequence(Tag.VOI_LUT_SEQUENCE, false, interest)
                    .text(Tag.WINDOW_CENTER, "1")
                    .text(Tag.WINDOW_WIDTH, "1");

            assertThat(shown(image)).containsExactly(new float[] {0.2f, 0.2f, 0.4f, 1, 1}, within(CLOSE));
        }

        @Test
        void should_look_up_entries_of_a_modality_table_without_a_sign() {
            DicomBytes modality =
                    DicomBytes.empty().number(Tag.LUT_DESCRIPTOR, 2, 0, 16).words(Tag.LUT_DATA, Vr.OW, 40_000, 40_001);
            DicomBytes interest =
                    DicomBytes.empty().number(Tag.LUT_DESCRIPTOR, 2, 40_000, 8).words(Tag.LUT_DATA, Vr.OW, 51, 102);
            DicomBytes image = radiograph(0, 1)
                    .number(Tag.PIXEL_REPRESENTATION, 1)
                    .sequence(Tag.MODALITY_LUT_SEQUENCE, true, modality)
                    .sequence(Tag.VOI_LUT_SEQUENCE, true, interest);

            assertThat(shown(image)).containsExactly(new float[] {0.2f, 0.4f}, within(CLOSE));
        }

        @Test
        void should_be_black_where_there_is_padding() {
            DicomBytes image = radiograph(4000, 100, 200)
                    .number(Tag.PIXEL_PADDING_VALUE, 4000)
                    .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME1");

            assertThat(shown(image)).containsExactly(0, 1, 0);
        }
    }

    @Nested
    class OneFile {
        private Volume readAny(DicomBytes image) {
            return new ImageFileReader(STORE, SeriesSettings.STRICT, VoxelOrder.STORED)
                    .read(write(directory, "a", image));
        }

        @Test
        void should_be_shown_where_it_is_a_radiograph() {
            DicomBytes image = radiograph(100, 300, 200);

            assertThat(voxels(readAny(image))).containsExactly(0, 1, 0.5f);
            image.text(Tag.SOP_CLASS_UID, SECONDARY_CAPTURE).text(Tag.MODALITY, "CR");
            assertThat(voxels(readAny(image))).containsExactly(0, 1, 0.5f);
        }

        @Test
        void should_be_a_slice_in_its_units_where_it_is_one() {
            assertThat(voxels(readAny(DicomBytes.slice(2, 1).pixels(0, 24)))).containsExactly(-1024, -1000);
        }

        @Test
        void should_be_refused_where_it_is_neither() {
            DicomBytes screen =
                    radiograph(1).text(Tag.SOP_CLASS_UID, SECONDARY_CAPTURE).text(Tag.MODALITY, "OT");
            var file = write(directory, "a", screen);

            assertRefused(
                    file,
                    "(0008,0016) at byte ",
                    "a secondary capture is no slice",
                    () -> new ImageFileReader(STORE, SeriesSettings.STRICT, VoxelOrder.STORED).read(file));
        }
    }

    @Nested
    class Refused {
        private void refuse(DicomBytes image, String place, String reason) {
            var file = write(directory, "a", image);

            assertRefused(file, place, reason, () -> new RadiographReader(STORE).read(file));
        }

        @Test
        void should_be_what_is_no_single_grey_image() {
            refuse(radiograph(1).text(Tag.NUMBER_OF_FRAMES, "2"), "(0028,0008) at byte ", "2 frames; one is read");
            refuse(radiograph(1).number(Tag.SAMPLES_PER_PIXEL, 3), "(0028,0002) at byte ", "colour is not read");
            refuse(DicomBytes.empty().text(Tag.MODALITY, "SR"), "(7FE0,0010)", "the file holds no image");
        }

        @Test
        void should_be_windows_and_tables_that_are_none() {
            refuse(
                    radiograph(1).text(Tag.WINDOW_CENTER, "1").text(Tag.WINDOW_WIDTH, "0"),
                    "(0028,1051) at byte ",
                    "a window of width 0");
            refuse(radiograph(1).text(Tag.WINDOW_CENTER, "1"), "(0028,1051)", "is missing");
            refuse(
                    radiograph(1)
                            .text(Tag.WINDOW_CENTER, "1")
                            .text(Tag.WINDOW_WIDTH, "9")
                            .text(Tag.VOI_LUT_FUNCTION, DicomBytes.PATIENT),
                    "(0028,1056) at byte ",
                    "none that the standard knows");
            DicomBytes table =
                    DicomBytes.empty().number(Tag.LUT_DESCRIPTOR, 9, 0, 16).words(Tag.LUT_DATA, Vr.OW, 1, 2);
            refuse(
                    radiograph(1).sequence(Tag.VOI_LUT_SEQUENCE, true, table),
                    "(0028,3006) at byte ",
                    "4 bytes for 9 entries of 16 bits");
            refuse(
                    radiograph(1).sequence(Tag.VOI_LUT_SEQUENCE, true, table.number(Tag.LUT_DESCRIPTOR, 2, 0, 17)),
                    "(0028,3002) at byte ",
                    "entries of 17 bits");
        }
    }
}
