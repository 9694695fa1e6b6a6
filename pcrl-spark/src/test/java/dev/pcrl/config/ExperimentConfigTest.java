package dev.pcrl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import dev.pcrl.view.Size;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentConfigTest {
    private static final ExperimentConfig STANDARD = ExperimentConfig.standard();

    private static ExperimentConfig parse(String text) {
        return ConfigReader.parse(STANDARD, "a.yaml", text, List.of());
    }

    @Test
    void should_be_read_back_from_its_text() {
        assertThat(parse(STANDARD.toYaml())).isEqualTo(STANDARD);
        ExperimentConfig other = parse("""
                data: {manifest: ../lits/manifest.jsonl, cases: 12, size: 32x32x16, seed: -3}
                pretrain: lits pretrain.yaml
                methods: [scratch, multi-crop, skip-connections, cross-scale, models-genesis]
                tasks: [liver.yaml, lesion.yaml]
                ratios: [0.05, 1]
                seeds: [9000000000, -1]
                """);
        assertThat(other.data()).isEqualTo(new ExperimentData("../lits/manifest.jsonl", 12, new Size(32, 32, 16), -3));
        assertThat(other.ratios()).containsExactly(0.05, 1.0);
        assertThat(other.seeds()).containsExactly(9_000_000_000L, -1L);
        assertThat(parse(other.toYaml())).isEqualTo(other);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "methods: [scratch, simsiam] | methods must be of scratch, pcrlv2, restoration, comparison,"
                        + " one-scale, three-scales, all-scales, multi-crop, skip-connections, cross-scale,"
                        + " models-genesis: simsiam",
                "methods: []                 | methods must name something, each once: []",
                "methods: [scratch, scratch] | methods must name something, each once: [scratch, scratch]",
                "tasks: []                   | tasks must name something, each once: []",
                "tasks: [a.yaml, a.yaml]     | tasks must name something, each once: [a.yaml, a.yaml]",
                "ratios: [0]                 | ratios must be in (0, 1]: [0.0]",
                "ratios: [0.5, 1.5]          | ratios must be in (0, 1]: [0.5, 1.5]",
                "ratios: [0.5, 0.50]         | ratios must name something, each once: [0.5, 0.5]",
                "ratios: 0.5                 | ratios: a list is expected, such as [0.1], not \"0.5\"",
                "seeds: []                   | seeds must name something, each once: []",
                "seeds: [1.5]                | seeds[0]: a whole number is expected, not \"1.5\"",
                "data: {cases: 9}            | data.cases must be at least 10: 9",
                "data: {size: 64}            | data.size: a size must be written like 64x64x32: 64",
                "method: pcrlv2              | method: unknown key; did you mean methods?",
            })
    void should_name_the_key_that_it_refuses(String text, String message) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(UsageException.class).hasMessage("a.yaml:1: " + message);
    }

    @Test
    void should_know_a_task_by_the_name_of_its_file() {
        assertThat(ExperimentConfig.taskName("../tasks/organs.yaml")).isEqualTo("organs");
        assertThatThrownBy(() -> parse("tasks: [organs.yaml, other/organs.yml]"))
                .isInstanceOf(UsageException.class)
                .hasMessage("a.yaml:1: tasks must have a file name each, whatever their directory: "
                        + "[organs.yaml, other/organs.yml]");
    }

    /** The experiment that ships with the program: each file can be read, and fits the others. */
    @Test
    void should_ship_with_files_that_fit_each_other() {
        Path home = new Path("../conf/experiments");
        ConfigReader reader = new ConfigReader(Store.local());
        ExperimentConfig phantom = reader.read(STANDARD, new Path(home, "phantom.yaml"), List.of());
        PretrainConfig pretrain = reader.read(new Path(home, phantom.pretrain()), List.of());
        assertThat(phantom.methods()).startsWith(ExperimentConfig.SCRATCH);
        for (String name : List.of("phantom-organs.yaml", "phantom-candidates.yaml", "phantom-lesions.yaml")) {
            FinetuneConfig task = reader.read(FinetuneConfig.paper(), new Path(home, name), List.of());
            assertThat(task.model(Map.of()).window()).isEqualTo(task.task().window());
            Size window = task.task().window();
            assertThat(task.network().shape(window))
                    .as(name)
                    .isEqualTo(pretrain.network().nsUNet(window));
            assertThat(task.intensity()).as(name).isEqualTo(pretrain.views().intensity());
        }
        assertThat(phantom.tasks())
                .isSubsetOf("phantom-organs.yaml", "phantom-candidates.yaml", "phantom-lesions.yaml");
    }
}
