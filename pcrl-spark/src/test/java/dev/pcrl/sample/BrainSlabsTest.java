package dev.pcrl.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a head of 2 x 1 x 20 voxels in a package on disk. */
class BrainSlabsTest {
    // x to the patient's right, as in the real file: the slabs are turned to axial LPS
    private static final Geometry GRID = new Geometry(2, 1, 20, Affine.ofRows(1, 0, 0, -90, 0, -1, 0, 5, 0, 0, 1, -71));
    private static final int FIRST_LABELLED = 8;
    private static final int LAST_LABELLED = 11;

    @TempDir
    private Path folder;

    private Path directory;

    @BeforeEach
    void setUp() {
        directory = folder.resolve("data");
        float[] head = new float[40];
        float[] atlas = new float[40];
        for (int i = 0; i < head.length; i++) {
            head[i] = i;
        }
        atlas[2 * FIRST_LABELLED] = 91; // cerebellum
        atlas[2 * FIRST_LABELLED + 2] = 77; // thalamus
        atlas[2 * FIRST_LABELLED + 4] = 41; // amygdala
        atlas[2 * LAST_LABELLED] = 37; // hippocampus
        write("head.nii.gz", GRID, head);
        write("atlas.nii.gz", GRID, atlas);
    }

    @Test
    void should_write_cases_from_seven_slices_below_the_lowest_label_to_seven_above_the_highest() throws IOException {
        slabs(2).write(Store.local(), hadoop(directory));

        Volume lower = read("slab-01/image.nii.gz");
        Volume upper = read("slab-02/image.nii.gz");
        assertThat(lower.geometry())
                .isEqualTo(new Geometry(2, 1, 9, Affine.ofRows(-1, 0, 0, -89, 0, -1, 0, 5, 0, 0, 1, -70)));
        assertThat(upper.geometry())
                .isEqualTo(new Geometry(2, 1, 9, Affine.ofRows(-1, 0, 0, -89, 0, -1, 0, 5, 0, 0, 1, -61)));
        assertThat(lower.at(1, 0, 0, 0)).isEqualTo(2); // slice 1 of the head, its right side
        assertThat(upper.at(0, 0, 8, 0)).isEqualTo(37); // slice 18, its left side
        assertThat(read("slab-02/segmentation.nii.gz").geometry()).isEqualTo(upper.geometry());
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("slab-01", "slab-02", "SOURCES.md");
        }
    }

    @Test
    void should_make_three_regions_of_the_atlas() throws IOException {
        slabs(1).write(Store.local(), hadoop(directory));

        Volume regions = read("slab-01/segmentation.nii.gz");

        float[] right = new float[4];
        for (int z = 0; z < 4; z++) {
            right[z] = regions.at(1, 0, 7 + z, 0);
        }
        assertThat(right)
                .containsExactly(
                        AtlasRegions.CEREBELLUM,
                        AtlasRegions.DEEP_NUCLEI,
                        AtlasRegions.DEEP_NUCLEI,
                        AtlasRegions.CORTEX);
    }

    @Test
    void should_tell_where_the_head_and_its_labels_come_from() throws IOException {
        slabs(2).write(Store.local(), hadoop(directory));

        assertThat(Files.readString(directory.resolve("SOURCES.md")))
                .contains("| slab-*/image.nii.gz | - | " + Checksum.sha256(folder.resolve("head.nii.gz")))
                .contains("| slab-*/segmentation.nii.gz | - | " + Checksum.sha256(folder.resolve("atlas.nii.gz")))
                .contains("| debian heads 1.2-3 | atlas.nii.gz | MIT | a test |");
    }

    @Test
    void should_refuse_another_file_than_the_known_one() throws IOException {
        BrainSlabs slabs = slabs(2);
        write("atlas.nii.gz", GRID, new float[40]);

        assertThatThrownBy(() -> slabs.write(Store.local(), hadoop(directory)))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("debian heads 1.2-3: atlas.nii.gz: SHA-256 is");
        assertThat(directory).doesNotExist();
    }

    @Test
    void should_refuse_labels_that_the_atlas_does_not_have() throws IOException {
        float[] atlas = new float[40];
        atlas[2] = 117;
        write("atlas.nii.gz", GRID, atlas);
        BrainSlabs slabs = slabs(2);

        assertThatThrownBy(() -> slabs.write(Store.local(), hadoop(directory)))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("117.0 is no label of the atlas AAL");
    }

    @Test
    void should_name_the_atlas_if_there_are_fewer_slices_than_slabs() throws IOException {
        BrainSlabs slabs = slabs(19);

        assertThatThrownBy(() -> slabs.write(Store.local(), hadoop(directory)))
                .isInstanceOf(BadDataException.class)
                .hasMessage("atlas.nii.gz: labels: 18 slices cannot be cut into 19 slabs");
    }

    @Test
    void should_put_nothing_in_the_place_of_a_head_that_cannot_be_had() throws IOException {
        PackageClient offline = (reference, place) -> {
            throw new UnavailableException("no network to get " + reference.name(), null);
        };
        BrainSlabs slabs = new BrainSlabs(2, offline, sample("head.nii.gz"), sample("atlas.nii.gz"));

        assertThatThrownBy(() -> slabs.write(Store.local(), hadoop(directory)))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("no network to get heads");
        assertThat(directory).doesNotExist();
    }

    @Test
    void should_not_mix_with_files_of_others() throws IOException {
        Files.createDirectories(directory.resolve("slab-99"));
        BrainSlabs slabs = slabs(2);

        assertThatThrownBy(() -> slabs.write(Store.local(), hadoop(directory))).isInstanceOf(UsageException.class);
    }

    @Test
    void should_take_the_atlas_from_the_package_of_its_head() {
        assertThat(SampleCatalogue.headMrAtlas().source())
                .isEqualTo(SampleCatalogue.headMr().source());
        assertThat(SampleCatalogue.all()).doesNotContain(SampleCatalogue.headMrAtlas());
    }

    private BrainSlabs slabs(int count) throws IOException {
        PackageClient client = (reference, place) -> new PackageClient.Unpacked(folder, "1.2-3");
        return new BrainSlabs(count, client, sample("head.nii.gz"), sample("atlas.nii.gz"));
    }

    private Sample sample(String file) throws IOException {
        String sha256 = Checksum.sha256(folder.resolve(file));
        return new Sample(file, PackageReference.debian("heads"), file, sha256, Optional.empty(), "MIT", "a test");
    }

    private void write(String file, Geometry grid, float[] voxels) {
        NiftiWriter.write(new Volume(grid, 1, Modality.MR, voxels), Store.local(), hadoop(folder.resolve(file)));
    }

    private Volume read(String file) {
        return VolumeReaders.standard().read(Store.local(), hadoop(directory.resolve(file)));
    }

    private static org.apache.hadoop.fs.Path hadoop(Path path) {
        return new org.apache.hadoop.fs.Path(path.toUri());
    }
}
