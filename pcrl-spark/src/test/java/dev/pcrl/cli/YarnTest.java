package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.cluster.ScriptRun;
import dev.pcrl.cluster.YarnCluster;
import dev.pcrl.job.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job jar on YARN in cluster mode: the driver is in the Application Master, and each executor in a container. */
@Tag("cluster")
class YarnTest {
    private static final int JOB_SECONDS = 240;

    @TempDir
    private static Path folder;

    private static YarnCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        SmallRun.views(folder);
        Files.writeString(
                folder.resolve("c.yaml"),
                SmallRun.config("training.batch-size=5", "training.epochs=2", "exchange.workers=2")
                        .toYaml());
        cluster = YarnCluster.start(folder);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void should_train_with_executors_in_containers() throws Exception {
        try (ScriptRun job = pretrain(1, "views", "run", "training.steps-per-round=2")) {
            assertThat(job.exitCode(JOB_SECONDS)).as(job::output).isZero();
        }
        ApplicationReport application = cluster.application();
        assertThat(application.getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.SUCCEEDED);
        List<String> logs = cluster.logs(application, 1);
        assertThat(logs).as("of the driver and two executors").hasSize(3);
        assertThat(logs.get(0)).contains("step 2: 2 replicas agree", "step 4: 2 replicas agree");
        assertFinished("run");
    }

    @Test
    void should_end_the_application_as_failed_and_say_why() throws Exception {
        try (ScriptRun job = pretrain(1, "nowhere", "none")) {
            assertThat(job.exitCode(JOB_SECONDS)).as(job::output).isEqualTo(1); // whatever ours is
        }
        ApplicationReport application = cluster.application();
        assertThat(application.getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.FAILED);
        assertThat(application.getDiagnostics()).contains("User application exited with status 2");
        assertThat(cluster.logs(application, 1).get(0))
                .containsPattern("(?m)^pcrl: .*/nowhere holds no finished view bundles .*$");
    }

    @Test
    void should_go_on_in_a_second_attempt_when_the_driver_is_killed() throws Exception {
        try (ScriptRun job = pretrain(2, "views", "killed", "training.steps-per-round=1")) {
            job.awaitFile(folder.resolve("killed/checkpoints/step-0000000001.sha256"), JOB_SECONDS);
            List<ProcessHandle> drivers = cluster.drivers();
            assertThat(drivers).hasSize(1);
            drivers.get(0).destroyForcibly(); // SIGKILL

            assertThat(job.exitCode(JOB_SECONDS)).as(job::output).isZero();
        }
        ApplicationReport application = cluster.application();
        assertThat(application.getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.SUCCEEDED);
        assertThat(cluster.logs(application, 1).get(0)).doesNotContain("going on from the checkpoint");
        assertThat(cluster.logs(application, 2).get(0)).contains("going on from the checkpoint of step ");
        assertFinished("killed");
    }

    private static ScriptRun pretrain(int attempts, String views, String output, String... overrides)
            throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("pretrain", "--views", path(views), "--output", path(output), "--config=c.yaml"));
        Stream.of(overrides).map("--set="::concat).forEach(arguments::add);
        return cluster.submit(
                List.of(
                        "--num-executors=2",
                        "--executor-cores=1",
                        "--executor-memory=512m",
                        "--driver-memory=512m",
                        "--conf=spark.yarn.maxAppAttempts=" + attempts,
                        "--conf=spark.authenticate=true", // YARN hands the secret on
                        "--conf=spark.network.crypto.enabled=true",
                        "--conf=spark.io.encryption.enabled=true",
                        "--files=" + path("c.yaml")),
                arguments.toArray(String[]::new));
    }

    private static void assertFinished(String output) {
        assertThat(folder.resolve(output).resolve("status.json")).content().contains("\"state\" : \"finished\"");
        assertThat(folder.resolve(output).resolve("encoder.safetensors")).exists();
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }
}
