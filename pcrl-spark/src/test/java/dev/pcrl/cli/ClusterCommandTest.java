package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.cluster.Processes;
import dev.pcrl.cluster.ScriptRun;
import dev.pcrl.cluster.TestCluster;
import dev.pcrl.job.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** True processes: Master, Workers, executors and the driver of the job jar. */
@Tag("cluster")
class ClusterCommandTest {
    private static final int JOB_SECONDS = 240;
    private static final int STOP_SECONDS = 60;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeViews() {
        SmallRun.views(shared);
    }

    @Test
    void should_train_jobs_however_they_come_and_leave_no_process_when_stopped() throws Exception {
        try (TestCluster cluster = TestCluster.start(folder, 2, 1)) {
            List<ProcessHandle> daemons = cluster.daemons();
            assertThat(daemons).hasSize(3);

            try (ScriptRun job = cluster.submit(pretrain("submitted", "training.epochs=1"))) {
                assertTrained(job, "submitted");
            }
            List<String> outside = new ArrayList<>(List.of(pretrain("outside", "training.epochs=1")));
            outside.addAll(List.of("--master", cluster.master()));
            try (ScriptRun job = TestCluster.pcrl(folder, outside.toArray(String[]::new))) {
                assertTrained(job, "outside");
            }
            try (ScriptRun again = cluster.command("start")) {
                assertThat(again.exitCode(STOP_SECONDS)).isEqualTo(2);
                assertThat(again.output()).contains("the cluster runs already");
            }
            stop(cluster);

            assertThat(daemons).noneMatch(Processes::isRunning);
            stop(cluster);
        }
    }

    private void assertTrained(ScriptRun job, String output) throws InterruptedException {
        assertThat(job.exitCode(JOB_SECONDS)).as(job::output).isZero();
        assertThat(folder.resolve(output).resolve("encoder.safetensors")).exists();
        assertThat(folder.resolve(output).resolve("checkpoints")).isNotEmptyDirectory();
    }

    @Test
    void should_end_jobs_that_run_when_stopped() throws Exception {
        try (TestCluster cluster = TestCluster.start(folder, 1, 1);
                ScriptRun job = cluster.submit(pretrain("run", "training.epochs=100000"))) {
            job.awaitFile(folder.resolve("run/metrics"), JOB_SECONDS); // after the first round
            List<ProcessHandle> executors = cluster.executors();
            assertThat(executors).as(job::output).hasSize(1);

            stop(cluster);

            assertThat(job.exitCode(STOP_SECONDS)).as(job::output).isEqualTo(75);
            assertThat(job.output())
                    .containsPattern("the same command goes on from (the newest checkpoint|what is done)\n$");
            assertThat(executors).noneMatch(Processes::isRunning);
        }
    }

    @Test
    void should_leave_no_process_when_a_worker_cannot_start() throws Exception {
        Path directory = Files.createDirectories(folder.resolve("cluster"));
        Files.writeString(directory.resolve("cluster.json"), "{\"processes\": []}");
        Files.writeString(directory.resolve("work"), "a file where Workers want a folder");

        try (ScriptRun start = TestCluster.pcrl(folder, "cluster", "start", directory.toString())) {
            assertThat(start.exitCode(JOB_SECONDS)).isEqualTo(75);
            assertThat(start.output()).containsPattern("pcrl: worker-. \\(log: .*/logs/worker-.\\.log\\) ended");
        }
        assertThat(processesNaming(directory)).isEmpty();
    }

    private static List<Long> processesNaming(Path directory) {
        return ProcessHandle.allProcesses()
                .filter(Processes::isRunning)
                .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void stop(TestCluster cluster) throws Exception {
        try (ScriptRun stop = cluster.command("stop")) {
            assertThat(stop.exitCode(STOP_SECONDS)).as(stop::output).isZero();
        }
    }

    private String[] pretrain(String output, String override) throws IOException {
        Path config = folder.resolve("c.yaml");
        Files.writeString(config, SmallRun.config(override).toYaml());
        return new String[] {
            "pretrain",
            "--views",
            shared.resolve("views").toString(),
            "--output",
            folder.resolve(output).toString(),
            "--config",
            config.toString()
        };
    }
}
