package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.cluster.ScriptRun;
import dev.pcrl.job.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path directory;

    @BeforeAll
    static void makeViews() {
        SmallRun.views(shared);
    }

    @Test
    void should_keep_a_checkpoint_and_end_with_75_when_terminated_in_the_middle_of_a_round() throws Exception {
        Process run = pretrain("training.epochs=100000", "training.steps-per-round=100000");
        try {
            waitFor(run, "step ");
            run.destroy(); // SIGTERM

            assertThat(run.waitFor()).isEqualTo(75);
        } finally {
            run.destroyForcibly();
        }
        Matcher last = Pattern.compile(
                        "\npcrl: stopped from outside: the same command goes on from the checkpoint of step (\\d+)\n$")
                .matcher(errors());
        assertThat(last.find()).as(errors()).isTrue();
        assertThat(errors()).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(directory.resolve(
                        String.format("run/checkpoints/step-%010d.sha256", Integer.parseInt(last.group(1)))))
                .exists();
        assertThat(directory.resolve("run/stop")).doesNotExist();
        assertStopped("stopped from outside: the same command goes on from the checkpoint of step " + last.group(1));
    }

    @Test
    void should_end_with_75_at_once_when_terminated_without_grace() throws Exception {
        Process run = pretrain("training.epochs=100000", "training.steps-per-round=100000", "cluster.grace-seconds=0");
        try {
            waitFor(run, "step ");
            run.destroy(); // SIGTERM

            assertThat(run.waitFor()).isEqualTo(75);
        } finally {
            run.destroyForcibly();
        }
        assertThat(errors())
                .endsWith("\npcrl: terminated: the same command again goes on from what is done\n")
                .doesNotContain("\tat ")
                .doesNotContain("Exception");
        assertStopped("terminated: the same command again goes on from what is done");
    }

    /** What a launcher finds that lost the exit code; and the next driver need not wait. */
    private void assertStopped(String reason) {
        assertThat(directory.resolve("run/status.json"))
                .content()
                .contains(
                        "\"state\" : \"stopped\"",
                        "\"retryable\" : true",
                        "\"exit-code\" : 75",
                        "\"reason\" : \"" + reason + "\"");
        assertThat(directory.resolve("run")).isDirectoryNotContaining("glob:**/lease-*");
    }

    private Process pretrain(String... overrides) throws IOException {
        Files.writeString(
                directory.resolve("c.yaml"), SmallRun.config(overrides).toYaml());
        return PcrlProcess.start(
                List.of("-Xmx1024m", ScriptRun.SHORT_LIFE),
                directory.resolve("err"),
                "pretrain",
                "--views",
                shared.resolve("views").toString(),
                "--output",
                path("run"),
                "--config",
                path("c.yaml"));
    }

    private void waitFor(Process run, String told) throws Exception {
        while (run.isAlive() && !errors().contains(told)) {
            Thread.sleep(100);
        }
    }

    private String errors() throws IOException {
        return Files.readString(directory.resolve("err"));
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }
}
