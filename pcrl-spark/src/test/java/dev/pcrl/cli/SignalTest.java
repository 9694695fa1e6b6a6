package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.job.SmallRun;
import dev.pcrl.job.ViewsJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalTest {
    @TempDir
    private Path directory;

    @Test
    void should_end_with_75_and_one_clean_line_when_terminated_in_training() throws Exception {
        try (SparkSession spark = SmallRun.spark("local[1]")) {
            new ViewsJob(spark, SmallRun.config(), line -> {}).run(SmallRun.volumes(directory, 2), path("views"));
        }
        Files.writeString(
                directory.resolve("c.yaml"),
                SmallRun.config("training.epochs=100000").toYaml());
        Process run = PcrlProcess.start(
                1024,
                directory.resolve("err"),
                "pretrain",
                "--views",
                path("views"),
                "--output",
                path("run"),
                "--config",
                path("c.yaml"));
        try {
            while (run.isAlive() && !hasCheckpoint()) {
                Thread.sleep(100);
            }
            run.destroy(); // SIGTERM

            assertThat(run.waitFor()).isEqualTo(75);
        } finally {
            run.destroyForcibly();
        }
        assertThat(directory.resolve("run/status.json"))
                .content()
                .contains(
                        "\"state\" : \"stopped\"",
                        "\"retryable\" : true",
                        "\"exit-code\" : 75",
                        "\"reason\" : \"terminated: the same command again goes on from what is done\"");
        assertThat(directory.resolve("run")).isDirectoryNotContaining("glob:**/lease-*");
        assertThat(Files.readString(directory.resolve("err")))
                .endsWith("\npcrl: terminated: the same command again goes on from what is done\n")
                .doesNotContain("\tat ")
                .doesNotContain("Exception");
    }

    private boolean hasCheckpoint() throws IOException {
        Path checkpoints = directory.resolve("run/checkpoints");
        if (!Files.isDirectory(checkpoints)) {
            return false;
        }
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.anyMatch(file -> file.toString().endsWith(".sha256"));
        }
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
