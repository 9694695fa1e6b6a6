package dev.pcrl.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.fs.Path;

/** Files of a test, and what the tests ask of their readers. */
final class TestFiles {
    static final Store STORE = Store.local();

    private TestFiles() {}

    static Path write(java.nio.file.Path directory, String name, byte[]... parts) {
        java.nio.file.Path file = directory.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, join(parts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Path(file.toString());
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] zlib(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static Volume read(Path file) {
        return VolumeReaders.standard().read(STORE, file);
    }

    static float[] voxels(Volume volume) {
        float[] voxels = new float[volume.voxels().remaining()];
        volume.voxels().get(voxels);
        return voxels;
    }

    /** Checks that a file is refused with this place and a reason that says so, and that no patient is named. */
    static void assertRefused(Path file, String place, String reason) {
        assertRefused(file, file, place, reason);
    }

    /** The same, where the fault lies in another file than the one that was read. */
    static void assertRefused(Path file, Path guilty, String place, String reason) {
        Throwable thrown = catchThrowable(() -> read(file));
        assertThat(thrown).isInstanceOf(BadDataException.class);
        BadDataException refusal = (BadDataException) thrown;
        assertThat(refusal.place()).isEqualTo(place);
        assertThat(refusal.reason()).contains(reason);
        assertThat(refusal.file()).isEqualTo(guilty.toString());
        assertThat(refusal.getMessage()).doesNotContain(NiftiBytes.PATIENT);
    }
}
