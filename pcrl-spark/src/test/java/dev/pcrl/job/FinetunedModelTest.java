package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.FinetuneConfig;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.dataset.Split;
import dev.pcrl.encoder.Encoder;
import dev.pcrl.encoder.EncoderFiles;
import dev.pcrl.finetune.ModelFile;
import dev.pcrl.network.Initialisation;
import dev.pcrl.network.NsUNet;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.sample.PhantomSet;
import dev.pcrl.store.Store;
import dev.pcrl.train.EpochRecord;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What fine-tuning leaves on disk, from what it started with and after epochs that were no better. */
class FinetunedModelTest extends OnLocalSpark {
    private static final String YAML = """
            task: {kind: points, classes: [middle], window: 8x8x8}
            network: {base-width: 2, scales: 2, width-cap: 8}
            fitting: {epochs: 1, steps-per-epoch: 1, batch-size: 4}
            """;

    private final Store store = Store.local();

    @TempDir
    private Path directory;

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    /** In each phantom two places in the middle and two beside the body, which are soon told apart. */
    @BeforeEach
    void makePhantoms() throws IOException {
        new PhantomSet(12, new Size(24, 24, 16), 1).write(store, Store.path(file("data")));
        StringBuilder rows = new StringBuilder("file,name,x,y,z,truth,diameter\n");
        for (int number = 1; number <= 12; number++) {
            String row = String.format(Locale.ROOT, "case-%04d/image.nii.gz,middle,", number);
            rows.append(row).append("154,168,96,1,\n").append(row).append("182,168,96,1,\n");
            rows.append(row).append("14,14,96,0,\n").append(row).append("308,14,96,0,\n");
        }
        Files.writeString(directory.resolve("data/points.csv"), rows);
        PretrainConfig folder = ConfigReader.parse("test", "dataset: {layout: folder}", List.of());
        new ManifestJob(spark, folder, line -> {}).run(file("data"), file("m.jsonl"));
    }

    private void finetune(String manifest, Optional<String> encoder, String output, String... overrides) {
        FinetuneConfig config = ConfigReader.parse(FinetuneConfig.paper(), "test", YAML, List.of(overrides));
        new FinetuneJob(spark, config, 1, line -> {}).run(file(manifest), encoder, file(output));
    }

    private String encoder(String name) {
        NsUNetConfig shape = new NsUNetConfig(2, 2, 8, 1, Size.cube(8));
        Encoder encoder = new Encoder(
                shape,
                Size.cube(8),
                IntensitySettings.paper(),
                Map.of(),
                Initialisation.draw(NsUNet.encoderLayout(shape), DataType.FLOAT, 7));
        EncoderFiles.write(encoder, store, Store.path(file(name)));
        return file(name);
    }

    private INDArray parameters(String output) {
        return ModelFile.read(store, Store.path(file(output + "/model.safetensors")))
                .parameters();
    }

    private List<EpochRecord> epochs(String output) throws IOException {
        Path file = directory.resolve(output + "/epochs.jsonl");
        return Files.readAllLines(file).stream()
                .map(line -> Json.parse(line, Store.path(file.toString()), EpochRecord.class))
                .toList();
    }

    @Test
    void should_start_from_a_zip_as_from_safetensors() {
        finetune("m.jsonl", Optional.of(encoder("encoder.safetensors")), "from-safetensors");
        finetune("m.jsonl", Optional.of(encoder("encoder.zip")), "from-zip");
        finetune("m.jsonl", Optional.empty(), "from-scratch");
        assertThat(parameters("from-zip"))
                .isEqualTo(parameters("from-safetensors"))
                .isNotEqualTo(parameters("from-scratch"));
    }

    /** For validation truth is turned around: what is learnt makes it worse. */
    @Test
    void should_keep_the_best_epoch_s_model_when_later_ones_are_worse() throws IOException {
        List<String> turned = Files.readAllLines(directory.resolve("m.jsonl")).stream()
                .map(line -> line.contains("\"split\":\"validation\"")
                        ? line.replace("\"truth\":1", "\"truth\":-")
                                .replace("\"truth\":0", "\"truth\":1")
                                .replace("\"truth\":-", "\"truth\":0")
                        : line)
                .toList();
        Files.write(directory.resolve("turned.jsonl"), turned);
        finetune("turned.jsonl", Optional.empty(), "model", "seed=6", "fitting={epochs: 4, learning-rate: 0.1}");
        List<EpochRecord> epochs = epochs("model");
        double best = epochs.stream().mapToDouble(EpochRecord::validation).max().orElseThrow();
        assertThat(epochs.get(3).validation()).isLessThan(best);

        new EvaluateJob(spark, 1, 0.05, line -> {})
                .run(
                        file("model/model.safetensors"),
                        file("turned.jsonl"),
                        Split.VALIDATION,
                        Optional.empty(),
                        file("evaluated"));
        assertThat(new ObjectMapper()
                        .readTree(directory.resolve("evaluated/results.json").toFile())
                        .path("results")
                        .get(0)
                        .path("value")
                        .asDouble())
                .isCloseTo(best, within(1e-9));
    }
}
