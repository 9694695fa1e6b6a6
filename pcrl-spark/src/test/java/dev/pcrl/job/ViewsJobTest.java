package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import dev.pcrl.view.ViewBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewsJobTest extends OnLocalSpark {
    @TempDir
    private Path directory;

    private final List<String> log = new ArrayList<>();

    @Test
    void should_make_the_same_bundles_wherever_the_volumes_are() throws Exception {
        Path here = Files.createDirectories(directory.resolve("here"));
        Path there = Files.createDirectories(directory.resolve("moved/there"));
        SmallRun.volumes(here, 2);
        SmallRun.volumes(there, 2);

        views(SmallRun.config(), List.of(here.toString()), "one");
        views(SmallRun.config(), List.of(there.toString()), "other");

        assertThat(bundles("other")).hasSize(10).isEqualTo(bundles("one"));
        assertThat(summary("other").data()).isEqualTo(summary("one").data());
        assertThat(summary("other").run()).isNotEqualTo(summary("one").run());
    }

    @Test
    void should_tell_volumes_of_equal_names_in_several_places_apart() throws Exception {
        Path here = Files.createDirectories(directory.resolve("here"));
        Path there = Files.createDirectories(directory.resolve("there"));
        SmallRun.volumes(here, 1);
        SmallRun.volumes(there, 1);

        views(SmallRun.config(), List.of(here.toString(), there.toString(), here.toString()), "out");

        assertThat(bundles("out").stream().map(ViewBundle::id).distinct()).hasSize(10);
    }

    @Test
    void should_quarantine_a_damaged_file_and_go_on() throws Exception {
        List<String> volumes = SmallRun.volumes(directory, 3);
        truncate(volumes.get(1), 1000);

        views(SmallRun.config(), volumes, "out");

        assertThat(Files.readAllLines(directory.resolve("out/quarantine.jsonl")))
                .singleElement()
                .asString()
                .contains("phantom-1.nii.gz", "\"place\":\"unpacked byte ");
        assertThat(bundles("out")).hasSize(10);
        assertThat(log).anyMatch(line -> line.startsWith("1 of 3 files cannot be used"));
    }

    @Test
    void should_fail_with_the_list_when_too_many_files_are_bad() throws Exception {
        List<String> volumes = SmallRun.volumes(directory, 3);
        truncate(volumes.get(1), 1000);
        truncate(volumes.get(2), 0);

        assertThatThrownBy(() -> views(SmallRun.config(), volumes, "out"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("2 of 3 files")
                .hasMessageContaining("phantom-1.nii.gz: unpacked byte ")
                .hasMessageContaining("phantom-2.nii.gz: ");
        assertThat(directory.resolve("out/bundles")).doesNotExist();
        assertThat(directory.resolve("out/views.json")).doesNotExist();
        assertThat(directory.resolve("out/status.json"))
                .content()
                .contains("\"state\" : \"failed\"", "2 of 3 files", "\"retryable\" : false", "\"exit-code\" : 3");
        assertThat(directory.resolve("out")).isDirectoryNotContaining("glob:**/lease-*");
    }

    /** Far beyond the heap's limit, and so close below it that it is tried in vain. */
    @ParameterizedTest
    @ValueSource(doubles = {1.5, 0.999})
    void should_quarantine_a_volume_too_large_for_the_heap_and_go_on(double heaps) throws Exception {
        List<String> volumes = SmallRun.volumes(directory, 2);
        int slices = (int) (heaps * Runtime.getRuntime().maxMemory() / (4 * 1000 * 1000));
        volumes.add(SparseVolume.write(directory.resolve("large.mhd"), 1000, 1000, slices));

        views(SmallRun.config(), volumes, "out");

        assertThat(Files.readAllLines(directory.resolve("out/quarantine.jsonl")))
                .singleElement()
                .asString()
                .contains(
                        "large.mhd\"",
                        "\"place\":\"memory\"",
                        "its voxels need " + slices * 4_000_000L + " bytes of the Java heap, whose limit of "
                                + Runtime.getRuntime().maxMemory());
        assertThat(bundles("out")).hasSize(10);
    }

    @Test
    void should_quarantine_a_volume_too_small_for_any_crop() throws Exception {
        List<String> volumes = SmallRun.volumes(directory, 2);
        PretrainConfig large = SmallRun.config("views.global-crops=[64x64x64]");

        assertThatThrownBy(() -> views(large, volumes, "out"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("40x40x40")
                .hasMessageContaining("64x64x64");
    }

    @Test
    void should_take_each_dicom_series_for_a_volume() throws Exception {
        DicomSlices.write(directory.resolve("in/a"), 1);
        DicomSlices.write(directory.resolve("in/b"), 2);
        DicomSlices.write(directory.resolve("in/c"), 3);
        DicomSlices.writeLocaliser(directory.resolve("in/a/scout"), 1);
        Files.delete(directory.resolve("in/b/slice-7.dcm"));
        List<String> input = List.of(directory.resolve("in").toString());

        views(SmallRun.config(), input, "out");
        views(SmallRun.config("series.interpolate-missing=true"), input, "all");

        assertThat(bundles("out")).hasSize(10);
        assertThat(Files.readAllLines(directory.resolve("out/quarantine.jsonl")))
                .singleElement()
                .asString()
                .contains("in/b/slice-0.dcm and 38 more\"", "1 slice is missing at 14 mm");
        assertThat(Files.readAllLines(directory.resolve("out/skipped.jsonl")))
                .singleElement()
                .asString()
                .contains("in/a/scout\"", "a localiser is no slice of a volume");
        assertThat(bundles("all")).hasSize(15);
        assertThat(directory.resolve("all/quarantine.jsonl")).doesNotExist();
    }

    @Test
    void should_name_2d_images_and_go_on() throws Exception {
        SmallRun.volumes(directory, 1);
        Files.write(directory.resolve("preview.png"), new byte[10]);

        views(SmallRun.config(), List.of(directory.toString()), "out");

        assertThat(bundles("out")).hasSize(5);
        assertThat(Files.readAllLines(directory.resolve("out/skipped.jsonl")))
                .singleElement()
                .asString()
                .contains("preview.png\"", "\"a 2D image\"");
    }

    @Test
    void should_refuse_a_2d_image_that_is_alone() throws Exception {
        Path film = Files.write(directory.resolve("film.png"), new byte[10]);

        assertThatThrownBy(() -> views(SmallRun.config(), List.of(film.toString()), "out"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("film.png holds no volume that can be read, but 2D images");
    }

    @Test
    void should_tell_why_no_series_can_be_used() throws Exception {
        DicomSlices.write(directory.resolve("in"), 1);
        Files.delete(directory.resolve("in/slice-7.dcm"));

        assertThatThrownBy(() ->
                        views(SmallRun.config(), List.of(directory.resolve("in").toString()), "out"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("1 of 1 files")
                .hasMessageContaining("1 slice is missing at 14 mm");
    }

    @Test
    void should_leave_a_finished_run_as_it_is() {
        List<String> volumes = SmallRun.volumes(directory, 2);
        views(SmallRun.config(), volumes, "out");
        List<ViewBundle> before = bundles("out");

        views(SmallRun.config(), volumes, "out");

        assertThat(log).last().asString().endsWith("these views are made already");
        assertThat(bundles("out")).isEqualTo(before);
        assertThat(directory.resolve("out/status.json"))
                .content()
                .contains("\"state\" : \"finished\"", "\"step\" : 2", "\"steps\" : 2");
    }

    @Test
    void should_take_names_that_look_like_patterns() throws Exception {
        Path folder = Files.createDirectories(directory.resolve("ct [1] {a,b}*?"));
        SmallRun.volumes(folder, 2);

        views(SmallRun.config(), List.of(folder.toString()), "out [1] {a,b}*?");

        assertThat(bundles("out [1] {a,b}*?")).hasSize(10);
    }

    @Test
    void should_refuse_an_output_of_other_views() {
        List<String> volumes = SmallRun.volumes(directory, 2);
        views(SmallRun.config(), volumes, "out");

        assertThatThrownBy(() -> views(SmallRun.config("seed=7"), volumes, "out"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("holds another run");
    }

    @Test
    void should_refuse_inputs_without_a_volume() throws Exception {
        Files.createDirectories(directory.resolve("empty"));

        assertThatThrownBy(() -> views(
                        SmallRun.config(), List.of(directory.resolve("empty").toString()), "out"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("holds no volume");
        assertThat(directory.resolve("out")).doesNotExist();
    }

    private static void truncate(String file, int bytes) throws Exception {
        Path path = Path.of(file);
        Files.write(path, Arrays.copyOf(Files.readAllBytes(path), bytes));
    }

    private void views(PretrainConfig config, List<String> volumes, String output) {
        new ViewsJob(spark, config, log::add)
                .run(volumes, directory.resolve(output).toString());
    }

    private ViewsSummary summary(String output) {
        Path file = directory.resolve(output).resolve(ViewsSummary.FILE);
        return ViewsSummary.read(Store.local(), new org.apache.hadoop.fs.Path(file.toUri()));
    }

    private List<ViewBundle> bundles(String output) {
        return SmallRun.bundles(spark, directory.resolve(output));
    }
}
