package dev.pcrl.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code oracle}: the oracle's own defaults with seed 0. {@code oracle-narrow}: seed 0, {@code scales=2 base=4 cap=3
 * size=[9,7,10] local=[5,4,3] locals_=1 steps=2 n=3}: a cap below the base width, odd extents, one local view.
 */
class OracleCheckTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"oracle", "oracle-narrow"})
    void should_agree_with_the_oracle(String fixture) throws Exception {
        OracleCheck.Result result = check(resource(fixture)).run();

        assertThat(result.ok()).as(result.toString()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"size\"                | \"sizes\"               | size: a list is expected",
                "\"base\": 4             | \"base\": \"four\"      | base: a whole number is expected",
                "\"base\": 4             | \"base\": 0             | base-width must be at least 1",
                "\"cap\": 3              | \"cap\": 1              | width-cap must be at least 2",
                "\"scales\": 2           | \"scales\": 3           | losses are not of the scales [1, 2, 3]",
                "\"total\"               | \"sum\"                 | total: a number is expected",
                "\"learning_rates\": [   | \"learning_rates\": [1, | not as many scales as learning_rates and losses",
                "\"scales\": [           | \"scales\": [2.5,       | scales: a whole number is expected",
                "\"training\"            | \"trained\"             | scales: a list is expected",
                "\"batch\": 3            | \"batch\": 2            | a view of the minibatch does not have 1260 voxels",
            })
    void should_name_what_meta_json_lacks(String before, String after, String reason) throws Exception {
        copyNarrow();
        edit(before, after);

        assertThatThrownBy(() -> check(directory))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(directory.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]", "3"})
    void should_refuse_a_meta_json_that_says_nothing(String text) throws Exception {
        Files.writeString(directory.resolve("meta.json"), text);

        assertThatThrownBy(() -> check(directory))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("meta.json");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 100_000})
    void should_refuse_tensors_of_another_network(int cap) throws Exception {
        copyNarrow();
        edit("\"base\": 4", "\"base\": " + Math.max(4, cap / 2));
        edit("\"cap\": 3", "\"cap\": " + cap);
        OracleCheck check = check(directory);

        assertThatThrownBy(check::run)
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("tensor encoder.0.block0.conv.weight")
                .hasMessageContaining("has the shape [1, 1, 3, 3, 3]");
    }

    @Test
    void should_name_a_missing_view() throws Exception {
        copyNarrow();
        Files.copy(
                directory.resolve("encoded.safetensors"),
                directory.resolve("views.safetensors"),
                StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> check(directory))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("local.1 is missing in the fixture");
    }

    private static OracleCheck check(Path fixture) {
        return new OracleCheck(Store.local(), new org.apache.hadoop.fs.Path(fixture.toUri()));
    }

    private void copyNarrow() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(resource("oracle-narrow"))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
    }

    private void edit(String before, String after) throws IOException {
        Path meta = directory.resolve("meta.json");
        String text = Files.readString(meta);
        assertThat(text).contains(before);
        Files.writeString(meta, text.replace(before, after));
    }

    private static Path resource(String fixture) throws URISyntaxException {
        return Path.of(OracleCheckTest.class.getResource("/" + fixture).toURI());
    }
}
