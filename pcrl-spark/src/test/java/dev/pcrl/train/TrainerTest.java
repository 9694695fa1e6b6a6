package dev.pcrl.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.job.SmallRun;
import dev.pcrl.network.NsUNet;
import dev.pcrl.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path directory;

    private final PretrainConfig config = SmallRun.config();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> log = new ArrayList<>();

    @BeforeAll
    static void makeViews() {
        SmallRun.views(shared);
    }

    @Test
    void should_end_with_the_same_weights_when_resumed_from_a_checkpoint() {
        TrainingState uninterrupted = train(Methods.initial(config), "local[2]", (state, records) -> {});
        Checkpoints checkpoints = checkpoints();
        assertThatThrownBy(() -> train(Methods.initial(config), "local[2]", (state, records) -> {
                    checkpoints.write(state);
                    if (state.step() == 4) {
                        throw new IllegalStateException("power cut");
                    }
                }))
                .hasMessage("power cut");

        TrainingState from = checkpoints().newest().orElseThrow();
        TrainingState resumed = train(from, "local[1]", (state, records) -> {});

        assertThat(from.step()).isEqualTo(4);
        assertThat(resumed.step()).isEqualTo(9).isEqualTo(uninterrupted.step());
        assertThat(resumed.parameters()).isEqualTo(uninterrupted.parameters());
        assertThat(resumed.velocity()).isEqualTo(uninterrupted.velocity());
    }

    @Test
    void should_learn() {
        PretrainConfig longer = SmallRun.config("training.epochs=30", "training.steps-per-round=30");
        List<StepRecord> records = new ArrayList<>();

        try (SparkSession spark = SmallRun.spark("local[2]")) {
            trainer(spark, longer)
                    .run(
                            Methods.initial(longer),
                            List.of(),
                            SmallRun.noStop(spark, directory),
                            (state, round) -> records.addAll(round),
                            step -> {});
        }

        assertThat(records).hasSize(90);
        assertThat(mean(records.subList(70, 90), "restoration"))
                .isLessThan(0.7 * mean(records.subList(0, 20), "restoration"));
    }

    @Test
    void should_keep_the_newest_checkpoints_only_and_pass_over_a_damaged_one() throws Exception {
        Checkpoints checkpoints = checkpoints();

        train(Methods.initial(config), "local[2]", (state, records) -> checkpoints.write(state));

        assertThat(directory.resolve("checkpoints").toFile().list())
                .containsExactlyInAnyOrder(
                        "step-0000000006.safetensors",
                        "step-0000000006.sha256",
                        "step-0000000008.safetensors",
                        "step-0000000008.sha256",
                        "step-0000000009.safetensors",
                        "step-0000000009.sha256");

        Path newest = directory.resolve("checkpoints/step-0000000009.safetensors");
        byte[] content = Files.readAllBytes(newest);
        content[content.length / 2] ^= 1;
        Files.write(newest, content);

        assertThat(checkpoints().newest().orElseThrow().step()).isEqualTo(8);
        assertThat(warnings).singleElement().asString().contains("step-0000000009", "checksum");
        assertThat(newest).exists();
    }

    private TrainingState train(TrainingState from, String master, Trainer.Logbook logbook) {
        try (SparkSession spark = SmallRun.spark(master)) {
            return trainer(spark, config).run(from, List.of(), SmallRun.noStop(spark, directory), logbook, step -> {});
        }
    }

    private Trainer trainer(SparkSession spark, PretrainConfig settings) {
        return new Trainer(
                spark,
                settings,
                new org.apache.hadoop.fs.Path(shared.resolve("views/bundles").toString()),
                log::add);
    }

    private Checkpoints checkpoints() {
        return new Checkpoints(
                Store.local(),
                new org.apache.hadoop.fs.Path(directory.resolve("checkpoints").toString()),
                new NsUNet(config.nsUNet()).layout(),
                3,
                Map.of("seed", "0"),
                1e-3,
                warnings::add);
    }

    private static double mean(List<StepRecord> records, String term) {
        return records.stream()
                .mapToDouble(record -> record.terms().get(term))
                .average()
                .orElseThrow();
    }
}
