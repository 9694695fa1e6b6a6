package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.cluster.ScriptRun;
import dev.pcrl.job.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of {@code pcrl pretrain} with one output. */
class TwoDriversTest {
    private static final long TAKE_OVER_SECONDS = 25; // shorter than the expiry of a lease

    @TempDir
    private static Path shared;

    @TempDir
    private Path directory;

    private final List<Process> processes = new ArrayList<>();

    @BeforeAll
    static void makeViews() throws IOException {
        SmallRun.views(shared);
        Files.writeString(
                shared.resolve("c.yaml"),
                SmallRun.config("training.epochs=100000").toYaml());
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void should_refuse_the_second_and_let_it_in_when_the_first_was_killed() throws Exception {
        Process first = pretrain("first");
        awaitStep(first);

        Process second = pretrain("second");
        assertThat(second.waitFor()).isEqualTo(75);
        assertThat(Files.readString(directory.resolve("second")))
                .contains("run is being written by another pcrl (host ", ", process " + first.pid() + ", since ")
                .doesNotContain("\tat ");
        assertThat(first.isAlive()).isTrue();

        first.destroyForcibly().waitFor();
        long killed = System.nanoTime();
        Process third = pretrain("third");
        Path dead = directory.resolve("run/lease-1.json");
        while (third.isAlive() && (!Files.exists(directory.resolve("run/lease-2.json")) || Files.exists(dead))) {
            Thread.sleep(100);
        }
        assertThat((System.nanoTime() - killed) / 1e9).isLessThan(TAKE_OVER_SECONDS);
        assertThat(dead).doesNotExist();
        assertThat(third.isAlive()).as(() -> text(directory.resolve("third"))).isTrue();
    }

    @Test
    void should_let_exactly_one_of_two_go_on_that_start_at_the_same_time() throws Exception {
        Process one = pretrain("one");
        Process other = pretrain("other");
        while (one.isAlive() && other.isAlive()) {
            Thread.sleep(100);
        }
        Process refused = one.isAlive() ? other : one;
        Process working = one.isAlive() ? one : other;

        assertThat(refused.waitFor()).isEqualTo(75);
        awaitStep(working);
    }

    private Process pretrain(String errors) throws IOException {
        Process process = PcrlProcess.start(
                List.of("-Xmx700m", ScriptRun.SHORT_LIFE),
                directory.resolve(errors),
                "pretrain",
                "--master",
                "local[1]",
                "--views",
                shared.resolve("views").toString(),
                "--output",
                directory.resolve("run").toString(),
                "--config",
                shared.resolve("c.yaml").toString());
        processes.add(process);
        return process;
    }

    /** Waits until a round is done. */
    private void awaitStep(Process process) throws Exception {
        Path status = directory.resolve("run/status.json");
        while (process.isAlive()
                && (!Files.exists(status) || Files.readString(status).contains("\"step\" : 0,"))) {
            Thread.sleep(100);
        }
        assertThat(process.isAlive()).isTrue();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
