package dev.pcrl.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.dataset.ImageLabels;
import dev.pcrl.dataset.Label;
import dev.pcrl.dataset.LabelledPoint;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.ManifestFile;
import dev.pcrl.dataset.ManifestImage;
import dev.pcrl.dataset.PointLabels;
import dev.pcrl.dataset.SegmentationLabel;
import dev.pcrl.dataset.Split;
import dev.pcrl.dataset.Truth;
import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.metric.Mask;
import dev.pcrl.network.EncoderShape;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.network.ResNetConfig;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.store.Store;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Box;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import dev.pcrl.volume.VoxelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseReaderTest {
    private static final Store STORE = Store.local();
    private static final Task REGIONS = task(TaskKind.SEGMENTATION, "organ=1+2", "lesion=2");
    private static final Task NODULES = task(TaskKind.POINTS, "nodule");
    private static final Task FINDINGS = task(TaskKind.IMAGE, "mass", "effusion");
    private static final Geometry GRID = new Geometry(4, 3, 2, Affine.axial(1, 1, 2));

    @TempDir
    private java.nio.file.Path directory;

    private static Task task(TaskKind kind, String... classes) {
        return new Task(kind, Stream.of(classes).map(TaskClass::parse).toList());
    }

    private static CaseReader reader(Task task, int channels) {
        return reader(task, nsUNet(channels));
    }

    private static EncoderShape nsUNet(int channels) {
        return new NsUNetConfig(1, 1, 2, channels, Size.cube(2));
    }

    private static CaseReader reader(Task task, EncoderShape network) {
        return new CaseReader(STORE, model(task, network));
    }

    private static ModelDescription model(Task task, EncoderShape network) {
        return new ModelDescription(
                task, network, true, 0.5, SeriesSettings.STRICT, IntensitySettings.paper(), Map.of());
    }

    private ManifestFile file(String name, Geometry grid, float... voxels) {
        Path path = new Path(directory.resolve(name).toUri());
        int channels = voxels.length / (int) grid.voxels();
        NiftiWriter.write(new Volume(grid, channels, Modality.UNKNOWN, voxels), STORE, path);
        return new ManifestFile(path.toString(), STORE.length(path), "0".repeat(64));
    }

    private ManifestImage image(String name, Geometry grid, float... voxels) {
        return new ManifestImage(name, List.of(file(name + ".nii", grid, voxels)), List.of());
    }

    /** An image in which voxel (x, y, z) has the value 100 x + 10 y + z, in the file's order. */
    private ManifestImage numbered(Geometry grid) {
        float[] voxels = new float[(int) grid.voxels()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = 100 * (i % grid.nx()) + 10 * (i / grid.nx() % grid.ny()) + i / (grid.nx() * grid.ny());
        }
        return image("image", grid, voxels);
    }

    private static ManifestEntry entry(List<ManifestImage> images, Label... labels) {
        return new ManifestEntry("case-7", "hash", Split.TRAIN, images, List.of(labels));
    }

    private static LabelledPoint point(double x, double y, double z, Truth truth) {
        return new LabelledPoint(x, y, z, truth, null, null, Map.of());
    }

    private static Geometry geometry(int nx, int ny, int nz, String rows) {
        return new Geometry(
                nx,
                ny,
                nz,
                Affine.ofRows(Arrays.stream(rows.split(" ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray()));
    }

    /** Where a voxel of a file lies, LPS. */
    private static double[] lps(Geometry grid, int x, int y, int z) {
        double[] ras = new double[3];
        int[] voxel = {x, y, z, 1};
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 4; column++) {
                ras[row] += grid.affine().at(row, column) * voxel[column];
            }
        }
        return new double[] {-ras[0], -ras[1], ras[2]};
    }

    @Test
    void should_refuse_volumes_for_a_2d_network_and_2d_images_for_one_of_volumes() {
        ImageLabels labels = new ImageLabels(Map.of("mass", Truth.POSITIVE));
        ManifestEntry volume = entry(List.of(numbered(GRID)), labels);
        ManifestEntry plane = entry(List.of(numbered(new Geometry(4, 3, 1, Affine.axial(1, 1, 1)))), labels);
        CaseReader of2d = reader(FINDINGS, new ResNetConfig(4, new Size(8, 8, 1)));
        assertThat(of2d.read(plane)).hasSize(1);
        String file = plane.images().get(0).input().name();
        assertThatThrownBy(() -> reader(FINDINGS, 1).read(plane))
                .isInstanceOf(BadDataException.class)
                .hasMessage(file + ": slices: a 2D image, but the network takes volumes");
        numbered(GRID);
        assertThatThrownBy(() -> of2d.read(volume))
                .isInstanceOf(BadDataException.class)
                .hasMessage(file + ": slices: has 2, but the network takes 2D images");
    }

    /** One that was replaced since the manifest was made: cells of an experiment would learn from different truths. */
    @ParameterizedTest
    @ValueSource(strings = {"image.nii", "labels.nii"})
    void should_name_a_file_that_is_not_the_manifests(String replaced) throws IOException {
        ManifestImage image = numbered(GRID);
        ManifestFile labels = file("labels.nii", GRID, new float[(int) GRID.voxels()]);
        ManifestEntry entry = entry(List.of(image), new SegmentationLabel(labels, Map.of()));
        assertThat(reader(REGIONS, 1).read(entry)).hasSize(1);
        Files.write(directory.resolve(replaced), new byte[1], StandardOpenOption.APPEND);
        assertThatThrownBy(() -> reader(REGIONS, 1).read(entry))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining(replaced + ": size: has ")
                .hasMessageContaining("but the manifest says");
    }

    /** So that hundreds of scans need no heap; not one's voxels for another's. */
    @Test
    void should_keep_voxels_in_files_and_give_the_same_windows() throws IOException {
        java.nio.file.Path kept = Files.createDirectory(directory.resolve("kept"));
        CaseReader onDisk = new CaseReader(STORE, model(REGIONS, nsUNet(1)), Optional.of(new VoxelFiles(kept)));
        Box window = new Box(1, 0, 0, 3, 3, 2);
        for (int i = 0; i < 2; i++) {
            float[] voxels = new float[(int) GRID.voxels()];
            voxels[5] = 400 * i;
            ManifestFile read = file("image-" + i + ".nii", GRID, voxels);
            ManifestFile file = new ManifestFile(
                    read.uri(), read.bytes(), Integer.toString(i).repeat(64));
            ManifestEntry entry = entry(
                    List.of(new ManifestImage("image", List.of(file), List.of())),
                    new SegmentationLabel(file("labels.nii", GRID, new float[voxels.length]), Map.of()));
            Scan scan = onDisk.read(entry).get(0).scan();
            assertThat(scan.image().voxels().isDirect()).isTrue();
            assertThat(scan.cut(window).toArray())
                    .isEqualTo(reader(REGIONS, 1)
                            .read(entry)
                            .get(0)
                            .scan()
                            .cut(window)
                            .toArray());
        }
        assertThat(kept).isDirectoryContaining("glob:**/*.f32");
    }

    @Nested
    class Points {
        /** Rows of the file's affine: axial LPS; RAS; sagittal; oblique; oblique and mirrored. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "-0.7 0 0 120 0 -0.7 0 80 0 0 2.5 -300",
                    "0.7 0 0 -120 0 0.7 0 -80 0 0 2.5 -300",
                    "0 0 3 10 -0.9 0 0 20 0 -0.9 0 30",
                    "0.8 0.3 0 5 -0.3 0.8 0.2 -6 0 0 2 7",
                    "-0.8 0.3 0 5 -0.3 -0.8 0.2 -6 0 0.1 -2 7"
                })
        void should_lie_on_the_voxel_that_lists_mean(String rows) {
            Geometry grid = geometry(5, 4, 3, rows);
            List<LabelledPoint> points = new ArrayList<>();
            List<Float> expected = new ArrayList<>();
            for (int[] voxel : new int[][] {{0, 0, 0}, {4, 3, 2}, {1, 2, 0}, {3, 0, 2}}) {
                double[] place = lps(grid, voxel[0], voxel[1], voxel[2]);
                points.add(point(place[0], place[1], place[2], Truth.POSITIVE));
                expected.add((float) (100 * voxel[0] + 10 * voxel[1] + voxel[2]));
            }
            List<Sample> samples =
                    reader(NODULES, 1).read(entry(List.of(numbered(grid)), new PointLabels("nodule", points)));
            assertThat(samples)
                    .extracting(sample -> {
                        Labels.Place place = (Labels.Place) sample.labels();
                        return sample.scan().image().at(place.x(), place.y(), place.z(), 0);
                    })
                    .isEqualTo(expected);
        }

        @Test
        void should_be_left_out_if_their_truth_is_unknown_or_they_mark_something_else() {
            ManifestEntry entry = entry(
                    List.of(numbered(GRID)),
                    new PointLabels("calcification", List.of(point(1, 0, 0, Truth.POSITIVE))),
                    new PointLabels(
                            "nodule",
                            List.of(
                                    point(1, 1, 0, Truth.NEGATIVE),
                                    point(2, 1, 0, Truth.UNKNOWN),
                                    point(3, 1, 2, Truth.POSITIVE))));
            assertThat(reader(NODULES, 1).read(entry))
                    .extracting(Sample::labels)
                    .containsExactly(
                            new Labels.Place(1, 1, 0, List.of(Truth.NEGATIVE)),
                            new Labels.Place(3, 1, 1, List.of(Truth.POSITIVE)));
        }

        @Test
        void should_share_one_scan() {
            ManifestEntry entry = entry(
                    List.of(numbered(GRID)),
                    new PointLabels("nodule", List.of(point(1, 1, 0, Truth.NEGATIVE), point(2, 1, 0, Truth.POSITIVE))));
            List<Sample> samples = reader(NODULES, 1).read(entry);
            assertThat(samples.get(0).scan()).isSameAs(samples.get(1).scan());
            assertThat(samples.get(0).scan().id()).isEqualTo("case-7");
            assertThat(samples.get(0).scan().patient()).isEqualTo("hash");
        }

        @ParameterizedTest
        @CsvSource({"5.1, 0, 0", "0, -1.1, 0", "0, 0, 9", "NaN, 0, 0"})
        void should_be_refused_outside_of_the_image(double x, double y, double z) {
            ManifestEntry entry =
                    entry(List.of(numbered(GRID)), new PointLabels("nodule", List.of(point(x, y, z, Truth.POSITIVE))));
            assertThatThrownBy(() -> reader(NODULES, 1).read(entry))
                    .isInstanceOf(BadDataException.class)
                    .hasMessage("case-7: point (" + x + ", " + y + ", " + z + "): not in the image");
        }
    }

    @Nested
    class Regions {
        private List<Mask> read(ManifestFile labels) {
            ManifestEntry entry =
                    entry(List.of(numbered(GRID)), new SegmentationLabel(labels, Map.of("unused", List.of(9))));
            List<Sample> samples = reader(REGIONS, 1).read(entry);
            assertThat(samples).hasSize(1);
            return ((Labels.Regions) samples.get(0).labels()).masks();
        }

        @Test
        void should_be_those_of_the_task_in_its_order() {
            float[] labels = new float[24];
            labels[3] = 1;
            labels[20] = 2;
            labels[21] = 4;
            List<Mask> masks = read(file("label.nii", GRID, labels));
            assertThat(masks).hasSize(2);
            for (int i = 0; i < 24; i++) {
                assertThat(masks.get(0).at(i)).as("organ %d", i).isEqualTo(i == 3 || i == 20);
                assertThat(masks.get(1).at(i)).as("lesion %d", i).isEqualTo(i == 20);
            }
        }

        /** Annotation programs write RAS; the image's file is LPS. */
        @Test
        void should_come_to_lie_on_the_image_from_a_file_in_another_orientation() {
            Geometry mirrored = geometry(4, 3, 2, "1 0 0 -3 0 1 0 -2 0 0 2 0");
            float[] labels = new float[24];
            labels[0] = 2; // the patient's lowest right and posterior corner: voxel (3, 2, 0) of the image
            List<Mask> masks = read(file("label.nii", mirrored, labels));
            for (int i = 0; i < 24; i++) {
                assertThat(masks.get(1).at(i)).as("lesion %d", i).isEqualTo(i == 3 + 4 * 2);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "4, 3, 2, -1 0 0 0.5 0 -1 0 0 0 0 2 0", // shifted by half a voxel
            "4, 3, 2, -1 0 0 0 0 -1 0 0 0 0 2.1 0", // other slices
            "3, 4, 2, -1 0 0 0 0 -1 0 0 0 0 2 0" // as many voxels
        })
        void should_be_refused_on_another_grid(int nx, int ny, int nz, String rows) {
            ManifestFile label = file("label.nii", geometry(nx, ny, nz, rows), new float[24]);
            assertThatThrownBy(() -> read(label))
                    .isInstanceOf(BadDataException.class)
                    .hasMessage(label.uri() + ": grid: differs in size or place from that of its image");
        }

        @Test
        void should_be_taken_where_only_rounding_differs() {
            float[] labels = new float[24];
            labels[5] = 2;
            assertThat(read(file("label.nii", geometry(4, 3, 2, "-1.0001 0 0 0 0 -1 0 0.001 0 0 2 0"), labels))
                            .get(1)
                            .at(5))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(floats = {0.5f, Float.NaN})
        void should_be_refused_if_a_label_is_no_whole_number(float value) {
            float[] labels = new float[24];
            labels[7] = value;
            ManifestFile label = file("label.nii", GRID, labels);
            assertThatThrownBy(() -> read(label))
                    .isInstanceOf(BadDataException.class)
                    .hasMessage(label.uri() + ": voxels: voxel 7 of a label volume must be a whole number: " + value);
        }
    }

    @Nested
    class Images {
        private ManifestImage constant(String name, float value) {
            float[] voxels = new float[24];
            Arrays.fill(voxels, value);
            return image(name, GRID, voxels);
        }

        @Test
        void should_be_stacked_as_channels_in_the_manifests_order() {
            ManifestEntry entry =
                    entry(List.of(constant("t2", 2), constant("flair", 1), constant("t1", 4), constant("t1ce", 3)));
            Volume volume = reader(REGIONS, 4).scan(entry).image();
            assertThat(volume.channels()).isEqualTo(4);
            assertThat(List.of(
                            volume.at(3, 2, 1, 0), volume.at(0, 0, 0, 1), volume.at(1, 1, 1, 2), volume.at(2, 2, 0, 3)))
                    .containsExactly(2f, 1f, 4f, 3f);
        }

        @Test
        void should_be_refused_if_the_network_takes_another_number() {
            ManifestEntry two = entry(List.of(constant("t1", 1), constant("t2", 2)));
            assertThatThrownBy(() -> reader(REGIONS, 4).read(two))
                    .isInstanceOf(BadDataException.class)
                    .hasMessage(two.images().get(0).input().name() + ": channels: has 2, but the network takes 4");
        }

        @Test
        void should_have_a_truth_a_class_unknown_where_the_manifest_is_silent() {
            ManifestEntry entry = entry(
                    List.of(constant("image", 1)),
                    new ImageLabels(Map.of("effusion", Truth.POSITIVE, "cardiomegaly", Truth.NEGATIVE)));
            assertThat(reader(FINDINGS, 1).read(entry))
                    .extracting(Sample::labels)
                    .containsExactly(new Labels.Whole(List.of(Truth.UNKNOWN, Truth.POSITIVE)));
        }
    }

    @Nested
    class Labelled {
        private boolean isLabelled(Task task, Label... labels) {
            return CaseReader.isLabelled(entry(List.of(numbered(GRID)), labels), task);
        }

        @Test
        void should_be_a_case_with_a_label_volume_for_a_segmentation() {
            SegmentationLabel label = new SegmentationLabel(file("label.nii", GRID, new float[24]), Map.of());
            assertThat(isLabelled(REGIONS, label)).isTrue();
            assertThat(isLabelled(REGIONS, new ImageLabels(Map.of("organ", Truth.POSITIVE))))
                    .isFalse();
            assertThat(isLabelled(REGIONS)).isFalse();
        }

        @Test
        void should_be_a_case_with_a_place_of_known_truth_for_points() {
            assertThat(isLabelled(NODULES, new PointLabels("nodule", List.of(point(0, 0, 0, Truth.NEGATIVE)))))
                    .isTrue();
            assertThat(isLabelled(NODULES, new PointLabels("nodule", List.of(point(0, 0, 0, Truth.UNKNOWN)))))
                    .isFalse();
            assertThat(isLabelled(NODULES, new PointLabels("nodule", List.of())))
                    .isFalse();
            assertThat(isLabelled(NODULES, new PointLabels("lesion", List.of(point(0, 0, 0, Truth.POSITIVE)))))
                    .isFalse();
        }

        @Test
        void should_be_a_case_with_a_known_class_of_the_task_for_images() {
            assertThat(isLabelled(FINDINGS, new ImageLabels(Map.of("effusion", Truth.NEGATIVE))))
                    .isTrue();
            assertThat(isLabelled(FINDINGS, new ImageLabels(Map.of("effusion", Truth.UNKNOWN))))
                    .isFalse();
            assertThat(isLabelled(FINDINGS, new ImageLabels(Map.of("hernia", Truth.POSITIVE))))
                    .isFalse();
        }
    }
}
