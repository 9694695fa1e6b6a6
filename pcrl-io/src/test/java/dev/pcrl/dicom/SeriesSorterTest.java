package dev.pcrl.dicom;

import static dev.pcrl.dicom.DicomTestFiles.assertNamesNobody;
import static dev.pcrl.dicom.DicomTestFiles.series;
import static dev.pcrl.dicom.DicomTestFiles.sliceAt;
import static dev.pcrl.dicom.DicomTestFiles.sort;
import static dev.pcrl.dicom.DicomTestFiles.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pcrl.dicom.SkippedFile.Kind;
import dev.pcrl.volume.Geometry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesSorterTest {
    @TempDir
    Path directory;

    /** A slice of some series; every image has a UID of its own. */
    private static DicomBytes slice(String series, double height) {
        return sliceAt(height, 1, 2)
                .text(Tag.SERIES_INSTANCE_UID, DicomBytes.UIDS + ".3." + series)
                .text(Tag.SOP_INSTANCE_UID, DicomBytes.UIDS + ".1." + series + "." + Math.round(1000 * height));
    }

    private org.apache.hadoop.fs.Path[] files(int count, IntFunction<DicomBytes> image) {
        return IntStream.range(0, count)
                .mapToObj(i -> write(directory, String.format("%02d", i), image.apply(i)))
                .toArray(org.apache.hadoop.fs.Path[]::new);
    }

    /** Modality, size and spacing. */
    private static String grid(Series series) {
        Geometry grid = series.geometry();
        return series.modality() + " " + grid.nx() + "x" + grid.ny() + "x" + grid.nz() + ", "
                + IntStream.range(0, 3)
                        .mapToObj(axis -> "" + grid.affine().spacing(axis))
                        .collect(joining("x"));
    }

    private static void assertOnlyRefused(SortedFiles sorted, String place, String reason) {
        assertThat(sorted.series()).isEmpty();
        assertThat(sorted.skipped()).isEmpty();
        assertThat(sorted.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.place()).isEqualTo(place);
            assertThat(refused.reason()).isEqualTo(reason);
            assertNamesNobody(refused.toString());
        });
    }

    @Nested
    class Volumes {
        @Test
        void should_be_found_in_a_heap_of_files() {
            List<org.apache.hadoop.fs.Path> heap = new ArrayList<>();
            for (String series : new String[] {"1", "2", "3"}) {
                for (int z = 0; z < 5; z++) {
                    DicomBytes slice = slice(series, z * Integer.parseInt(series));
                    heap.add(write(
                            directory,
                            series + z,
                            slice.file(z % 2 == 0 ? TransferSyntax.IMPLICIT_LITTLE : TransferSyntax.EXPLICIT_BIG)));
                }
            }
            Collections.shuffle(heap, new Random(1));

            SortedFiles sorted = sort(heap.toArray(org.apache.hadoop.fs.Path[]::new));

            assertThat(sorted.refused()).isEmpty();
            assertThat(sorted.skipped()).isEmpty();
            assertThat(sorted.series())
                    .allSatisfy(series -> assertThat(series.files())
                            .isSortedAccordingTo((a, b) -> a.getName().compareTo(b.getName()))
                            .hasSize(5))
                    .extracting(SeriesSorterTest::grid)
                    .containsExactlyInAnyOrder(
                            "CT 2x1x5, 1.0x1.0x1.0", "CT 2x1x5, 1.0x1.0x2.0", "CT 2x1x5, 1.0x1.0x3.0");
        }

        @Test
        void should_be_ordered_along_their_normal_whatever_their_numbers() {
            var files = files(3, i -> slice("1", -i).text(Tag.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\-1\\0"));

            SortedFiles sorted = sort(files); // the normal points to the feet

            assertThat(sorted.series()).singleElement().satisfies(series -> {
                assertThat(series.files()).containsExactly(files);
                assertThat(series.slices()).extracting(Slice::position).containsExactly(0.0, 1.0, 2.0);
            });
        }

        @Test
        void should_be_as_the_reader_makes_them() {
            var files = files(4, i -> slice("1", 1.25 * i));

            assertThat(sort(files).series())
                    .singleElement()
                    .satisfies(series -> assertThat(series.geometry())
                            .isEqualTo(DicomTestFiles.read(files).geometry()));
        }

        @ParameterizedTest
        @CsvSource({
            "ECHO_NUMBERS, 1, 2",
            "IMAGE_TYPE, DERIVED\\PRIMARY\\M, DERIVED\\PRIMARY\\P",
            "ACQUISITION_NUMBER, 3, 4"
        })
        void should_be_parted_where_a_series_has_several_images_of_the_same_places(Tag mark, String one, String other) {
            var files = files(
                    6,
                    i -> slice("1", i - i % 2)
                            .text(mark, i % 2 == 0 ? one : other)
                            .text(Tag.SOP_INSTANCE_UID, DicomBytes.UIDS + ".1." + i));

            assertThat(sort(files).series())
                    .extracting(Series::files)
                    .containsExactlyInAnyOrder(
                            List.of(files[0], files[2], files[4]), List.of(files[1], files[3], files[5]));
        }

        @Test
        void should_be_parted_where_a_series_has_several_directions() {
            var files = files(
                    6,
                    i -> i < 3
                            ? slice("1", i)
                            : slice("1", i)
                                    .text(Tag.IMAGE_ORIENTATION_PATIENT, "0\\1\\0\\0\\0\\-1")
                                    .text(Tag.IMAGE_POSITION_PATIENT, (2 * i) + "\\0\\0"));

            assertThat(sort(files).series())
                    .extracting(SeriesSorterTest::grid)
                    .containsExactlyInAnyOrder("CT 2x1x3, 1.0x1.0x1.0", "CT 2x1x3, 1.0x1.0x2.0");
        }

        @Test
        void should_be_found_in_one_file_with_many_frames() {
            var file = write(directory, "a", DicomBytes.enhanced(2, 1, 4, 0, 2).pixels(5, 6, 1, 2, 3, 4));

            assertThat(sort(file).series()).singleElement().satisfies(series -> {
                assertThat(grid(series)).isEqualTo("MR 2x1x3, 0.75x0.5x2.0");
                assertThat(series.files()).containsExactly(file);
            });
        }
    }

    @Nested
    class Refused {
        private static final String POSITION = "(0020,0032)";

        @Test
        void should_be_what_lacks_slices() {
            assertOnlyRefused(
                    sort(series(directory, 0, 1, 2, 5, 6, 8, 9)), POSITION, "3 slices are missing at 3, 4, 7 mm");
        }

        @Test
        void should_be_what_lacks_slices_unless_settings_allow_to_interpolate_them() {
            SortedFiles sorted = sort(new SeriesSettings(true), series(directory, 0, 1, 2, 4));

            assertThat(sorted.series())
                    .singleElement()
                    .satisfies(series -> assertThat(grid(series)).isEqualTo("CT 2x1x5, 1.0x1.0x1.0"));
        }

        @Test
        void should_be_what_has_slices_twice() {
            var files = files(4, i -> slice("1", i % 3).text(Tag.SOP_INSTANCE_UID, DicomBytes.UIDS + ".1." + i));

            assertOnlyRefused(sort(files), POSITION, "more than one slice at 0 mm: several images of the same places");
        }

        @Test
        void should_be_what_is_unevenly_spaced() {
            assertOnlyRefused(
                    sort(series(directory, 0, 1, 2, 3.5, 4.5)),
                    POSITION,
                    "slices are unevenly spaced: 1.5 mm from the one at 2 mm to the next, where 1 mm are usual");
        }

        @Test
        void should_be_what_a_tilted_gantry_took() {
            double shift = Math.tan(Math.toRadians(15));
            var files = files(
                    6,
                    i -> slice("1", 0)
                            .text(Tag.SOP_INSTANCE_UID, DicomBytes.UIDS + ".1." + i)
                            .text(Tag.IMAGE_POSITION_PATIENT, "0\\" + 5 * i * shift + "\\" + 5 * i));

            assertOnlyRefused(
                    sort(files),
                    POSITION,
                    "each slice is shifted against the one below, as by a gantry tilted by 15 degrees;"
                            + " resample the series upright first");
        }

        @Test
        void should_be_what_is_shifted_here_and_there() {
            var files = files(6, i -> slice("1", i).text(Tag.IMAGE_POSITION_PATIENT, (i == 3 ? 7 : 0) + "\\0\\" + i));

            assertOnlyRefused(
                    sort(files), POSITION, "slices are shifted in their plane by up to 7 mm against one another");
        }

        @Test
        void should_be_a_series_whose_pixels_are_written_as_is_not_read() {
            var files = Stream.of(0, 1, 2)
                    .map(z -> write(
                            directory,
                            "" + z,
                            slice("1", z).fragments(List.of(), new byte[4]).file(TransferSyntax.HTJ2K_LOSSLESS)))
                    .toArray(org.apache.hadoop.fs.Path[]::new);

            assertOnlyRefused(
                    sort(files),
                    "(7FE0,0010)",
                    "pixels are written in High-Throughput JPEG 2000 Lossless, which is not read");
        }

        @Test
        void should_be_frames_that_make_no_volume() {
            var file =
                    write(directory, "a", DicomBytes.enhanced(1, 1, 0, 1, 3, 4).pixels(1, 2, 3, 4));

            assertOnlyRefused(sort(file), POSITION, "1 slice is missing at 2 mm");
        }
    }

    @Nested
    class Skipped {
        private void assertSkipped(DicomBytes image, Kind kind, String place, String reason) {
            SortedFiles sorted = sort(write(directory, "other", image), write(directory, "slice", slice("1", 0)));

            assertThat(sorted.series()).hasSize(1);
            assertThat(sorted.refused()).isEmpty();
            assertThat(sorted.skipped()).singleElement().satisfies(skipped -> {
                assertThat(skipped.file().getName()).isEqualTo("other");
                assertThat(skipped.kind()).isEqualTo(kind);
                assertThat(skipped.place()).startsWith(place);
                assertThat(skipped.reason()).startsWith(reason);
                assertNamesNobody(skipped.toString());
            });
        }

        @Test
        void should_be_what_is_no_slice_of_a_volume() {
            assertSkipped(
                    slice("1", 5).text(Tag.IMAGE_TYPE, "ORIGINAL\\PRIMARY\\LOCALIZER"),
                    Kind.OTHER,
                    "(0008,0008) at byte ",
                    "a localiser is no slice");
            assertSkipped(
                    slice("1", 5).text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7"),
                    Kind.OTHER,
                    "(0008,0016) at byte ",
                    "a secondary capture is no slice");
            assertSkipped(
                    slice("1", 5).text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.1"),
                    Kind.RADIOGRAPH,
                    "(0008,0016) at byte ",
                    "a radiograph (CR, DX, MG) is no slice");
            assertSkipped(
                    slice("1", 5).number(Tag.SAMPLES_PER_PIXEL, 3).pixels(1, 2, 3),
                    Kind.OTHER,
                    "(0028,0002) at byte ",
                    "colour is not read");
            assertSkipped(
                    slice("1", 5).remove(Tag.IMAGE_POSITION_PATIENT),
                    Kind.OTHER,
                    "(0020,0032)",
                    "is missing: the image");
            assertSkipped(
                    DicomBytes.empty().text(Tag.MODALITY, "SR"), Kind.OTHER, "(7FE0,0010)", "is missing: the file");
        }

        @Test
        void should_be_an_image_that_stands_alone_in_its_series() {
            var files = files(
                    3,
                    i -> i < 2
                            ? slice("1", i)
                            : slice("1", i).text(Tag.IMAGE_ORIENTATION_PATIENT, "0\\1\\0\\0\\0\\-1"));

            SortedFiles sorted = sort(files);

            assertThat(sorted.series()).extracting(Series::files).containsExactly(List.of(files[0], files[1]));
            assertThat(sorted.skipped()).singleElement().satisfies(skipped -> {
                assertThat(skipped.file()).isEqualTo(files[2]);
                assertThat(skipped.place()).isEqualTo("(0020,0037)");
                assertThat(skipped.reason()).startsWith("stands alone");
            });
        }

        @Test
        void should_be_a_copy() {
            var sorted = sort(write(directory, "a", slice("1", 0)), write(directory, "b", slice("1", 0)));

            assertThat(sorted.series()).hasSize(1);
            assertThat(sorted.skipped())
                    .extracting(SkippedFile::reason)
                    .containsExactly("holds the same image as " + directory + "/a");
        }

        @Test
        void should_be_what_is_damaged() {
            assertSkipped(slice("1", 5).pixels(1), Kind.DAMAGED, "(7FE0,0010) at byte ", "2 bytes of pixels");
            assertSkipped(
                    slice("1", 5).text(Tag.PIXEL_SPACING, "0\\1"),
                    Kind.DAMAGED,
                    "(0028,0030) at byte ",
                    "a distance of");
            assertSkipped(slice("1", 5).remove(Tag.SERIES_INSTANCE_UID), Kind.DAMAGED, "(0020,000E)", "is missing");
            assertSkipped(slice("1", 5).withoutPixels(), Kind.DAMAGED, "(7FE0,0010)", "is missing: the file");
        }

        @Test
        void should_be_what_is_empty_as_damaged_where_its_name_may_be_that_of_a_slice() {
            var files = Stream.of("IM0001", "1.2.840.1", "a.DCM", "notes.txt", "DONE")
                    .map(name -> write(directory, name, new byte[0]))
                    .toArray(org.apache.hadoop.fs.Path[]::new);

            assertThat(sort(files).skipped())
                    .extracting(skipped -> skipped.file().getName(), SkippedFile::kind)
                    .containsExactly(
                            tuple("1.2.840.1", Kind.DAMAGED),
                            tuple("DONE", Kind.OTHER),
                            tuple("IM0001", Kind.DAMAGED),
                            tuple("a.DCM", Kind.DAMAGED),
                            tuple("notes.txt", Kind.OTHER));
        }

        @Test
        void should_be_files_of_other_formats_and_those_that_are_gone() {
            var text = write(directory, "a.txt", "text".getBytes(UTF_8));
            var gone = new org.apache.hadoop.fs.Path(directory.resolve("gone").toString());

            assertThat(sort(text, gone).skipped())
                    .extracting(SkippedFile::kind)
                    .containsExactly(Kind.OTHER, Kind.DAMAGED);
        }
    }

    @Test
    void should_put_each_file_in_one_place_whichever_bytes_are_changed() {
        byte[] whole = slice("1", 0).file(TransferSyntax.EXPLICIT_LITTLE);
        var sound = write(directory, "sound", slice("1", 1));
        Random random = new Random(7);
        for (int trial = 0; trial < 1000; trial++) {
            byte[] damaged = Arrays.copyOf(whole, trial % 3 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int flip = 0; damaged.length > 0 && flip <= trial % 4; flip++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            SortedFiles sorted = sort(write(directory, "damaged", damaged), sound);

            Stream<org.apache.hadoop.fs.Path> read =
                    sorted.series().stream().flatMap(series -> series.files().stream());
            Stream<org.apache.hadoop.fs.Path> refused =
                    sorted.refused().stream().flatMap(series -> series.files().stream());
            Stream<org.apache.hadoop.fs.Path> skipped =
                    sorted.skipped().stream().map(SkippedFile::file);
            assertThat(Stream.of(read, refused, skipped).flatMap(stream -> stream))
                    .as("trial %d", trial)
                    .hasSize(2);
        }
    }
}
