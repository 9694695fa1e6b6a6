package dev.pcrl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import dev.pcrl.view.CropMode;
import dev.pcrl.view.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
    private static final PretrainConfig PAPER = PretrainConfig.paper();

    private static PretrainConfig parse(String text, String... overrides) {
        return ConfigReader.parse("a.yaml", text, List.of(overrides));
    }

    @Nested
    class File {
        private final ConfigReader reader = new ConfigReader(Store.local());

        @TempDir
        Path directory;

        private PretrainConfig read(Path file) {
            return reader.read(new org.apache.hadoop.fs.Path(file.toString()), List.of("training.epochs=3"));
        }

        @Test
        void should_be_read_through_the_store() throws IOException {
            Path file = Files.writeString(directory.resolve("a.yaml"), "training:\n  batch-size: 4\n");
            assertThat(read(file).training().batchSize()).isEqualTo(4);
            assertThat(read(file).training().epochs()).isEqualTo(3);
        }

        @Test
        void should_be_refused_if_it_is_none() {
            assertThatThrownBy(() -> read(directory))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(directory + " is a directory; a file is expected");
            Path missing = directory.resolve("missing.yaml");
            assertThatThrownBy(() -> read(missing))
                    .isInstanceOf(UsageException.class)
                    .hasMessage("cannot read " + missing + ": no such file or directory");
        }

        @Test
        void should_be_refused_if_it_is_large() throws IOException {
            Path large = Files.writeString(directory.resolve("large.yaml"), "#".repeat(ConfigReader.LARGEST_FILE));
            assertThat(read(large).seed()).isZero();
            Files.writeString(large, "#".repeat(ConfigReader.LARGEST_FILE + 1));
            assertThatThrownBy(() -> read(large))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(large + ": larger than 1 MiB: not a configuration");
        }

        @Test
        void should_name_its_line_in_a_refusal() throws IOException {
            Path file = Files.writeString(directory.resolve("a.yaml"), "\n\ntraining:\n  epochs: many\n");
            assertThatThrownBy(() -> read(file))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(file + ":4: training.epochs: a whole number is expected, not \"many\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "# nothing\n", "---\n", "training:\nviews:\n  intensity: # later\n", "\uFEFFseed: 0"})
    void should_leave_what_is_not_named_at_the_papers_values(String text) {
        assertThat(parse(text)).isEqualTo(PAPER);
    }

    @Test
    void should_take_every_kind_of_value() {
        PretrainConfig config = parse("""
                seed: -9000000000
                views:
                  global-size: 32x32x32
                  local-crops: [8x8x8, "16x16x8"]
                  crops: multi-crop
                  intensity: {ct-low: -900.5, ct-high: 1e3}
                augmentation:
                  flip-axes: []
                  swap-local-views: false
                training:
                  learning-rate: .5
                  weight-decay: 1.0E-5
                method: pcrlv2
                """);
        assertThat(config.seed()).isEqualTo(-9_000_000_000L);
        assertThat(config.views().globalSize()).isEqualTo(Size.cube(32));
        assertThat(config.views().localCrops()).containsExactly(Size.cube(8), new Size(16, 16, 8));
        assertThat(config.views().crops()).isEqualTo(CropMode.MULTI_CROP);
        assertThat(config.views().intensity().ctLow()).isEqualTo(-900.5f);
        assertThat(config.views().intensity().ctHigh()).isEqualTo(1000f);
        assertThat(config.augmentation().flipAxes()).isEmpty();
        assertThat(config.augmentation().swapLocalViews()).isFalse();
        assertThat(config.training().learningRate()).isEqualTo(0.5);
        assertThat(config.training().weightDecay()).isEqualTo(1e-5);
        assertThat(config.training().momentum()).isEqualTo(0.9);
    }

    @Test
    void should_follow_aliases() {
        assertThat(parse("views:\n  global-crops: [&a 64x64x32]\n  local-crops: [*a]\n")
                        .views()
                        .localCrops())
                .containsExactly(new Size(64, 64, 32));
    }

    @Nested
    class Overrides {
        @Test
        void should_win_over_the_file_and_earlier_ones() {
            PretrainConfig config = parse("training:\n  epochs: 2\n", "training.epochs=3", "training.epochs = 4");
            assertThat(config.training().epochs()).isEqualTo(4);
        }

        @Test
        void should_be_any_yaml() {
            PretrainConfig config = parse(
                    "augmentation: {flip-axes: []}",
                    "seed=7",
                    "views.global-crops=[64x64x32, 32x32x32]",
                    "views.intensity={ct-low: -500}",
                    "views.intensity.ct-high=500",
                    "augmentation.flip-axes=[0, 1]");
            assertThat(config.seed()).isEqualTo(7);
            assertThat(config.views().globalCrops()).containsExactly(new Size(64, 64, 32), Size.cube(32));
            assertThat(config.views().intensity().ctLow()).isEqualTo(-500f);
            assertThat(config.views().intensity().ctHigh()).isEqualTo(500f);
            assertThat(config.augmentation().flipAxes()).containsExactly(0, 1);
        }

        @Test
        void should_do_without_a_file() {
            assertThat(ConfigReader.parse("--set", "", List.of())).isEqualTo(PAPER);
            assertThat(ConfigReader.parse("--set", "", List.of("training.batch-size=4"))
                            .training()
                            .batchSize())
                    .isEqualTo(4);
        }
    }
}
