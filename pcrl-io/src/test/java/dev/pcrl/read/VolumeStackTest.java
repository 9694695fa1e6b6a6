package dev.pcrl.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.StoredFile;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelOrder;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeStackTest {
    private static final Affine RAS = Affine.ofRows(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
    private static final Geometry GRID = new Geometry(2, 1, 1, RAS);

    @TempDir
    private java.nio.file.Path directory;

    private String nifti(String name, Geometry grid, float... voxels) {
        Path file = new Path(directory.resolve(name).toString());
        int channels = voxels.length / (int) grid.voxels();
        NiftiWriter.write(new Volume(grid, channels, Modality.UNKNOWN, voxels), TestFiles.STORE, file);
        return file.toString();
    }

    private static VolumeStack stack(String... files) {
        return new VolumeStack(Stream.of(files)
                .map(file -> VolumeInput.of(List.of(new StoredFile(new Path(file), 10))))
                .toList());
    }

    private static Volume read(VolumeStack stack, VoxelOrder order) {
        return stack.read(VolumeReaders.of(SeriesSettings.STRICT, order), TestFiles.STORE);
    }

    @Test
    void should_make_each_image_a_channel_in_the_given_order() {
        VolumeStack stack = stack(
                nifti("t1.nii", GRID, 1, 2),
                nifti("t1ce.nii", GRID, 3, 4),
                nifti("t2.nii", GRID, 5, 6),
                nifti("flair.nii", GRID, 7, 8));

        Volume volume = read(stack, VoxelOrder.STORED);

        assertThat(volume.channels()).isEqualTo(4);
        assertThat(volume.geometry()).isEqualTo(GRID);
        assertThat(TestFiles.voxels(volume)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(stack.name()).endsWith("/flair.nii and 3 more");
        assertThat(stack.bytes()).isEqualTo(40);
    }

    @Test
    void should_compare_grids_after_the_voxels_are_in_the_order_asked_for() {
        Affine mirrored = Affine.ofRows(-1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0);
        VolumeStack stack = stack(nifti("a.nii", GRID, 1, 2), nifti("b.nii", new Geometry(2, 1, 1, mirrored), 4, 3));

        assertThat(TestFiles.voxels(read(stack, VoxelOrder.AXIAL))).containsExactly(2, 1, 4, 3);
        assertThatThrownBy(() -> read(stack, VoxelOrder.STORED)).isInstanceOf(BadDataException.class);
    }

    @Test
    void should_name_both_files_where_grids_differ() {
        String first = nifti("t1.nii", GRID, 1, 2);
        String second = nifti("t2.nii", new Geometry(1, 2, 1, RAS), 1, 2);

        BadDataException refusal =
                catchThrowableOfType(BadDataException.class, () -> read(stack(first, second), VoxelOrder.STORED));

        assertThat(refusal.file()).isEqualTo(second);
        assertThat(refusal.place()).isEqualTo("grid");
        assertThat(refusal.reason()).isEqualTo("differs in size or place from that of " + first);
    }

    @Test
    void should_refuse_an_image_of_several_channels() {
        String two = nifti("two.nii", GRID, 1, 2, 3, 4);
        String one = nifti("one.nii", GRID, 1, 2);

        for (VolumeStack stack : List.of(stack(two, one), stack(one, two))) {
            assertThatThrownBy(() -> read(stack, VoxelOrder.STORED))
                    .isInstanceOf(BadDataException.class)
                    .hasMessage(two + ": channels: has 2, where 1 is to be stacked");
        }
    }

    @Test
    void should_leave_an_image_that_is_alone_as_it_is() {
        String two = nifti("two.nii", GRID, 1, 2, 3, 4);

        assertThat(read(stack(two), VoxelOrder.STORED).channels()).isEqualTo(2);
        assertThat(stack(two).name()).isEqualTo(two);
    }
}
