package dev.pcrl.dicom;

import static dev.pcrl.dicom.DicomTestFiles.STORE;
import static dev.pcrl.dicom.DicomTestFiles.assertRefused;
import static dev.pcrl.dicom.DicomTestFiles.read;
import static dev.pcrl.dicom.DicomTestFiles.series;
import static dev.pcrl.dicom.DicomTestFiles.sliceAt;
import static dev.pcrl.dicom.DicomTestFiles.voxels;
import static dev.pcrl.dicom.DicomTestFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.damage.Outcome;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesReaderTest {
    private static final SeriesSettings FILLING = new SeriesSettings(true);

    @TempDir
    Path directory;

    @Nested
    class Slices {
        @Test
        void should_stand_above_one_another() {
            Volume volume = read(series(directory, -10, -7.5, -5));

            assertThat(voxels(volume)).containsExactly(10, 11, 20, 22, 30, 33);
            assertThat(volume.geometry().nz()).isEqualTo(3);
            assertThat(volume.geometry().affine()).isEqualTo(Affine.ofRows(-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 2.5, -10));
            assertThat(volume.modality()).isEqualTo(Modality.CT);
            assertThat(volume.storedType()).isEqualTo("int16");
        }

        @Test
        void should_each_be_rescaled_as_it_says() {
            var low = write(directory, "a", sliceAt(0, 1, 2).text(Tag.RESCALE_SLOPE, "2"));
            var high = write(
                    directory,
                    "b",
                    sliceAt(1, 1, 2).text(Tag.RESCALE_SLOPE, "0.5").text(Tag.RESCALE_INTERCEPT, "-100"));

            assertThat(voxels(read(low, high))).containsExactly(2, 4, -99.5f, -99);
        }

        @Test
        void should_be_as_thick_as_they_say_when_they_stand_alone() {
            DicomBytes slice = sliceAt(5, 1, 2).text(Tag.SLICE_THICKNESS, "2.5");

            assertThat(read(write(directory, "a", slice)).geometry().affine().spacing(2))
                    .isEqualTo(2.5);
            slice.text(Tag.SPACING_BETWEEN_SLICES, "3");
            assertThat(read(write(directory, "a", slice)).geometry().affine().spacing(2))
                    .isEqualTo(3);
        }

        @Test
        void should_be_refused_when_they_come_in_another_order() {
            var files = series(directory, 0, 1, 2);

            assertRefused(files[2], "(0020,0032)", "not in the order", () -> read(files[0], files[2], files[1]));
        }

        @Test
        void should_be_refused_when_they_differ() {
            var first = write(directory, "a", sliceAt(0, 1, 2));
            var wider = write(directory, "b", sliceAt(1, 1, 2).text(Tag.PIXEL_SPACING, "1\\1.1"));
            var turned =
                    write(directory, "c", sliceAt(1, 1, 2).text(Tag.IMAGE_ORIENTATION_PATIENT, "0\\1\\0\\1\\0\\0"));

            for (var other : List.of(wider, turned)) {
                assertRefused(other, "(0020,0037) at byte ", "differs in size", () -> read(first, other));
            }
        }

        @Test
        void should_be_refused_when_one_is_damaged() {
            var files = series(directory, 0, 1, 2);
            var cut = write(directory, "z1.0.dcm", sliceAt(1, 1));

            assertRefused(cut, "(7FE0,0010) at byte ", "2 bytes of pixels", () -> read(files));
        }

        @Test
        void should_be_refused_where_directions_are_none() {
            for (String directions : List.of("1\\0\\0\\1\\0\\0", "0\\0\\0\\0\\0\\0", "2\\0\\0\\0\\1\\0")) {
                DicomBytes slice = sliceAt(0, 1, 2).text(Tag.IMAGE_ORIENTATION_PATIENT, directions);

                assertRefused(write(directory, "a", slice), "(0020,0037) at byte ", "not of length 1");
            }
        }
    }

    @Nested
    class Directions {
        @Test
        void should_be_those_of_sagittal_slices() {
            DicomBytes slice = sliceAt(3, 1, 2)
                    .text(Tag.IMAGE_ORIENTATION_PATIENT, "0\\1\\0\\0\\0\\-1")
                    .text(Tag.PIXEL_SPACING, "0.5\\0.25") // of rows, of columns
                    .text(Tag.SLICE_THICKNESS, "4");

            Affine affine = read(write(directory, "a", slice)).geometry().affine();

            // x: to posterior, y: to inferior, z: to the right
            assertThat(affine).isEqualTo(Affine.ofRows(0, 0, 4, 0, -0.25, 0, 0, 0, 0, -0.5, 0, 3));
        }

        @Test
        void should_be_kept_when_they_are_oblique() {
            double cosine = Math.cos(0.3);
            double sine = Math.sin(0.3);
            // turned about x: rows grow by (0, cosine, sine), slices by (0, -sine, cosine)
            var files = IntStream.range(0, 4)
                    .mapToObj(z -> write(
                            directory,
                            z + "",
                            sliceAt(z, z, z)
                                    .text(Tag.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\" + cosine + "\\" + sine)
                                    .text(Tag.PIXEL_SPACING, "0.8\\0.7")
                                    .text(
                                            Tag.IMAGE_POSITION_PATIENT,
                                            "-30\\" + (20 - 1.5 * z * sine) + "\\" + (-700 + 1.5 * z * cosine))))
                    .toArray(org.apache.hadoop.fs.Path[]::new);

            double[] rows = read(files).geometry().affine().toRows();

            double[] due = {-0.7, 0, 0, 30, 0, -0.8 * cosine, 1.5 * sine, -20, 0, 0.8 * sine, 1.5 * cosine, -700};
            assertThat(rows).containsExactly(due, within(1e-9));
        }
    }

    @Nested
    class Missing {
        private Volume fill(org.apache.hadoop.fs.Path... files) {
            return new SeriesReader(STORE, FILLING, VoxelOrder.STORED).read(List.of(files));
        }

        @Test
        void should_be_interpolated_only_where_settings_say_so() {
            var files = series(directory, 0, 1, 3, 4);

            assertRefused(files[0], "(0020,0032)", "1 slice is missing at 2 mm", () -> read(files));
            Volume volume = fill(files);

            assertThat(voxels(volume)).containsExactly(10, 11, 20, 22, 25, 27.5f, 30, 33, 40, 44);
            assertThat(volume.geometry().affine().spacing(2)).isEqualTo(1);
        }

        @Test
        void should_be_interpolated_beside_padding_as_padding() {
            var files = IntStream.of(0, 1, 3, 4)
                    .mapToObj(z -> write(
                            directory,
                            z + "",
                            sliceAt(z, z == 1 ? -2000 : 10 + z, 20).number(Tag.PIXEL_PADDING_VALUE, -2000)))
                    .toArray(org.apache.hadoop.fs.Path[]::new);

            // the darkest number that is no padding, which is not that of the space for the missing slice
            assertThat(voxels(fill(files))).containsExactly(10, 20, 10, 20, 10, 20, 13, 20, 14, 20);
        }

        @Test
        void should_take_no_memory_of_a_second_volume() {
            int size = 512;
            int[] pixels = new int[size * size];
            org.apache.hadoop.fs.Path[] files = IntStream.range(0, 12)
                    .mapToObj(z -> write(
                            directory,
                            "z" + z,
                            DicomBytes.slice(size, size)
                                    .text(Tag.IMAGE_POSITION_PATIENT, "0\\0\\" + z)
                                    .pixels(pixels)))
                    .toArray(org.apache.hadoop.fs.Path[]::new);
            var withoutOne = IntStream.range(0, 12)
                    .filter(z -> z != 5)
                    .mapToObj(z -> files[z])
                    .toArray(org.apache.hadoop.fs.Path[]::new);
            fill(withoutOne);

            long whole = Outcome.of(() -> read(files)).allocated();
            long filled = Outcome.of(() -> fill(withoutOne)).allocated();

            long volume = 12L * size * size * Float.BYTES;
            assertThat(filled).isBetween(volume, whole + volume / 2);
        }

        @Test
        void should_be_interpolated_in_small_number_only() {
            var files = series(directory, 0, 1, 2, 3, 6, 7);

            assertRefused(files[0], "(0020,0032)", "2 slices are missing at 4, 5 mm", () -> fill(files));
        }
    }

    @Nested
    class Frames {
        @Test
        void should_be_put_in_order() {
            DicomBytes image = DicomBytes.enhanced(2, 1, 4, 0, 2).pixels(5, 6, 1, 2, 3, 4);

            Volume volume = read(write(directory, "a", image));

            assertThat(voxels(volume)).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(volume.geometry().affine()).isEqualTo(Affine.ofRows(-0.75, 0, 0, 0, 0, -0.5, 0, 0, 0, 0, 2, 0));
            assertThat(volume.modality()).isEqualTo(Modality.MR);
        }

        @Test
        void should_each_be_rescaled_as_its_group_says() {
            DicomBytes[] groups = IntStream.of(1, 2)
                    .mapToObj(z -> DicomBytes.empty()
                            .sequence(
                                    Tag.PLANE_POSITION_SEQUENCE,
                                    false,
                                    DicomBytes.empty().text(Tag.IMAGE_POSITION_PATIENT, "0\\0\\" + z))
                            .sequence(
                                    Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                                    true,
                                    DicomBytes.empty()
                                            .text(Tag.RESCALE_SLOPE, z + "")
                                            .text(Tag.RESCALE_INTERCEPT, "0.5")))
                    .toArray(DicomBytes[]::new);
            DicomBytes image = DicomBytes.enhanced(2, 1, 0, 0).frames(groups).pixels(1, 2, 3, 4);

            assertThat(voxels(read(write(directory, "a", image)))).containsExactly(1.5f, 2.5f, 6.5f, 8.5f);
        }

        @Test
        void should_be_refused_when_several_show_the_same_place() {
            DicomBytes[] groups = IntStream.of(1, 2, 3, 4)
                    .mapToObj(frame -> DicomBytes.empty()
                            .sequence(
                                    Tag.PLANE_POSITION_SEQUENCE,
                                    false,
                                    DicomBytes.empty().text(Tag.IMAGE_POSITION_PATIENT, "0\\0\\" + frame % 2))
                            .sequence(
                                    Tag.FRAME_CONTENT_SEQUENCE,
                                    false,
                                    DicomBytes.empty().number(Tag.TEMPORAL_POSITION_INDEX, frame > 2 ? 2 : 1)))
                    .toArray(DicomBytes[]::new);
            DicomBytes image =
                    DicomBytes.enhanced(1, 1, 0, 0, 0, 0).frames(groups).pixels(1, 2, 3, 4);

            assertRefused(
                    write(directory, "a", image),
                    "(0020,0032)",
                    "more than one slice at 0, 1 mm: several images of the same places;"
                            + " the frames have 2 temporal positions");
        }

        @Test
        void should_have_a_group_each() {
            DicomBytes image = DicomBytes.enhanced(1, 1, 0, 1)
                    .text(Tag.NUMBER_OF_FRAMES, "3")
                    .pixels(1, 2, 3);

            assertRefused(write(directory, "a", image), "(0028,0008) at byte ", "3 frames, but functional groups of 2");
        }

        @Test
        void should_say_where_they_are() {
            DicomBytes image =
                    DicomBytes.enhanced(1, 1, 0).frames(DicomBytes.empty()).pixels(1);

            assertRefused(write(directory, "a", image), "(0020,9113)", "is missing");
        }
    }
}
