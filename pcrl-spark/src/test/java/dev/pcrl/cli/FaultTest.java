package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.cluster.ScriptRun;
import dev.pcrl.cluster.TestCluster;
import dev.pcrl.job.SmallRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on a cluster: each run must end finished all the same, with replicas that agree. */
@Tag("cluster")
class FaultTest {
    private static final int STEPS = 120;
    private static final int ROUND = 40;

    /** A round in which something happens, and one after it. */
    private static final int TWO_ROUNDS = 2 * ROUND;

    private static final int JOB_SECONDS = 300;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static TestCluster cluster;
    private static ScriptRun stranger; // a driver that knows another secret; Spark takes a minute to refuse it
    private static final Set<String> ends = new HashSet<>(); // checksums of the last states of two workers
    private static String undisturbed; // what the driver of one worker wrote

    @BeforeAll
    static void start() throws Exception {
        SmallRun.views(shared, "views.bundles-per-volume=8");
        cluster = TestCluster.start(
                shared,
                4,
                1,
                "spark.authenticate=true",
                "spark.authenticate.secret=of-this-test",
                "spark.network.crypto.enabled=true",
                "spark.io.encryption.enabled=true");
        stranger = cluster.submit(
                options(1, "spark.authenticate.secret=another"),
                pretrain(Files.createDirectory(shared.resolve("stranger")), 1));
        try (ScriptRun job = cluster.submit(options(1), pretrain(shared, 1))) {
            assertThat(job.exitCode(JOB_SECONDS)).as(job::output).isZero();
            undisturbed = job.output();
        }
    }

    @AfterAll
    static void stop() {
        stranger.close();
        cluster.close();
    }

    /** All other tests train under Spark's authentication and encryption. */
    @Test
    void should_train_nothing_for_a_driver_without_the_secret() throws Exception {
        assertThat(stranger.exitCode(JOB_SECONDS)).as(stranger::output).isEqualTo(75);
        assertThat(stranger.output())
                .contains("\npcrl: Spark has ended: its cluster was stopped, does not answer or refuses this driver;")
                .doesNotContain("step 1/", "\tat ", "(Spark");
    }

    @Test
    void should_train_on_one_executor() throws IOException {
        assertFinished(shared, undisturbed, STEPS);
        assertThat(undisturbed).doesNotContain("replicas agree").doesNotContain("run again");
    }

    @Test
    void should_train_on_four_executors() throws Exception {
        try (ScriptRun job =
                cluster.submit(options(4), pretrain(4, "training.epochs=6", "training.steps-per-round=4"))) {
            finish(job, 12);

            assertThat(agreements(job, 4)).isEqualTo(3);
            assertThat(job.output()).doesNotContain("run again");
        }
    }

    @Test
    void should_finish_when_an_executor_is_killed_in_mid_round_twice() throws Exception {
        try (ScriptRun job = submit(2)) {
            awaitStep(job, 1);
            kill(cluster.executors().get(0));
            awaitRetries(job, 1);
            awaitStep(job, 2);
            kill(cluster.executors().get(1));
            finish(job, STEPS);

            assertThat(retries(job)).isEqualTo(2);
            assertThat(job.output()).containsPattern("run again: ExecutorLostFailure \\(executor \\d+ exited");
            assertThat(agreements(job, 2)).isEqualTo(STEPS / ROUND);
            assertSameEndOfTwo();
            assertThat(stepsTold(job)).as("each once").doesNotHaveDuplicates().isSorted();
        }
    }

    @Test
    void should_finish_with_those_that_are_left_when_a_machine_is_gone() throws Exception {
        try (TestCluster small = TestCluster.start(folder, 2, 1);
                ScriptRun job =
                        small.submit(options(2), pretrain(2, epochs(TWO_ROUNDS), "cluster.executor-seconds=2"))) {
            awaitStep(job, 1);
            ProcessHandle worker = small.daemons().get(2);
            List<ProcessHandle> machine = worker.descendants().toList();
            assertThat(machine).isNotEmpty();
            kill(worker);
            machine.forEach(FaultTest::kill);
            finish(job, TWO_ROUNDS);

            assertThat(retries(job)).isEqualTo(1);
            assertThat(job.output()).contains("training goes on with 1 of 2 workers");
        }
    }

    /** Another driver wants the same output meanwhile: it is refused, and that does not disturb the run either. */
    @Test
    void should_wait_for_an_executor_that_stands_still_for_a_moment() throws Exception {
        try (ScriptRun job = submit(2)) {
            awaitStep(job, 1);
            ProcessHandle executor = cluster.executors().get(0);
            try (ScriptRun second = submit(2)) {
                signal("STOP", executor);
                Thread.sleep(3000); // what is shorter than all timeouts
                signal("CONT", executor);

                assertThat(second.exitCode(JOB_SECONDS)).as(second::output).isEqualTo(75);
                assertThat(second.output()).contains("run is being written by another pcrl (host ");
            }
            finish(job, STEPS);

            assertThat(job.output()).doesNotContain("run again");
            assertThat(agreements(job, 2)).isEqualTo(STEPS / ROUND);
            assertSameEndOfTwo();
        }
    }

    @Test
    void should_end_a_round_in_which_an_executor_becomes_slow_and_give_it_less() throws Exception {
        try (ScriptRun job = submit(2, "exchange.straggler-ratio=1.5")) {
            awaitStep(job, 1);
            ProcessHandle executor = cluster.executors().get(0);
            while (!job.output().contains("minibatches are divided ")
                    && job.process().isAlive()) {
                signal("STOP", executor);
                Thread.sleep(160);
                signal("CONT", executor);
                Thread.sleep(40);
            }
            finish(job, STEPS);

            assertThat(job.output()).containsPattern("as the fastest: minibatches are divided (2, 6|3, 5|5, 3|6, 2)");
            assertThat(job.output())
                    .containsPattern("step \\d+: the round ends here, to divide minibatches anew\nthe slowest worker");
            assertThat(retries(job)).isZero();
            assertThat(agreements(job, 2)).isGreaterThan(STEPS / ROUND);
        }
    }

    @Test
    void should_finish_without_an_executor_that_stands_still_for_long() throws Exception {
        try (ScriptRun job = cluster.submit(
                options(2, "spark.network.timeout=40s", "spark.network.timeoutInterval=5s"),
                pretrain(2, epochs(TWO_ROUNDS), "cluster.stall-seconds=20"))) {
            awaitStep(job, 1);
            ProcessHandle executor = cluster.executors().get(0);
            signal("STOP", executor);
            awaitRetries(job, 1);
            signal("CONT", executor);
            finish(job, TWO_ROUNDS);

            assertThat(job.output())
                    .containsPattern("run again: worker [01] waited 20 s for worker [01] to (send|receive)");
            assertThat(agreements(job, 2)).isEqualTo(TWO_ROUNDS / ROUND);
        }
    }

    /** Goes on from a copy of what the driver left, too: one whose newest checkpoint is cut. */
    @Test
    void should_end_with_the_same_weights_when_the_driver_is_killed() throws Exception {
        killDriverAfterTwoRounds();
        Path other = Files.createDirectory(folder.resolve("other"));
        run("cp", "-r", folder.resolve("run").toString(), other.toString());
        Path newest = newestCheckpoint(other);
        try (FileChannel file = FileChannel.open(newest, StandardOpenOption.WRITE)) {
            file.truncate(Files.size(newest) / 2);
        }

        assertThat(goOn(folder)).contains("going on from the checkpoint of step ");
        assertThat(goOn(other))
                .contains("going on from the checkpoint of step ")
                .contains("damaged checkpoint passed over: ", newest.getFileName() + ": ");

        assertThat(checksum(folder)).isEqualTo(checksum(shared));
        assertThat(checksum(other)).isEqualTo(checksum(shared));
    }

    /** Goes on with a run of one worker to its end, and gives what the driver writes. */
    private static String goOn(Path folder) throws Exception {
        try (ScriptRun job = cluster.submit(options(1), pretrain(folder, 1))) {
            assertThat(job.exitCode(JOB_SECONDS)).as(job::output).isZero();
            assertFinished(folder, job.output(), STEPS);
            return job.output();
        }
    }

    @Test
    void should_go_on_when_a_full_disk_has_space_again() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("run"));
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
        try {
            Path ballast = disk.resolve("checkpoints/ballast"); // inside, for a strange output is refused
            try (ScriptRun full = submit(2, epochs(TWO_ROUNDS))) {
                full.awaitFile(disk.resolve("checkpoints/" + checkpoint(ROUND) + ".sha256"), JOB_SECONDS);
                fill(ballast);

                assertThat(full.exitCode(JOB_SECONDS)).as(full::output).isEqualTo(75);
                assertThat(full.output()).containsPattern("\npcrl: .*No space left on device.*\n$");
            }
            Files.delete(ballast);
            try (ScriptRun again = submit(2, epochs(TWO_ROUNDS))) {
                finish(again, TWO_ROUNDS);

                assertThat(again.output()).contains("going on from the checkpoint of step " + ROUND);
            }
        } finally {
            run("umount", disk.toString());
        }
    }

    private void killDriverAfterTwoRounds() throws Exception {
        try (ScriptRun job = submit(1)) {
            job.awaitFile(folder.resolve("run/checkpoints/" + checkpoint(2 * ROUND) + ".sha256"), JOB_SECONDS);
            kill(job.process());
            assertThat(job.exitCode(JOB_SECONDS)).isEqualTo(128 + 9);
        }
    }

    private ScriptRun submit(int workers, String... more) throws IOException {
        return cluster.submit(options(workers), pretrain(workers, more));
    }

    private static List<String> options(int executors, String... conf) {
        List<String> options = new ArrayList<>(List.of("--conf=spark.cores.max=" + executors));
        Stream.of(conf).map(setting -> "--conf=" + setting).forEach(options::add);
        return options;
    }

    private String[] pretrain(int workers, String... more) throws IOException {
        return pretrain(folder, workers, more);
    }

    /** So many steps, two an epoch. */
    private static String epochs(int steps) {
        return "training.epochs=" + steps / 2;
    }

    private static String[] pretrain(Path folder, int workers, String... more) throws IOException {
        List<String> overrides = new ArrayList<>(List.of(
                "views.bundles-per-volume=8", // in all 16: two steps an epoch
                "training.batch-size=8",
                epochs(STEPS),
                "training.steps-per-round=" + ROUND,
                "exchange.workers=" + workers,
                "exchange.straggler-ratio=0")); // two cores for all executors: speeds are as they come
        overrides.addAll(List.of(more));
        Path config = folder.resolve("c.yaml");
        Files.writeString(
                config, SmallRun.config(overrides.toArray(String[]::new)).toYaml());
        return new String[] {
            "pretrain",
            "--views",
            shared.resolve("views").toString(),
            "--output",
            folder.resolve("run").toString(),
            "--config",
            config.toString()
        };
    }

    /** The run ends well, and its last checkpoint is there. */
    private void finish(ScriptRun job, int steps) throws Exception {
        assertThat(job.exitCode(JOB_SECONDS)).as(job::output).isZero();
        assertFinished(folder, job.output(), steps);
    }

    private static void assertFinished(Path folder, String output, int steps) throws IOException {
        assertThat(output).contains("encoder and report in ").doesNotContain("\tat ");
        assertThat(folder.resolve("run/status.json")).content().contains("\"state\" : \"finished\"");
        assertThat(folder.resolve("run/checkpoints/" + checkpoint(steps) + ".sha256"))
                .exists();
        assertThat(folder.resolve("run/encoder.safetensors")).exists();
        assertThat(Files.readAllLines(folder.resolve("run/metrics.jsonl"))).hasSize(steps);
    }

    /**
     * Waits for a step of a round, from 1, or of a later one: early in it, for what heartbeats missed is told at its
     * end.
     */
    private static void awaitStep(ScriptRun job, int round) {
        job.awaitOutput(
                text -> matches(text, "(?m)^step (\\d+)/")
                        .mapToInt(step -> Integer.parseInt(step.group(1)) - 1)
                        .anyMatch(step -> step / ROUND >= round - 1 && step % ROUND < ROUND / 2),
                JOB_SECONDS);
    }

    private static void awaitRetries(ScriptRun job, int count) {
        job.awaitOutput(text -> retries(text) >= count, JOB_SECONDS);
    }

    private static long retries(ScriptRun job) {
        return retries(job.output());
    }

    private static long retries(String text) {
        return matches(text, "(?m)^the round from step \\d+ is run again: ").count();
    }

    private static long agreements(ScriptRun job, int replicas) {
        return matches(job.output(), "(?m)^step \\d+: " + replicas + " replicas agree, SHA-256 ")
                .count();
    }

    private static List<Integer> stepsTold(ScriptRun job) {
        return matches(job.output(), "(?m)^step (\\d+)/")
                .map(step -> Integer.valueOf(step.group(1)))
                .toList();
    }

    private static Stream<MatchResult> matches(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results();
    }

    private static String checkpoint(int step) {
        return String.format("step-%010d", step);
    }

    private static String checksum(Path folder) throws IOException {
        return Files.readString(folder.resolve("run/checkpoints/" + checkpoint(STEPS) + ".sha256"));
    }

    /** Two workers end with the same bits whether executors were lost or only stood still: the second run tells. */
    private void assertSameEndOfTwo() throws IOException {
        ends.add(checksum(folder));
        assertThat(ends).hasSize(1);
    }

    private static Path newestCheckpoint(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("run/checkpoints"))) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        run("kill", "-" + name, Long.toString(process.pid()));
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** Leaves no byte. */
    private static void fill(Path ballast) throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left on device");
        }
    }
}
