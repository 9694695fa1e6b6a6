package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.dataset.Split;
import dev.pcrl.failure.UsageException;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.store.Store;
import dev.pcrl.view.View;
import dev.pcrl.view.ViewBundle;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The four modalities of BraTS cases, each a ramp that only it has: a view tells by its slopes what its channels are.
 */
class StackedViewsTest extends OnLocalSpark {
    private static final String FOUR = "network.channels=4";
    private static final int SIZE = 40;

    @TempDir
    private Path directory;

    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void makeCases() throws IOException {
        for (int patient = 0; patient < 2; patient++) {
            String name = "Brats18_P" + patient + "_1";
            Path one = Files.createDirectories(directory.resolve("in/HGG").resolve(name));
            write(one.resolve(name + "_t1.nii.gz"), (x, y, z) -> x);
            write(one.resolve(name + "_t1ce.nii.gz"), (x, y, z) -> y);
            write(one.resolve(name + "_t2.nii.gz"), (x, y, z) -> z);
            write(one.resolve(name + "_flair.nii.gz"), (x, y, z) -> SIZE - x);
        }
        manifest();
    }

    private void manifest() throws IOException {
        Files.deleteIfExists(directory.resolve("brats.jsonl"));
        new ManifestJob(
                        spark,
                        SmallRun.config(
                                "dataset.layout=brats2018",
                                "dataset.train=1",
                                "dataset.validation=0",
                                "dataset.test=0"),
                        log::add)
                .run(directory.resolve("in").toString(), file("brats.jsonl"));
    }

    /** A voxel's number. */
    @FunctionalInterface
    private interface Ramp {
        float at(int x, int y, int z);
    }

    private static void write(Path file, Ramp ramp) {
        float[] voxels = new float[SIZE * SIZE * SIZE];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = 100 + ramp.at(i % SIZE, i / SIZE % SIZE, i / SIZE / SIZE);
        }
        Volume volume = new Volume(new Geometry(SIZE, SIZE, SIZE, Affine.axial(1, 1, 1)), 1, Modality.MR, voxels);
        NiftiWriter.write(volume, Store.local(), new org.apache.hadoop.fs.Path(file.toString()));
    }

    @Test
    void should_make_t1_t1ce_t2_and_flair_the_channels_of_one_volume() {
        views("out", FOUR);

        assertThat(log).last().asString().startsWith("10 view bundles of 2 volumes");
        for (ViewBundle bundle : bundles("out")) {
            for (View view : bundle.globalViews()) {
                assertThat(view.channels()).isEqualTo(4);
                assertThat(slopes(view, 0)).containsExactly(1, 0, 0);
                assertThat(slopes(view, 1)).containsExactly(0, 1, 0);
                assertThat(slopes(view, 2)).containsExactly(0, 0, 1);
                assertThat(slopes(view, 3)).containsExactly(-1, 0, 0);
            }
        }
    }

    @Test
    void should_take_each_modality_alone_for_one_channel() {
        views("out", "network.channels=1");

        assertThat(log).last().asString().startsWith("40 view bundles of 8 volumes");
        assertThat(bundles("out"))
                .allMatch(bundle -> bundle.globalViews().get(0).channels() == 1);
    }

    @Test
    void should_refuse_another_number_of_channels_than_a_case_has_images() {
        assertThatThrownBy(() -> views("out", "network.channels=2"))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("network.channels is 2", "HGG/Brats18_P0_1", "has 4 images");
        assertThat(directory.resolve("out")).doesNotExist();
    }

    @Test
    void should_quarantine_a_case_whose_images_have_different_grids() throws Exception {
        Path t2 = directory.resolve("in/HGG/Brats18_P1_1/Brats18_P1_1_t2.nii.gz");
        Volume small = new Volume(new Geometry(1, 1, 1, Affine.axial(1, 1, 1)), 1, Modality.MR, new float[1]);
        NiftiWriter.write(small, Store.local(), new org.apache.hadoop.fs.Path(t2.toString()));
        manifest();

        views("out", FOUR, "shards.maximum-bad-files=0.5");

        assertThat(Files.readAllLines(directory.resolve("out/quarantine.jsonl")))
                .singleElement()
                .asString()
                .contains(
                        "Brats18_P1_1_flair.nii.gz and 3 more",
                        "Brats18_P1_1_t2.nii.gz: grid",
                        "differs in size or place from that of file:" + t2.resolveSibling("Brats18_P1_1_t1.nii.gz"));
        assertThat(bundles("out")).hasSize(5);
    }

    @Test
    void should_train_a_network_of_four_channels() {
        views("views", FOUR);

        new PretrainJob(spark, SmallRun.config(FOUR, "training.epochs=1"), Termination.none(), log::add)
                .run(file("views"), file("run"), false, steps -> step -> {});

        assertThat(directory.resolve("run/encoder.safetensors")).isNotEmptyFile();
        assertThat(directory.resolve("run/report.html")).content().contains("4, of which pictures show the first");
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private void views(String output, String... overrides) {
        new ViewsJob(spark, SmallRun.config(overrides), log::add)
                .run(file("brats.jsonl"), Set.of(Split.TRAIN), Optional.empty(), file(output));
    }

    private List<ViewBundle> bundles(String output) {
        return SmallRun.bundles(spark, directory.resolve(output));
    }

    /** The sign of a channel's mean slope along each axis; flat where it rises by less than a hundredth of the view. */
    private static int[] slopes(View view, int channel) {
        int x = view.size().x() - 1;
        int y = view.size().y() - 1;
        int z = view.size().z() - 1;
        float corner = view.at(0, 0, 0, channel);
        return new int[] {
            sign(view.at(x, 0, 0, channel) - corner),
            sign(view.at(0, y, 0, channel) - corner),
            sign(view.at(0, 0, z, channel) - corner)
        };
    }

    private static int sign(float rise) {
        return Math.abs(rise) < 0.01 ? 0 : (int) Math.signum(rise);
    }
}
