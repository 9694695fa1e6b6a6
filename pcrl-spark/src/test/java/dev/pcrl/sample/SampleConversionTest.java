package dev.pcrl.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleConversionTest {
    private static final Geometry GRID = new Geometry(3, 2, 2, Affine.axial(1, 1, 2));
    private static final short[] VOXELS = {-1024, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 3033};

    @TempDir
    private Path folder;

    @Nested
    class OfInvesaliusProjects {
        @Test
        void should_turn_the_rows_so_that_y_runs_to_posterior() throws IOException {
            Volume volume = new InvesaliusProject(GRID).read(project(bytes()), folder);

            assertThat(volume.geometry()).isEqualTo(GRID);
            assertThat(volume.at(0, 1, 0, 0)).isEqualTo(-1024);
            assertThat(volume.at(0, 0, 0, 0)).isEqualTo(3);
            assertThat(volume.at(2, 0, 1, 0)).isEqualTo(3033);
        }

        @Test
        void should_refuse_a_matrix_of_another_size() throws IOException {
            Path project = project(new byte[22]);

            assertThatThrownBy(() -> new InvesaliusProject(GRID).read(project, folder))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining("matrix.dat: has 22 bytes, not 24");
        }

        private Path project(byte[] matrix) throws IOException {
            Path inner = Files.createDirectories(folder.resolve("made/inner"));
            Files.write(inner.resolve("matrix.dat"), matrix);
            Command.run(folder, Duration.ofMinutes(1), "tar", "-czf", "tiny.inv3", "-C", "made", "inner");
            Files.delete(inner.resolve("matrix.dat"));
            return folder.resolve("tiny.inv3");
        }
    }

    @Nested
    class OfNumpyArchives {
        @Test
        void should_read_the_voxels_in_their_order() throws IOException {
            Volume volume = new NumpyArchive(GRID, "arr_0").read(archive("<i2", "(2, 2, 3)", bytes()), folder);

            assertThat(volume.at(0, 0, 0, 0)).isEqualTo(-1024);
            assertThat(volume.at(1, 1, 0, 0)).isEqualTo(4);
            assertThat(volume.at(2, 1, 1, 0)).isEqualTo(3033);
            assertThat(volume.modality())
                    .as("CT would promise Hounsfield units")
                    .isEqualTo(Modality.UNKNOWN);
        }

        @Test
        void should_refuse_another_type_another_shape_and_a_short_array() throws IOException {
            assertRefused(archive("<f4", "(2, 2, 3)", bytes()), "'descr': '<i2' is expected");
            assertRefused(archive("<i2", "(3, 2, 2)", bytes()), "'shape': (2, 2, 3) is expected");
            assertRefused(archive("<i2", "(2, 2, 3)", new byte[10]), "ends before its last voxel");
        }

        private void assertRefused(Path file, String reason) {
            assertThatThrownBy(() -> new NumpyArchive(GRID, "arr_0").read(file, folder))
                    .isInstanceOf(BadDataException.class)
                    .hasMessageContaining(reason);
        }

        private Path archive(String type, String shape, byte[] voxels) throws IOException {
            String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
            byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
            ByteBuffer entry = ByteBuffer.allocate(10 + text.length + voxels.length)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put((byte) 0x93)
                    .put("NUMPY".getBytes(StandardCharsets.ISO_8859_1))
                    .put((byte) 1)
                    .put((byte) 0)
                    .putShort((short) text.length)
                    .put(text)
                    .put(voxels);
            Path file = folder.resolve("tiny.npz");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                zip.putNextEntry(new ZipEntry("arr_0.npy"));
                zip.write(entry.array());
            }
            return file;
        }
    }

    @Nested
    class OfCommands {
        @Test
        void should_say_which_client_is_missing() {
            assertThatThrownBy(() -> Command.run(folder, Duration.ofMinutes(1), "pcrl-no-such-client", "download"))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessage("cannot run pcrl-no-such-client: is it installed?");
        }

        @Test
        void should_tell_a_failing_clients_last_words() {
            assertThatThrownBy(() -> Command.run(
                            folder, Duration.ofMinutes(1), "sh", "-c", "echo first; echo no network >&2; exit 7"))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageEndingWith("failed with exit code 7: no network");
        }

        @Test
        void should_end_a_client_that_takes_too_long() {
            long start = System.nanoTime();

            assertThatThrownBy(() -> Command.run(folder, Duration.ofMillis(300), "sleep", "60"))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("took more than");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    private static byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(Short.BYTES * VOXELS.length).order(ByteOrder.LITTLE_ENDIAN);
        for (short voxel : VOXELS) {
            buffer.putShort(voxel);
        }
        return buffer.array();
    }
}
