package dev.pcrl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.failure.UsageException;
import dev.pcrl.job.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several workers in one process, as on an executor with several GPUs. */
class TeamTrainingTest {
    private static final String BATCHES = "training.batch-size=6"; // of 24 bundles: 4 steps an epoch

    @TempDir
    private static Path directory;

    private final List<String> log = new ArrayList<>();
    private final List<StepRecord> records = new ArrayList<>();

    @BeforeAll
    static void makeViews() {
        SmallRun.views(directory, "views.bundles-per-volume=12");
    }

    private static PretrainConfig config(int workers, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "views.bundles-per-volume=12",
                BATCHES,
                "exchange.workers=" + workers,
                "exchange.straggler-ratio=0", // these workers share two cores
                "training.epochs=2"));
        all.addAll(List.of(more));
        return SmallRun.config(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void should_agree_at_the_end_of_each_round(int workers) {
        TrainingState end = train(config(workers), null);

        assertThat(end.step()).isEqualTo(8);
        assertThat(log)
                .hasSize(4)
                .allSatisfy(line -> assertThat(line)
                        .matches("step [2468]: " + workers + " replicas agree, SHA-256 [0-9a-f]{16}; in the round their"
                                + " running statistics were [0-9.]+ apart"));
        assertThat(records).allSatisfy(step -> {
            assertThat(step.views()).isEqualTo(6 * 4);
            assertThat(step.sharing())
                    .containsEntry("workers", (double) workers)
                    .containsKeys("wait-seconds", "encode-seconds", "transfer-seconds");
            assertThat(step.sharing().get("bytes")).isGreaterThan(4.0 * end.length() * (workers - 1) / workers);
        });
        assertThat(records.get(1).sharing().get("drift")).isGreaterThan(0); // each saw bundles of its own
        assertThat(records.get(0).sharing()).doesNotContainKey("drift");
    }

    @Test
    void should_train_like_one_worker_with_the_same_minibatches() {
        train(config(1, "training.epochs=10", "training.steps-per-round=20"), null);
        List<StepRecord> alone = List.copyOf(records);
        records.clear();

        train(config(2, "training.epochs=10", "training.steps-per-round=20"), null);

        assertThat(records).hasSameSizeAs(alone);
        for (int i = 0; i < alone.size(); i++) {
            assertThat(records.get(i).scale()).isEqualTo(alone.get(i).scale());
            assertThat(records.get(i).learningRate()).isEqualTo(alone.get(i).learningRate());
            assertThat(records.get(i).epoch()).isEqualTo(alone.get(i).epoch());
        }
        // Batch norm is taken over a worker's part of the minibatch, so curves are not the same.
        assertThat(restoration(records)).isCloseTo(restoration(alone), within(0.1 * restoration(alone)));
        assertThat(restoration(records)).isLessThan(0.9 * restoration(alone.subList(0, 4)));
    }

    @Test
    void should_end_with_the_same_weights_when_stopped_and_resumed() {
        PretrainConfig config = config(2, "training.steps-per-round=4");
        TrainingState uninterrupted = train(config, null);
        try (SparkSession spark = SmallRun.spark("local[4]")) {
            StopSignal stop = SmallRun.noStop(spark, directory);
            stop.give();
            TrainingState stopped =
                    trainer(spark, config).run(Methods.initial(config), List.of(), stop, this::keep, step -> {});
            stop.clear();
            assertThat(stopped.step()).isLessThan(8);

            TrainingState resumed = trainer(spark, config).run(stopped, List.of(), stop, this::keep, step -> {});

            assertThat(resumed.step()).isEqualTo(8);
            assertThat(resumed.parameters()).isEqualTo(uninterrupted.parameters());
            assertThat(resumed.velocity()).isEqualTo(uninterrupted.velocity());
        }
    }

    @ParameterizedTest
    @CsvSource({"adaptive, 1e-3", "fixed, 1e-2"})
    void should_learn_from_encoded_gradients(String gradients, String threshold) {
        TrainingState end = train(
                config(
                        2,
                        "exchange.gradients=" + gradients,
                        "exchange.threshold=" + threshold,
                        "training.epochs=15",
                        "training.steps-per-round=20"),
                null);

        assertThat(end.step()).isEqualTo(60);
        assertThat(restoration(records.subList(50, 60))).isLessThan(0.9 * restoration(records.subList(0, 10)));
        assertThat(records.get(0).sharing().get("threshold")).isEqualTo(Double.parseDouble(threshold));
        assertThat(log).hasSize(3).allMatch(line -> line.contains("2 replicas agree"));
    }

    /** As where the second worker is late: when it comes, gradients are encoded as before. */
    @Test
    void should_keep_the_threshold_while_a_worker_is_alone() {
        TrainingState end = train(
                config(2, "exchange.gradients=fixed", "exchange.threshold=0.01", "cluster.executor-seconds=0"),
                "local[1]");

        assertThat(log).first().isEqualTo("training goes on with 1 of 2 workers");
        assertThat(end.threshold()).isEqualTo(0.01);
    }

    @Test
    void should_not_blame_the_learning_rate_for_a_network_that_there_is_not() {
        assertThatThrownBy(() -> train(config(2, "cluster.network=203.0.113.0/24"), null)) // RFC 5737: nobody's
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("has no address")
                .hasMessageNotContaining("learning-rate");
    }

    @Test
    void should_leave_no_thread_and_no_connection_of_a_round_that_failed() throws Exception {
        try (SparkSession spark = SmallRun.spark("local[4]")) {
            PretrainConfig wild = config(3, "training.learning-rate=1e30", "training.steps-per-round=8");
            long before = connections();

            assertThatThrownBy(() -> trainer(spark, wild)
                            .run(
                                    Methods.initial(wild),
                                    List.of(),
                                    SmallRun.noStop(spark, directory),
                                    this::keep,
                                    step -> {}))
                    .isInstanceOf(UsageException.class);

            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("pcrl-"));
            assertThat(connections()).isEqualTo(before);
        }
    }

    /** Of this process, those that listen among them. */
    private static long connections() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(TeamTrainingTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException e) { // closed meanwhile, as that of this directory's listing
            return false;
        }
    }

    @Test
    void should_use_no_more_workers_than_there_are_slots() {
        train(config(3, "cluster.executor-seconds=0"), "local[2]");

        assertThat(log).first().isEqualTo("training goes on with 2 of 3 workers");
        assertThat(records).hasSize(8).allMatch(step -> step.sharing().get("workers") == 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void should_give_each_worker_its_part_of_each_minibatch_in_order(int workers) {
        try (SparkSession spark = SmallRun.spark("local[2]")) {
            RoundData data = new RoundData(spark, bundles());
            EpochOrder order = new EpochOrder(data.index(), 10, 0); // 24 bundles: 8, 8, 8
            List<List<EpochOrder.Place>> epoch = order.batches(0, order.stepsPerEpoch());

            List<List<Long>> parts = data.rows(epoch, Division.even(workers)).toJavaRDD().glom().collect().stream()
                    .map(rows ->
                            rows.stream().map(row -> row.<Long>getAs("bundle")).toList())
                    .toList();

            assertThat(parts).hasSize(workers);
            for (int worker = 0; worker < workers; worker++) {
                List<Long> expected = new ArrayList<>();
                for (List<EpochOrder.Place> batch : epoch) {
                    int begin = worker * batch.size() / workers;
                    int end = (worker + 1) * batch.size() / workers;
                    batch.subList(begin, end).forEach(place -> expected.add(place.bundle()));
                }
                assertThat(parts.get(worker)).isEqualTo(expected);
            }
            assertThat(parts.stream().flatMap(List::stream).distinct().count()).isEqualTo(24);
        }
    }

    @Test
    void should_say_that_minibatches_are_too_small_for_all_workers() {
        train(config(5, "training.batch-size=10"), "local[5]"); // of 24 bundles: 8, 8, 8

        assertThat(log)
                .first()
                .isEqualTo("training goes with 4 of 5 workers:"
                        + " each needs 2 bundles, and the smallest minibatch has 8");
        assertThat(records).hasSize(6).allMatch(step -> step.sharing().get("workers") == 4);
    }

    private TrainingState train(PretrainConfig config, String master) {
        try (SparkSession spark = SmallRun.spark(master == null ? "local[4]" : master)) {
            return trainer(spark, config)
                    .run(Methods.initial(config), List.of(), SmallRun.noStop(spark, directory), this::keep, step -> {});
        }
    }

    private void keep(TrainingState state, List<StepRecord> round) {
        records.addAll(round);
    }

    private Trainer trainer(SparkSession spark, PretrainConfig config) {
        return new Trainer(spark, config, bundles(), log::add);
    }

    private static org.apache.hadoop.fs.Path bundles() {
        return new org.apache.hadoop.fs.Path(directory.resolve("views/bundles").toString());
    }

    private static double restoration(List<StepRecord> records) {
        return records.stream()
                .mapToDouble(step -> step.terms().get("restoration"))
                .average()
                .orElseThrow();
    }
}
