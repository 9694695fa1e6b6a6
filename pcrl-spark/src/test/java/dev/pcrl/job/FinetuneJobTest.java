package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.ExperimentConfig;
import dev.pcrl.config.FinetuneConfig;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.dataset.LabelledSubset;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.ManifestLines;
import dev.pcrl.dataset.SegmentationLabel;
import dev.pcrl.dataset.Split;
import dev.pcrl.encoder.Encoder;
import dev.pcrl.encoder.EncoderFiles;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.finetune.LabelledPatients;
import dev.pcrl.finetune.Model;
import dev.pcrl.finetune.ModelFile;
import dev.pcrl.finetune.StartWeights;
import dev.pcrl.network.Initialisation;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.sample.PhantomSet;
import dev.pcrl.store.Store;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** From labelled phantoms to a model, its evaluation, and a comparison of methods. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FinetuneJobTest {
    private static final String YAML = """
            task: {kind: segmentation, classes: ['liver=1', 'lesion=4'], window: 16x16x8, overlap: 0}
            network: {base-width: 2, scales: 2, width-cap: 8}
            fitting: {epochs: 2, steps-per-epoch: 2, batch-size: 2}
            """;
    private static final String POINTS = """
            task: {kind: points, classes: [lesion], window: 8x8x8}
            network: {base-width: 2, scales: 2, width-cap: 8}
            fitting: {epochs: 2, steps-per-epoch: 2, batch-size: 4}
            """;

    private final Store store = Store.local();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>()); // of cells side by side

    @TempDir
    private static Path directory;

    private SparkSession spark;
    private String manifest;

    @BeforeAll
    void makePhantoms() {
        spark = SmallRun.spark("local[2]");
        manifest = manifest("phantoms");
    }

    @AfterAll
    void stop() {
        spark.stop();
    }

    private String manifest(String name) {
        new PhantomSet(14, new Size(24, 24, 16), 1).write(store, Store.path(file(name)));
        PretrainConfig folder = ConfigReader.parse("test", "dataset: {layout: folder}", List.of());
        new ManifestJob(spark, folder, log::add).run(file(name), file(name + ".jsonl"));
        return file(name + ".jsonl");
    }

    private static String file(String name) {
        return directory.resolve(name).toString();
    }

    private static FinetuneConfig config(String yaml, String... overrides) {
        return ConfigReader.parse(FinetuneConfig.paper(), "test", yaml, List.of(overrides));
    }

    private boolean finetune(FinetuneConfig config, Optional<String> encoder, String output) {
        return new FinetuneJob(spark, config, 1, log::add).run(manifest, encoder, file(output));
    }

    private Model model(String output) {
        return ModelFile.read(store, Store.path(file(output + "/model.safetensors")));
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(directory.resolve(file).toFile());
    }

    private String encoder(String name, int channels) {
        NsUNetConfig shape = new NsUNetConfig(2, 2, 8, channels, new Size(16, 16, 8));
        Encoder encoder = new Encoder(
                shape,
                Size.cube(8),
                IntensitySettings.paper(),
                Map.of(),
                Initialisation.draw(NsUNet.encoderLayout(shape), DataType.FLOAT, 7));
        EncoderFiles.write(encoder, store, Store.path(file(name)));
        return file(name);
    }

    @Test
    void should_leave_the_best_model_and_one_line_an_epoch() throws IOException {
        assertThat(finetune(config(YAML), Optional.empty(), "plain")).isTrue();
        List<String> lines = Files.readAllLines(directory.resolve("plain/epochs.jsonl"));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("\"epoch\":1", "\"is-validated\":true");
        assertThat(model("plain").description().overlap()).isZero(); // the configuration's, not the default
        assertThat(model("plain").description().task().names()).containsExactly("liver", "lesion");
        assertThat(json("plain/status.json").path("state").asText()).isEqualTo("finished");
        assertThat(json("plain/status.json").path("step").asInt()).isEqualTo(2);
        assertThat(directory.resolve("plain/checkpoints")).doesNotExist();
        assertThat(finetune(config(YAML), Optional.empty(), "plain")).isFalse();
    }

    /** The second epoch's model and line are written, its checkpoint is not: what a machine that dies may leave. */
    @Test
    void should_end_after_an_interruption_as_if_there_had_been_none() throws IOException {
        stopAtCheckpoint(2, "broken");
        assertThat(directory.resolve("broken/epochs")).isDirectoryContaining("glob:**0002.jsonl");
        assertThat(checkpoint("broken", 1)).exists();

        requireEndOfWhole("broken");
    }

    @Test
    void should_do_an_epoch_again_whose_checkpoint_is_damaged() throws IOException {
        stopAtCheckpoint(3, "flipped");
        Path newest = checkpoint("flipped", 2);
        byte[] content = Files.readAllBytes(newest);
        content[content.length / 2] ^= 1;
        Files.write(newest, content);

        requireEndOfWhole("flipped");
        assertThat(log)
                .anyMatch(line -> line.startsWith("damaged checkpoint passed over: ")
                        && line.contains("flipped/checkpoints/step-0000000002"));
    }

    private static Path checkpoint(String output, int epoch) {
        return directory.resolve(output + "/checkpoints/step-000000000" + epoch + ".safetensors");
    }

    private boolean threeEpochs(String output, Consumer<String> told) throws IOException {
        String cases = file("not-validated.jsonl"); // so that the model is the last epoch's
        Files.writeString(
                Path.of(cases),
                Files.readString(Path.of(manifest)).replace("\"split\":\"validation\"", "\"split\":\"test\""));
        return new FinetuneJob(spark, config(YAML, "fitting.epochs=3"), 1, told)
                .run(cases, Optional.empty(), file(output));
    }

    private void stopAtCheckpoint(int epoch, String output) throws IOException {
        Path obstacle = checkpoint(output, epoch);
        Consumer<String> inTheWay = line -> {
            if (line.contains("training cases")) { // told before the first step
                assertThat(obstacle.toFile().mkdirs()).isTrue();
            }
        };
        assertThatThrownBy(() -> threeEpochs(output, inTheWay))
                .hasMessageContaining(obstacle.getFileName() + " is a directory");
        Files.delete(obstacle);
    }

    /** That it goes on to what a run leaves that was never interrupted. */
    private void requireEndOfWhole(String output) throws IOException {
        threeEpochs("whole", log::add);
        assertThat(threeEpochs(output, log::add)).isTrue();
        assertThat(directory.resolve(output + "/model.safetensors"))
                .hasSameBinaryContentAs(directory.resolve("whole/model.safetensors"));
        assertThat(epochs(output)).hasSize(3).isEqualTo(epochs("whole"));
    }

    @Test
    void should_stop_its_task_too_when_another_driver_takes_the_run() {
        FinetuneConfig endless = config(YAML, "fitting.epochs=1000000", "fitting.steps-per-epoch=1");
        Consumer<String> taken = line -> {
            if (line.startsWith("epoch 1/")) {
                try {
                    Files.writeString(directory.resolve("taken/lease-2.json"), "{}");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };

        assertThatThrownBy(
                        () -> new FinetuneJob(spark, endless, 1, taken).run(manifest, Optional.empty(), file("taken")))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("taken was lost");
        assertThat(endsWriting("taken/checkpoints", Duration.ofSeconds(5))).isTrue();
    }

    /** Whether the files become the same at two looks half a second apart. */
    private static boolean endsWriting(String name, Duration patience) {
        long begun = System.nanoTime();
        List<String> before;
        List<String> now = List.of();
        do {
            before = now;
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            now = List.of(directory.resolve(name).toFile().list());
        } while (!now.equals(before) && System.nanoTime() - begun < patience.toNanos());
        return now.equals(before);
    }

    private static List<String> epochs(String output) throws IOException {
        return Files.readAllLines(directory.resolve(output + "/epochs.jsonl")).stream()
                .map(line -> line.replaceFirst("\"seconds\":[^,}]+", ""))
                .toList();
    }

    @Test
    void should_spare_no_encoder_that_was_never_trained() {
        finetune(config(YAML), Optional.empty(), "scratch");

        FinetuneConfig sparing = config(YAML, "fitting.encoder-rate=0", "fitting.freeze-epochs=1");

        assertThat(finetune(sparing, Optional.empty(), "scratch"))
                .as("another run")
                .isFalse();
        assertThat(log).anyMatch(line -> line.startsWith("from scratch: "));
    }

    @Test
    void should_start_from_an_encoder_whatever_shape_the_configuration_has() {
        String encoder = encoder("encoder.safetensors", 1);
        FinetuneConfig frozen = config(YAML, "network.base-width=4", "fitting.encoder-rate=0");
        finetune(frozen, Optional.of(encoder), "frozen");
        Model model = model("frozen");
        assertThat(model.description().network().baseWidth()).isEqualTo(2);
        Encoder known = EncoderFiles.read(store, Store.path(encoder));
        INDArray start = StartWeights.pretrained(model.description().toNetwork(), frozen.seed(), known);
        int length = (int) known.parameters().length();
        assertThat(Arrays.copyOf(vector(model.parameters()), length))
                .isEqualTo(Arrays.copyOf(vector(start), length))
                .isNotEqualTo(Arrays.copyOf(
                        vector(StartWeights.scratch(model.description().toNetwork(), frozen.seed())), length));
    }

    private static float[] vector(INDArray row) {
        return row.reshape(row.length()).toFloatVector();
    }

    @Test
    void should_use_the_labels_of_a_share_of_the_patients_and_pretrain_on_the_rest() {
        finetune(config(YAML, "labels.ratio=0.3", "seed=5"), Optional.empty(), "few");
        assertThat(log).anyMatch(line -> line.startsWith("3 of 10 training cases (3 patients)"));
        new ViewsJob(spark, SmallRun.config(), log::add)
                .run(
                        manifest,
                        Set.of(Split.TRAIN),
                        Optional.of(new LabelledPatients(new LabelledSubset(0.3, 5), Optional.empty())),
                        file("rest"));
        assertThat(log).anyMatch(line -> line.startsWith("7 volumes"));
    }

    @Test
    void should_evaluate_each_case_with_intervals_and_a_page() throws IOException {
        finetune(config(YAML, "seed=2"), Optional.empty(), "to-evaluate");
        evaluate("to-evaluate", "evaluated");
        JsonNode results = json("evaluated/results.json").path("results");
        assertThat(results.get(0).path("subject").asText()).isEqualTo("mean");
        assertThat(results.get(0).path("metric").asText()).isEqualTo("dice");
        assertThat(results.get(0).path("value").asDouble()).isBetween(0.0, 1.0);
        assertThat(results.get(0).path("lower").asDouble())
                .isLessThanOrEqualTo(results.get(0).path("upper").asDouble());
        assertThat(results.findValuesAsText("metric")).contains("hausdorff-95", "average-surface-distance");
        assertThat(Files.readAllLines(directory.resolve("evaluated/cases.jsonl")))
                .hasSize(3);
        assertThat(Files.readString(directory.resolve("evaluated/results.csv")))
                .startsWith("class,metric,value,lower,upper,undefined\nmean,dice,");
        assertThat(Files.readString(directory.resolve("evaluated/report.html")))
                .contains("best case", "median case", "worst case", "data:image/png");
    }

    private void evaluate(String model, String output) {
        new EvaluateJob(spark, 1, 0.05, log::add)
                .run(file(model + "/model.safetensors"), manifest, Split.TEST, Optional.empty(), file(output));
    }

    @Test
    void should_classify_places_and_draw_where_it_looked() throws IOException {
        finetune(config(POINTS), Optional.empty(), "points");
        evaluate("points", "points-evaluated");
        assertThat(json("points-evaluated/results.json").path("results").findValuesAsText("metric"))
                .contains("auroc", "average-precision");
        assertThat(Files.readString(directory.resolve("points-evaluated/report.html")))
                .contains("Receiver operating characteristic", "false positive: lesion");
    }

    /** Cuts off the label volume of the first case of a split. */
    private void damageLabel(String manifest, Split split) throws IOException {
        ManifestEntry first = ManifestLines.read(store, Store.path(manifest)).entries().stream()
                .filter(entry -> entry.split() == split)
                .findFirst()
                .orElseThrow();
        String file = first.labels().stream()
                .filter(SegmentationLabel.class::isInstance)
                .map(label -> ((SegmentationLabel) label).file().uri())
                .collect(Collectors.joining());
        Files.write(Path.of(java.net.URI.create(file)), new byte[100]);
    }

    @Test
    void should_name_a_label_volume_that_is_damaged() throws IOException {
        String other = manifest("damaged");
        damageLabel(other, Split.TRAIN);
        FinetuneJob job = new FinetuneJob(spark, config(YAML), 1, log::add);
        assertThatThrownBy(() -> job.run(other, Optional.empty(), file("refused")))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("labels.maximum-bad-files")
                .hasMessageContaining("segmentation.nii.gz");
        FinetuneConfig lenient = config(YAML, "labels.maximum-bad-files=0.2");
        assertThat(new FinetuneJob(spark, lenient, 1, log::add).run(other, Optional.empty(), file("lenient")))
                .isTrue();
        assertThat(Files.readString(directory.resolve("lenient/quarantine.jsonl")))
                .contains("segmentation.nii.gz");
    }

    @Test
    void should_evaluate_the_sound_cases_if_so_many_bad_ones_are_allowed() throws IOException {
        finetune(config(YAML), Optional.empty(), "of-sound-cases");
        String model = file("of-sound-cases/model.safetensors");
        String other = manifest("damaged-test");
        new EvaluateJob(spark, 1, 0, log::add).run(model, other, Split.TEST, Optional.empty(), file("all-cases"));
        damageLabel(other, Split.TEST);

        assertThatThrownBy(() -> new EvaluateJob(spark, 1, 0.3, log::add)
                        .run(model, other, Split.TEST, Optional.empty(), file("sound-cases")))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("maximum-bad-files = 0.3")
                .hasMessageContaining("segmentation.nii.gz");
        new EvaluateJob(spark, 1, 0.4, log::add).run(model, other, Split.TEST, Optional.empty(), file("sound-cases"));

        assertThat(Files.readAllLines(directory.resolve("sound-cases/cases.jsonl")))
                .hasSize(2);
        assertThat(Files.readString(directory.resolve("sound-cases/quarantine.jsonl")))
                .contains("segmentation.nii.gz");
        Path status = directory.resolve("sound-cases/status.json");
        Files.writeString(status, Files.readString(status).replace("finished", "running")); // killed just then
        assertThatThrownBy(() -> new EvaluateJob(spark, 1, 0.3, log::add)
                        .run(model, other, Split.TEST, Optional.empty(), file("sound-cases")))
                .as("finished, but with more left out than may be")
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("maximum-bad-files = 0.3");
        new EvaluateJob(spark, 1, 0.4, log::add).run(model, other, Split.TEST, Optional.empty(), file("sound-cases"));
        assertThat(log).last().asString().endsWith("sound-cases: this run is finished already");
        assertThat(status).content().contains("\"finished\"");
        assertThat(pictures("sound-cases"))
                .as("of the two cases that are left, which the first one's going has renumbered")
                .hasSize(2)
                .isSubsetOf(pictures("all-cases"));
    }

    /** The scans in an evaluation's report. */
    private static Set<String> pictures(String output) throws IOException {
        return Pattern.compile("data:image/png;base64,([^\"]+)\" alt=\"image\"")
                .matcher(Files.readString(directory.resolve(output + "/report.html")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void should_refuse_a_task_that_no_case_is_labelled_for() {
        String yaml = POINTS.replace("[lesion]", "[nodule]");
        assertThatThrownBy(() -> finetune(config(yaml), Optional.empty(), "none"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no case in train that is labelled for points of nodule");
    }

    @Test
    void should_refuse_a_region_that_no_training_case_shows() {
        FinetuneConfig config = config(YAML, "task.classes=[liver=1,tumour=9]");
        assertThatThrownBy(() -> finetune(config, Optional.empty(), "unseen"))
                .isInstanceOf(UsageException.class)
                .hasMessage("task.classes: no training case shows tumour=9 (10 are labelled)");
    }

    @Test
    void should_refuse_places_that_are_all_negative() throws IOException {
        Path negatives = directory.resolve("negatives.jsonl");
        Files.writeString(negatives, Files.readString(Path.of(manifest)).replace("\"truth\":1", "\"truth\":0"));
        assertThatThrownBy(() -> new FinetuneJob(spark, config(POINTS), 1, log::add)
                        .run(negatives.toString(), Optional.empty(), file("negatives")))
                .isInstanceOf(UsageException.class)
                .hasMessage("task.classes: no training case shows lesion (10 are labelled)");
    }

    @Test
    void should_refuse_a_class_that_the_manifest_does_not_name() throws IOException {
        for (int i = 0; i < 10; i++) {
            Files.copy(
                    directory.resolve("phantoms/case-0001/image.nii.gz"),
                    Files.createDirectories(directory.resolve("chest/p" + i)).resolve("image.nii.gz"));
        }
        Files.writeString(
                directory.resolve("chest/labels.csv"),
                IntStream.range(0, 10)
                        .mapToObj(i -> "p" + i + "/image.nii.gz," + i % 2 + "\n")
                        .collect(Collectors.joining("", "file,Mass\n", "")));
        PretrainConfig folder = ConfigReader.parse("test", "dataset: {layout: folder}", List.of());
        new ManifestJob(spark, folder, log::add).run(file("chest"), file("chest.jsonl"));
        FinetuneConfig config = config(POINTS, "task.kind=image", "task.classes=[mass]");
        assertThatThrownBy(() -> new FinetuneJob(spark, config, 1, log::add)
                        .run(file("chest.jsonl"), Optional.empty(), file("mistyped")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("task.classes: no case of ")
                .hasMessageEndingWith(" has a label named mass; the labels are Mass");
        assertThat(directory.resolve("mistyped")).doesNotExist();
    }

    @Test
    void should_segment_in_windows_that_pooling_does_not_divide() throws IOException {
        finetune(config(YAML, "task.window=10x13x8"), Optional.empty(), "odd");
        evaluate("odd", "odd-test");
        assertThat(json("odd-test/results.json")
                        .path("results")
                        .get(0)
                        .path("value")
                        .asDouble())
                .isBetween(0.0, 1.0);
    }

    @Test
    void should_compare_methods_cell_by_cell_and_do_nothing_twice() throws IOException {
        Path home = Files.createDirectory(directory.resolve("conf"));
        Files.writeString(home.resolve("pre.yaml"), """
                views: {global-size: 16x16x8, local-size: 8x8x8, global-crops: [16x16x8], local-crops: [8x8x8],
                  local-views: 2, bundles-per-volume: 1, maximum-background: 1}
                network: {base-width: 2, scales: 2, width-cap: 8}
                training: {epochs: 1, batch-size: 4, steps-per-round: 2}
                """);
        Files.writeString(home.resolve("liver.yaml"), YAML);
        ExperimentConfig config = ConfigReader.parse(ExperimentConfig.standard(), "test", """
                data: {cases: 14, size: 24x24x16}
                pretrain: pre.yaml
                methods: [scratch, skip-connections, cross-scale]
                tasks: [../conf/liver.yaml]
                ratios: [0.5]
                seeds: [1, 2]
                """, List.of());
        run(config, home);
        assertThat(log)
                .contains("liver/scratch/ratio-0.5/seed-1: 5 of 10 training cases (5 patients), 1 for validation");
        JsonNode rows = json("experiment/results.json").path("rows");
        assertThat(rows.findValuesAsText("method")).containsExactly("scratch", "skip-connections", "cross-scale");
        assertThat(rows.get(0).path("to-scratch").isNull()).isTrue();
        double mean =
                rows.get(1).path("mean").asDouble() - rows.get(0).path("mean").asDouble();
        assertThat(rows.get(1).path("to-scratch").path("value").asDouble())
                .isEqualTo(mean, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(Files.readAllLines(directory.resolve("experiment/cells.csv")))
                .hasSize(7);
        assertThat(json("experiment/pretrain/skip-connections/provenance.json")
                        .path("configuration")
                        .asText())
                .contains("  skip-connections: true\n", "method: skip-connections\n");
        assertThat(Files.readString(directory.resolve("experiment/report.html")))
                .contains("2 ways to pre-train compared with training from scratch: liver", "minus scratch");
        Path model = directory.resolve("experiment/cells/liver/scratch/ratio-0.5/seed-1/model/model.safetensors");
        Object written = Files.getLastModifiedTime(model);
        run(config, home);
        assertThat(Files.getLastModifiedTime(model)).isEqualTo(written);

        requireRefusal(ConfigReader.parse(config, "test", "data: {seed: 2}", List.of()), home);
        Files.writeString(home.resolve("pre.yaml"), "seed: 2\n", StandardOpenOption.APPEND); // another split
        requireRefusal(config, home);
        assertThat(json("experiment/status.json").path("state").asText()).isEqualTo("finished");
        assertThat(json("experiment/status.json").path("steps").asInt()).isEqualTo(6);
    }

    private void requireRefusal(ExperimentConfig config, Path home) {
        assertThatThrownBy(() -> run(config, home))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("experiment holds another run (experiment ");
    }

    /** What is called data in it would be removed, and a report written over. */
    @Test
    void should_leave_a_directory_alone_that_is_no_experiment() throws IOException {
        Path home = Files.createDirectory(directory.resolve("conf-own"));
        Files.writeString(home.resolve("pre.yaml"), "");
        Files.writeString(home.resolve("liver.yaml"), YAML);
        Path scan = Files.createDirectories(directory.resolve("project/data")).resolve("scan.nii");
        Files.writeString(scan, "mine");
        ExperimentConfig config = ConfigReader.parse(
                ExperimentConfig.standard(), "test", "{pretrain: pre.yaml, tasks: [liver.yaml]}", List.of());

        assertThatThrownBy(() -> run(config, home, "project"))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("project exists and is not a run of PCRL: name another output");
        assertThat(scan).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pretrain: ''",
                "tasks: ['']",
                "data: {manifest: 'a:b.jsonl'}",
                "data: {manifest: 's3a://me:secret@bucket/m.jsonl'}"
            })
    void should_refuse_names_that_are_no_paths(String yaml) throws IOException {
        Path home = Files.createDirectories(directory.resolve("conf-names"));
        Files.writeString(home.resolve("pre.yaml"), "");
        Files.writeString(home.resolve("liver.yaml"), YAML);
        ExperimentConfig sound = ConfigReader.parse(
                ExperimentConfig.standard(), "test", "{pretrain: pre.yaml, tasks: [liver.yaml]}", List.of());
        ExperimentConfig config = ConfigReader.parse(sound, "test", yaml, List.of("methods=[scratch]"));
        assertThatThrownBy(() -> run(config, home, "no-paths"))
                .isInstanceOf(UsageException.class)
                .hasMessageMatching("not a path: .*|a URI with a password in it .*")
                .hasMessageNotContaining("secret");
        assertThat(directory.resolve("no-paths")).doesNotExist();
    }

    @Test
    void should_do_the_other_cells_and_tell_of_the_one_that_fails() throws IOException {
        Path home = Files.createDirectory(directory.resolve("conf-failing"));
        Files.writeString(home.resolve("pre.yaml"), "");
        Files.writeString(home.resolve("liver.yaml"), YAML);
        ExperimentConfig config = ConfigReader.parse(ExperimentConfig.standard(), "test", """
                data: {cases: 14, size: 24x24x16}
                pretrain: pre.yaml
                methods: [scratch]
                tasks: [liver.yaml]
                ratios: [0.5]
                seeds: [1, 2]
                """, List.of());
        run(ConfigReader.parse(config, "test", "seeds: [2]", List.of()), home, "failing");
        String seed = "failing/cells/liver/scratch/ratio-0.5/seed-1/model";
        finetune(config(YAML, "seed=9"), Optional.empty(), seed); // something else

        assertThatThrownBy(() -> run(config, home, "failing"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(seed);

        List<String> cells = Files.readAllLines(directory.resolve("failing/cells.csv"));
        assertThat(cells.get(1)).startsWith("liver,0.5,scratch,1,,failed,").contains(seed);
        assertThat(cells.get(2)).startsWith("liver,0.5,scratch,2,0.").endsWith(",done,");
        assertThat(Files.readString(directory.resolve("failing/report.html")))
                .contains("Missing: scratch with 50 % of labels, seed 1. It failed: ", "(1 of 2 seeds)");
    }

    /** The paper's views do not fit into such phantoms, which is no reason to do nothing from scratch. */
    @Test
    void should_fail_only_the_cells_of_a_pretraining_that_fails() throws IOException {
        Path home = Files.createDirectory(directory.resolve("conf-pre-fails"));
        Files.writeString(home.resolve("pre.yaml"), "");
        Files.writeString(home.resolve("liver.yaml"), YAML);
        ExperimentConfig config = ConfigReader.parse(ExperimentConfig.standard(), "test", """
                data: {cases: 14, size: 24x24x16}
                pretrain: pre.yaml
                methods: [pcrlv2, scratch]
                tasks: [liver.yaml]
                ratios: [0.5]
                seeds: [1]
                """, List.of());

        Throwable failure = catchThrowable(() -> run(config, home, "pre-fails"));

        assertThat(failure).isInstanceOfAny(UsageException.class, BadDataException.class);
        List<String> cells = Files.readAllLines(directory.resolve("pre-fails/cells.csv"));
        assertThat(cells.get(1)).startsWith("liver,0.5,pcrlv2,1,,failed,");
        assertThat(cells).last().asString().startsWith("liver,0.5,scratch,1,0.").endsWith(",done,");
    }

    private void run(ExperimentConfig config, Path home) {
        run(config, home, "experiment");
    }

    private void run(ExperimentConfig config, Path home, String output) {
        new ExperimentJob(
                        spark,
                        config,
                        new org.apache.hadoop.fs.Path(home.toUri()),
                        file(output),
                        Termination.none(),
                        log::add)
                .run(steps -> step -> {});
    }
}
