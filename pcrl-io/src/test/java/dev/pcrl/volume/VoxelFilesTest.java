package dev.pcrl.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoxelFilesTest {
    /** More voxels than are written at a time. */
    private static final Geometry GRID = new Geometry(70, 70, 60, Affine.axial(1, 2, 3));

    @TempDir
    private Path directory;

    private static Volume numbered(float first) {
        float[] voxels = new float[(int) GRID.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = first + i;
        }
        return new Volume(GRID, 1, Modality.CT, "int16", voxels);
    }

    @Test
    void should_give_the_same_volume_from_a_file() {
        Volume volume = numbered(-1000.5f);
        Volume kept = new VoxelFiles(directory).keep(volume, "a");
        assertThat(kept.voxels()).isEqualTo(volume.voxels());
        assertThat(kept.voxels().isDirect()).isTrue(); // not on the heap
        assertThat(kept.at(69, 69, 59, 0)).isEqualTo(volume.at(69, 69, 59, 0));
        assertThat(kept.geometry()).isEqualTo(GRID);
        assertThat(kept.storedType()).isEqualTo("int16");
        assertThat(directory).isDirectoryContaining("glob:**/a.f32").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void should_share_the_file_of_a_name() throws Exception {
        VoxelFiles files = new VoxelFiles(directory);
        files.keep(numbered(0), "a");
        Object key = Files.getAttribute(directory.resolve("a.f32"), "unix:ino");
        assertThat(files.keep(numbered(0), "a").voxels()).isEqualTo(numbered(0).voxels());
        assertThat(Files.getAttribute(directory.resolve("a.f32"), "unix:ino")).isEqualTo(key);
        assertThat(files.keep(numbered(7), "b").at(0)).isEqualTo(7);
    }

    @Test
    void should_tell_that_there_is_nowhere_to_write() {
        VoxelFiles files = new VoxelFiles(directory.resolve("gone"));
        assertThatThrownBy(() -> files.keep(numbered(0), "a")).isInstanceOf(UncheckedIOException.class);
    }
}
