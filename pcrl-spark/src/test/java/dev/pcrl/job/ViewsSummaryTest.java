package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewsSummaryTest {
    private static final Map<String, String> SETTINGS = Map.of("views.crops", "sub-crop");

    @TempDir
    private Path directory;

    @Test
    void should_read_what_it_wrote() throws Exception {
        ViewsSummary summary =
                new ViewsSummary(1, "run", "", "data", 2, 0, 10, "8x8x8", "4x4x4", 6, 1, SETTINGS, List.of("0a", "0b"));

        assertThat(read(Json.pretty(summary))).isEqualTo(summary);
    }

    @ParameterizedTest
    @CsvSource({"'', cafe", "f00d, f00d"})
    void should_read_a_file_of_before_there_were_data_hash_and_settings(String manifest, String data) throws Exception {
        String before = """
                {"format-version": 1, "run": "cafe", "manifest": "%s", "volumes": 1, "quarantined": 0, "bundles": 5,
                 "global-size": "8x8x8", "local-size": "4x4x4", "local-views": 6, "channels": 1, "sources": ["0a"]}
                """;

        assertThat(read(before.formatted(manifest)))
                .isEqualTo(new ViewsSummary(
                        1, "cafe", manifest, data, 1, 0, 5, "8x8x8", "4x4x4", 6, 1, Map.of(), List.of("0a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]", "{\"run\": \"cafe\"}"})
    void should_name_a_file_that_is_something_else(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("views.json");
    }

    private ViewsSummary read(String text) throws IOException {
        Path file = Files.writeString(directory.resolve(ViewsSummary.FILE), text);
        return ViewsSummary.read(Store.local(), new org.apache.hadoop.fs.Path(file.toUri()));
    }
}
