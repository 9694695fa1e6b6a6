package dev.pcrl.job;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.shard.ShardDamage;
import dev.pcrl.train.StepRecord;
import dev.pcrl.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainJobTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path directory;

    private static SparkSession spark;

    private final List<String> log = new ArrayList<>();
    private final List<Long> shown = new ArrayList<>();

    @BeforeAll
    static void makeViews() {
        spark = SmallRun.spark("local[2]");
        SmallRun.views(spark, shared);
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    /** Each test may damage its own. */
    @BeforeEach
    void copyViews() throws IOException {
        Path from = shared.resolve("views");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, Path.of(views()).resolve(from.relativize(file)));
            }
        }
    }

    @Test
    void should_leave_encoder_metrics_report_and_checkpoints() throws Exception {
        pretrain("run", SmallRun.config(), false);

        Path run = directory.resolve("run");
        assertThat(run.resolve("encoder.safetensors")).isNotEmptyFile();
        assertThat(run.resolve("encoder.zip")).isNotEmptyFile();
        assertThat(run.resolve("provenance.json")).content().contains("\"seed\" : \"0\"");
        assertThat(Files.readAllLines(run.resolve("metrics.jsonl"))).hasSize(9).allMatch(line -> line.contains("loss"));
        assertThat(run.resolve("report.html")).content().contains("</html>");
        assertThat(run.resolve("metrics")).doesNotExist();
        assertThat(run.resolve("status.json"))
                .content()
                .contains("\"state\" : \"finished\"", "\"step\" : 9", "\"steps\" : 9", "\"exit-code\" : 0");
        assertThat(run).isDirectoryNotContaining("glob:**/lease-*");
        assertThat(run.resolve("checkpoints")).isDirectoryContaining("glob:**/step-0000000009.safetensors");
        assertThat(shown).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @ParameterizedTest
    @CsvSource({
        "restoration, representation-std restoration, 2, 2",
        "comparison, global representation-std, 0, 0",
        "one-scale, global representation-std restoration, 2, 2",
        "three-scales, global representation-std restoration, 1, 2",
        "all-scales, global representation-std restoration, 1, 2",
        "models-genesis, representation-std restoration, 2, 2"
    })
    void should_train_with_each_method(String method, String terms, int lowest, int highest) throws Exception {
        pretrain(
                "run", SmallRun.config("method=" + method, "training.epochs=10", "training.steps-per-round=15"), false);

        Path run = directory.resolve("run");
        List<StepRecord> steps = Files.readAllLines(run.resolve("metrics.jsonl")).stream()
                .map(line -> Json.parse(line, null, StepRecord.class))
                .toList();
        assertThat(steps)
                .allSatisfy(step -> assertThat(step.terms()).containsOnlyKeys(terms.split(" ", -1)))
                .allSatisfy(step -> assertThat(step.views()).isLessThanOrEqualTo(2 * 4));
        assertThat(steps.stream().mapToInt(StepRecord::scale).summaryStatistics())
                .extracting(IntSummaryStatistics::getMin, IntSummaryStatistics::getMax)
                .containsExactly(lowest, highest);
        assertThat(run.resolve("encoder.safetensors")).isNotEmptyFile();
        assertThat(run.resolve("report.html")).content().contains("Pre-training with " + method);
    }

    @Test
    void should_do_nothing_when_the_run_is_finished() throws Exception {
        pretrain("run", SmallRun.config(), false);
        byte[] encoder = Files.readAllBytes(directory.resolve("run/encoder.safetensors"));
        shown.clear();
        Files.delete(shard()); // which whoever counts the bundles would miss

        pretrain("run", SmallRun.config(), false);

        assertThat(shown).isEmpty();
        assertThat(log).last().asString().endsWith("this run is finished already");
        assertThat(directory.resolve("run/encoder.safetensors")).hasBinaryContent(encoder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed=1", "date=2026-11-26"})
    void should_refuse_an_output_of_another_run(String other) {
        pretrain("run", SmallRun.config(), false);

        assertThatThrownBy(() -> pretrain("run", SmallRun.config(other), false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("holds another run");
    }

    @Test
    void should_refuse_an_output_that_is_not_a_run() throws Exception {
        Files.createDirectories(directory.resolve("mine"));
        Files.writeString(directory.resolve("mine/thesis.tex"), "years of work");

        assertThatThrownBy(() -> pretrain("mine", SmallRun.config(), false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is not a run of PCRL");
        assertThat(directory.resolve("mine")).isDirectoryNotContaining("glob:**/run.json");
    }

    /** What is in the bundles for good: a method of other crops would be trained on these without a word. */
    @ParameterizedTest
    @CsvSource({
        "method=multi-crop, views.crops = sub-crop, multi-crop",
        "views.intensity.ct-low=-500, views.intensity.ct-low = -1000.0, -500.0"
    })
    void should_refuse_views_that_were_made_otherwise(String setting, String made, String wanted) {
        assertThatThrownBy(() -> pretrain("run", SmallRun.config(setting), false))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("views.json: these views were made with " + made + ", not " + wanted);
    }

    @Test
    void should_refuse_views_of_another_size() {
        assertThatThrownBy(() -> pretrain("run", SmallRun.config("views.global-size=16x16x16"), false))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("views.global-size = 16x16x8, not 16x16x16");
    }

    @Test
    void should_refuse_to_resume_what_never_began() {
        assertThatThrownBy(() -> pretrain("run", SmallRun.config(), true))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no checkpoint to resume from");
    }

    /** The index of the data set reads the first of these columns, rounds read all. */
    @ParameterizedTest
    @ValueSource(strings = {"bundle", "global_views"})
    void should_name_a_damaged_shard_wherever_it_is_met(String column) throws Exception {
        Path shard = shard();
        byte[] bytes = Files.readAllBytes(shard);
        bytes[lastByte(shard, column)] ^= 1;
        Files.write(shard, bytes);

        Throwable failure = catchThrowable(() -> pretrain("run", SmallRun.config(), false));

        assertThat(failure instanceof BadDataException damage ? Optional.of(damage) : ShardDamage.of(failure))
                .hasValueSatisfying(
                        damage -> assertThat(damage).hasMessageStartingWith("file:" + shard + ": content: damaged: "));
    }

    @Test
    void should_name_the_shard_of_a_row_that_is_no_bundle() throws Exception {
        Path shard = shard();
        spark.read()
                .parquet(shard.toString())
                .withColumn("modality", lit("camera"))
                .coalesce(1)
                .write()
                .parquet(directory.resolve("changed").toString());
        Files.move(shard(directory.resolve("changed")), shard, StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> pretrain("run", SmallRun.config(), false))
                .isInstanceOf(BadDataException.class)
                .hasMessageMatching(Pattern.quote("file:" + shard) + ": bundle -?\\d+: .*camera");
    }

    /** Weight decay times this rate makes weights about 1e3 times as large in each step: the first round goes well. */
    @Test
    void should_stop_at_a_loss_that_explodes_and_keep_the_last_checkpoint() throws Exception {
        PretrainConfig wild = SmallRun.config("training.learning-rate=3000");

        Throwable failure = catchThrowable(() -> pretrain("run", wild, false));

        assertThat(failure).isInstanceOf(UsageException.class);
        Matcher kept =
                Pattern.compile("; the checkpoint of step ([1-9]) is kept").matcher(failure.getMessage());
        assertThat(kept.find()).as(failure.getMessage()).isTrue();
        List<String> checkpoints = names(directory.resolve("run/checkpoints"));
        assertThat(checkpoints).last().isEqualTo("step-000000000" + kept.group(1) + ".sha256");
        assertThat(directory.resolve("run/encoder.safetensors")).doesNotExist();
        assertThat(directory.resolve("run/status.json"))
                .content()
                .contains("\"state\" : \"failed\"", "\"exit-code\" : 2", "; the checkpoint of step ");

        assertThat(catchThrowable(() -> pretrain("run", wild, false))).hasMessage(failure.getMessage());
        assertThat(names(directory.resolve("run/checkpoints"))).isEqualTo(checkpoints);
    }

    /** So that a run does not go on from its last checkpoint as if no loss had ever been known. */
    @Test
    void should_compare_the_first_loss_after_a_restart_with_those_before() throws Exception {
        PretrainConfig touchy =
                SmallRun.config("method=restoration", "training.epochs=20", "training.explosion-factor=1.0001");
        Path run = directory.resolve("run");
        Throwable stopped =
                catchThrowable(() -> pretrain("run", touchy, false, step -> write(run.resolve("stop"), "")));
        assertThat(stopped).hasMessageContaining("goes on from the checkpoint of step ");
        for (String part : names(run.resolve("metrics"))) { // losses of before that make those to come an explosion
            Path file = run.resolve("metrics").resolve(part);
            write(file, Files.readString(file).replaceAll("\"loss\":[^,}]*", "\"loss\":-10.0"));
        }

        assertThatThrownBy(() -> pretrain("run", touchy, true))
                .isInstanceOf(UsageException.class)
                .hasMessageMatching("the loss of step ([0-9]+) exploded: .*, where the last steps had about -10.00; "
                        + "the checkpoint of step \\1 is kept.*");
    }

    @Test
    void should_keep_the_metrics_of_a_round_that_failed() throws Exception {
        PretrainConfig wild = SmallRun.config("training.learning-rate=1e30", "training.steps-per-round=9");

        Throwable failure = catchThrowable(() -> pretrain("run", wild, false));
        assertThat(failure).hasMessageContaining("the loss of step 1 ");
        assertThat(directory.resolve("run/metrics.jsonl"))
                .content()
                .hasLineCount(1)
                .contains("\"step\":0");

        assertThat(catchThrowable(() -> pretrain("run", wild, false))).hasMessage(failure.getMessage());
        assertThat(directory.resolve("run/metrics.jsonl")).content().hasLineCount(1);
    }

    @Test
    void should_name_what_lacks_in_a_summary_of_views() throws Exception {
        Path summary = directory.resolve("views/views.json");
        Files.writeString(summary, Files.readString(summary).replaceAll("\"manifest\" : \"\",", ""));

        assertThatThrownBy(() -> pretrain("run", SmallRun.config(), false))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("views.json")
                .hasMessageContaining("'manifest'");
    }

    @Test
    void should_notice_a_shard_that_is_missing() throws Exception {
        Files.delete(shard());

        assertThatThrownBy(() -> pretrain("run", SmallRun.config(), false))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("views.json says 10; is a shard missing?");
    }

    private void pretrain(String output, PretrainConfig config, boolean resume) {
        pretrain(output, config, resume, step -> shown.add(step.step()));
    }

    private void pretrain(String output, PretrainConfig config, boolean resume, TrainingListener listener) {
        new PretrainJob(spark, config, Termination.none(), log::add)
                .run(views(), directory.resolve(output).toString(), resume, steps -> listener);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path shard() throws IOException {
        return shard(directory.resolve("views/bundles"));
    }

    private static Path shard(Path bundles) throws IOException {
        try (Stream<Path> files = Files.list(bundles)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static int lastByte(Path shard, String column) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(
                HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(shard.toString()), new Configuration()))) {
            ColumnChunkMetaData chunk = reader.getRowGroups().get(0).getColumns().stream()
                    .filter(any -> any.getPath().toArray()[0].equals(column))
                    .findFirst()
                    .orElseThrow();
            return Math.toIntExact(chunk.getStartingPos() + chunk.getTotalSize() - 1);
        }
    }

    private String views() {
        return directory.resolve("views").toString();
    }
}
