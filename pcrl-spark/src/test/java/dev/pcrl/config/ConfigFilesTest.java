package dev.pcrl.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.network.EncoderKind;
import dev.pcrl.store.Store;
import dev.pcrl.view.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files that ship with the program, and their documentation. */
class ConfigFilesTest {
    private static final Path ROOT = Path.of("..");
    private static final ObjectNode SCHEMA = ConfigTree.of(PretrainConfig.paper());
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9.-]+)` \\| `([^`]+)` \\| [^|]+ \\| [^|]+ \\|$");

    private static PretrainConfig read(String file) {
        return new ConfigReader(Store.local())
                .read(
                        new org.apache.hadoop.fs.Path(
                                ROOT.resolve("conf").resolve(file).toString()),
                        List.of());
    }

    private static List<String> leaves() {
        return ConfigTree.keys(SCHEMA).stream()
                .filter(key -> !ConfigTree.find(SCHEMA, key).isObject())
                .toList();
    }

    private static String shown(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", ", "[", "]"))
                : value.asText();
    }

    @Test
    void should_have_the_papers_values_for_luna() throws IOException {
        assertThat(read("luna-3d.yaml")).isEqualTo(PretrainConfig.paper());
        String text = Files.readString(ROOT.resolve("conf/luna-3d.yaml"));
        assertThat(ConfigTree.keys((ObjectNode) new YAMLMapper().readTree(text)))
                .isEqualTo(ConfigTree.keys(SCHEMA));
        assertThat(text.lines().filter(line -> line.matches("[^#]*: .*")))
                .hasSize(leaves().size())
                .allSatisfy(line -> assertThat(line).contains(" # "));
    }

    @Test
    void should_have_the_papers_values_for_fine_tuning_on_luna() throws IOException {
        assertThat(finetune("finetune-luna.yaml")).isEqualTo(FinetuneConfig.paper());
        String text = Files.readString(ROOT.resolve("conf/finetune-luna.yaml"));
        assertThat(ConfigTree.keys((ObjectNode) new YAMLMapper().readTree(text)))
                .isEqualTo(ConfigTree.keys(ConfigTree.of(FinetuneConfig.paper())));
    }

    @ParameterizedTest
    @CsvSource({"finetune-lits.yaml, 1", "finetune-brats.yaml, 3"})
    void should_have_the_papers_segmentations(String file, int classes) {
        ModelDescription model = finetune(file).model(Map.of());
        assertThat(model.task().kind()).isEqualTo(TaskKind.SEGMENTATION);
        assertThat(model.task().classes()).hasSize(classes);
    }

    @Test
    void should_have_the_papers_fine_tuning_on_radiographs() {
        FinetuneConfig chest = finetune("finetune-chest.yaml");
        assertThat(chest.network().kind()).isEqualTo(EncoderKind.RESNET_18);
        assertThat(chest.task().kind()).isEqualTo(TaskKind.IMAGE);
        assertThat(chest.task().classes()).hasSize(14);
        assertThat(chest.model(Map.of()).window()).isEqualTo(new Size(224, 224, 1));
        assertThat(chest.augmentation().cropScale()).isEqualTo(0.3);
        assertThat(chest.augmentation().rotationDegrees()).isPositive();
        assertThat(chest.fitting().batchSize()).isEqualTo(512);
        assertThat(chest.fitting().learningRate()).isEqualTo(1e-2);
    }

    private static FinetuneConfig finetune(String file) {
        return new ConfigReader(Store.local())
                .read(
                        FinetuneConfig.paper(),
                        new org.apache.hadoop.fs.Path(
                                ROOT.resolve("conf").resolve(file).toString()),
                        List.of());
    }

    @Test
    void should_have_a_small_demo() {
        PretrainConfig demo = read("demo.yaml");
        assertThat(demo.network().baseWidth()).isLessThanOrEqualTo(8);
        int multiple = 1 << demo.network().scales(); // else the network computes voxels that are cut off again
        for (int axis = 0; axis < 3; axis++) {
            assertThat(demo.views().globalSize().along(axis) % multiple).isZero();
        }
    }

    @Test
    void should_be_documented_key_by_key() throws IOException {
        List<String> documented = Files.readString(ROOT.resolve("docs/configuration.md"))
                .lines()
                .flatMap(line -> ROW.matcher(line).results())
                .map((MatchResult row) -> row.group(1) + " = " + row.group(2).replace("\\|", "|"))
                .toList();
        assertThat(documented)
                .containsExactlyElementsOf(leaves().stream()
                        .map(key -> key + " = " + shown(ConfigTree.find(SCHEMA, key)))
                        .toList());
    }

    @Test
    void should_list_each_method_in_its_guide() throws IOException {
        Pattern row = Pattern.compile("^\\| `([a-z0-9-]+)` \\|.*");
        List<String> listed = Files.readString(ROOT.resolve("docs/adding-a-method.md"))
                .lines()
                .flatMap(line -> row.matcher(line).results())
                .map((MatchResult method) -> method.group(1))
                .filter(name -> !name.equals("method")) // the table's head
                .toList();
        assertThat(listed)
                .containsExactlyElementsOf(
                        Stream.of(MethodName.values()).map(MethodName::toString).toList());
    }
}
