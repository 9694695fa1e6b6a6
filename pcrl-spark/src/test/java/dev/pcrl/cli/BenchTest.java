package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    private static final List<String> BRIEFLY =
            List.of("--samples", "3", "--sample-seconds", "0", "--warm-up-seconds", "0");

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void should_keep_the_files_and_read_them_again() throws Exception {
        Path keep = directory.resolve("ct");

        assertThat(run("io", "--size", "24x20x6", "--keep", keep.toString())).isZero();
        assertThat(run("io", "--keep", keep.toString())).isZero(); // of the size that is there

        assertThat(keep.resolve("ct.nii.gz")).exists();
        assertThat(keep.resolve("ct.raw")).hasSize(2 * 24 * 20 * 6);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(keep);
        }
        assertThat(out.toString()).contains("nifti-gzip", "metaimage", "dicom");
    }

    @Test
    void should_tell_views_in_json() throws Exception {
        Path config = directory.resolve("c.yaml");
        Files.writeString(config, """
                views:
                  global-size: 16x16x8
                  local-size: 8x8x8
                  global-crops: [16x16x8, 24x24x16]
                  local-crops: [4x4x4, 8x8x8]
                  local-views: 2
                shards: {bundles-per-shard: 3}
                network: {base-width: 2, scales: 2, width-cap: 8}
                training: {batch-size: 4}
                """);

        assertThat(run("views", "--config", config.toString(), "--size", "48x48x32", "--json"))
                .as(err.toString())
                .isZero();

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.get("measurements").findValuesAsText("name"))
                .containsExactly("cut", "stored", "loaded", "augmented", "assembled");
        assertThat(report.get("measurements").get(0).get("per-second").asDouble())
                .isPositive();
    }

    @Test
    void should_ask_what_to_measure() {
        assertThat(Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), "bench"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("io", "views");
    }

    private int run(String... arguments) {
        List<String> all = Stream.of(List.of("bench"), List.of(arguments), BRIEFLY)
                .flatMap(List::stream)
                .toList();
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }
}
