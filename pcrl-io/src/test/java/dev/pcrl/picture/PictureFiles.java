package dev.pcrl.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of a test, and what the tests ask of their reader. */
final class PictureFiles {
    static final String PATIENT = "DOE^JANE";

    private static final Store STORE = Store.local();

    private PictureFiles() {}

    static org.apache.hadoop.fs.Path write(Path directory, byte[] bytes) {
        Path file = directory.resolve("picture");
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new org.apache.hadoop.fs.Path(file.toString());
    }

    static Volume read(Path directory, byte[] bytes) {
        return new PictureReader(STORE).read(write(directory, bytes));
    }

    static void assertRefused(Path directory, byte[] bytes, String place, String reason) {
        BadDataException refusal = refusal(directory, bytes);
        assertThat(refusal.place()).isEqualTo(place);
        assertThat(refusal.reason()).contains(reason);
    }

    /** How a file is refused. */
    static BadDataException refusal(Path directory, byte[] bytes) {
        Throwable thrown = catchThrowable(() -> read(directory, bytes));
        assertThat(thrown).isInstanceOf(BadDataException.class);
        BadDataException refusal = (BadDataException) thrown;
        assertThat(refusal.file()).endsWith("/picture");
        assertThat(refusal.getMessage()).doesNotContain(PATIENT);
        return refusal;
    }

    static float[] voxels(Volume volume) {
        float[] voxels = new float[volume.voxels().remaining()];
        volume.voxels().get(voxels);
        return voxels;
    }
}
