package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.view.ViewBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs make does not depend on how many executors make it. */
class ExecutorCountTest {
    @TempDir
    private Path directory;

    private final List<String> log = new ArrayList<>();

    @Test
    void should_make_the_same_manifest_and_the_same_bundles() throws Exception {
        Path volumes = Files.createDirectories(directory.resolve("in"));
        SmallRun.volumes(volumes, 5);

        List<ViewBundle> one = make("local[1]", volumes, "one");
        List<ViewBundle> three = make("local[3]", volumes, "three");

        assertThat(manifest("one")).hasSameBinaryContentAs(manifest("three"));
        assertThat(Files.readAllLines(manifest("one"))).hasSize(6);
        assertThat(log)
                .last()
                .asString()
                .startsWith("5 cases of 5 patients in ")
                .endsWith(": 4 train, 0 validation, 1 test");
        assertThat(one).hasSize(25).isEqualTo(three);
    }

    /** Makes both, and gives the bundles. */
    private List<ViewBundle> make(String master, Path volumes, String output) {
        try (SparkSession spark = SmallRun.spark(master)) {
            Path views = directory.resolve(output);
            new ViewsJob(spark, SmallRun.config(), line -> {}).run(List.of(volumes.toString()), views.toString());
            new ManifestJob(spark, SmallRun.config("dataset.layout=folder"), log::add)
                    .run(volumes.toString(), manifest(output).toString());
            return SmallRun.bundles(spark, views);
        }
    }

    private Path manifest(String output) {
        return directory.resolve(output + ".jsonl");
    }
}
