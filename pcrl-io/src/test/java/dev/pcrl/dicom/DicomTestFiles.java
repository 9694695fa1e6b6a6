package dev.pcrl.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Files of a test, and what the tests ask of their readers. */
final class DicomTestFiles {
    static final Store STORE = Store.local();

    private DicomTestFiles() {}

    static Path write(java.nio.file.Path directory, String name, byte[] bytes) {
        java.nio.file.Path file = directory.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Path(file.toString());
    }

    static Path write(java.nio.file.Path directory, String name, DicomBytes image) {
        return write(directory, name, image.file(TransferSyntax.EXPLICIT_LITTLE));
    }

    static Volume read(Path... files) {
        return new SeriesReader(STORE, SeriesSettings.STRICT).read(List.of(files));
    }

    static SortedFiles sort(Path... files) {
        return sort(SeriesSettings.STRICT, files);
    }

    static SortedFiles sort(SeriesSettings settings, Path... files) {
        try (SeriesSorter sorter = new SeriesSorter(STORE, settings)) {
            Arrays.stream(files).forEach(sorter::take);
            return sorter.finish();
        }
    }

    static float[] voxels(Volume volume) {
        float[] voxels = new float[volume.voxels().remaining()];
        volume.voxels().get(voxels);
        return voxels;
    }

    /** Slices of two pixels at heights in millimetres, the pixels 10 and 11 times the slice's number from 1 on. */
    static Path[] series(java.nio.file.Path directory, double... heights) {
        return Arrays.stream(heights)
                .mapToObj(height -> {
                    int number =
                            Arrays.binarySearch(Arrays.stream(heights).sorted().toArray(), height) + 1;
                    return write(directory, "z" + height + ".dcm", sliceAt(height, 10 * number, 11 * number));
                })
                .toArray(Path[]::new);
    }

    /** A slice of two pixels, without rescaling. */
    static DicomBytes sliceAt(double height, int... pixels) {
        return DicomBytes.slice(2, 1)
                .text(Tag.SOP_INSTANCE_UID, DicomBytes.UIDS + ".1." + Math.round(1000 * (height + 5000)))
                .text(Tag.IMAGE_POSITION_PATIENT, "0\\0\\" + height)
                .text(Tag.RESCALE_INTERCEPT, "0")
                .pixels(pixels);
    }

    /** Checks that a file is refused with this place and a reason that says so, and that no patient is named. */
    static void assertRefused(Path guilty, String place, String reason, ThrowingCallable reading) {
        Throwable thrown = catchThrowable(reading);
        assertThat(thrown).isInstanceOf(BadDataException.class);
        BadDataException refusal = (BadDataException) thrown;
        assertThat(refusal.place()).startsWith(place);
        assertThat(refusal.reason()).contains(reason);
        assertThat(refusal.file()).isEqualTo(guilty.toString());
        assertNamesNobody(refusal.getMessage());
    }

    static void assertRefused(Path file, String place, String reason) {
        assertRefused(file, place, reason, () -> read(file));
    }

    static void assertNamesNobody(String message) {
        assertThat(message).doesNotContain(DicomBytes.PATIENT, DicomBytes.BIRTH_DATE, DicomBytes.UIDS);
    }
}
