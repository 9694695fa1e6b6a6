package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.config.PretrainConfig;
import dev.pcrl.dataset.ImageLabels;
import dev.pcrl.dataset.Manifest;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.ManifestFile;
import dev.pcrl.dataset.ManifestHeader;
import dev.pcrl.dataset.ManifestImage;
import dev.pcrl.dataset.ManifestLines;
import dev.pcrl.dataset.Split;
import dev.pcrl.dataset.Truth;
import dev.pcrl.dicom.SeriesSettings;
import dev.pcrl.finetune.Model;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.ModelFile;
import dev.pcrl.finetune.Sample;
import dev.pcrl.finetune.StartWeights;
import dev.pcrl.finetune.Task;
import dev.pcrl.finetune.Task.TaskClass;
import dev.pcrl.finetune.TaskKind;
import dev.pcrl.network.NsUNetConfig;
import dev.pcrl.store.Store;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.view.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSetTest {
    private static final Store STORE = Store.local();

    @TempDir
    private Path directory;

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    private TestSet test(SeriesSettings series) {
        ModelDescription description = new ModelDescription(
                new Task(TaskKind.IMAGE, List.of(new TaskClass("mass", List.of()))),
                new NsUNetConfig(2, 1, 4, 1, Size.cube(4)),
                true,
                0.5,
                series,
                IntensitySettings.paper(),
                Map.of());
        String model = at("model-" + series.interpolateMissing());
        ModelFile.write(
                new Model(description, StartWeights.scratch(description.toNetwork(), 1)), STORE, Store.path(model));
        return new TestSet(model, at("m.jsonl"), Split.TEST, new SerializableConfiguration(new Configuration()));
    }

    /** A series of 40 slices without the one at 14 mm. */
    private void writeCase() throws Exception {
        DicomSlices.write(directory.resolve("series"), 1);
        Files.delete(directory.resolve("series/slice-7.dcm"));
        List<ManifestFile> files = IntStream.range(0, 40)
                .filter(slice -> slice != 7)
                .mapToObj(slice -> Store.path(at("series/slice-" + slice + ".dcm")))
                .map(path -> new ManifestFile(path.toString(), STORE.length(path), "0".repeat(64)))
                .toList();
        ManifestEntry entry = new ManifestEntry(
                "series",
                "0011223344556677",
                Split.TEST,
                List.of(new ManifestImage("image", files, List.of())),
                List.of(new ImageLabels(Map.of("mass", Truth.POSITIVE))));
        ManifestHeader header =
                new ManifestHeader(1, PretrainConfig.paper().dataset(), 0, List.of(), List.of(), 0, 0, 0, 1, 1);
        ManifestLines.write(new Manifest(header, List.of(entry)), STORE, Store.path(at("m.jsonl")));
    }

    @Test
    void should_read_a_series_as_the_model_s_training_did() throws Exception {
        writeCase();
        List<Quarantined> bad = new ArrayList<>();
        try (TestSet.Opened strict = test(SeriesSettings.STRICT).open()) {
            assertThat(strict.samples(0, bad)).isEmpty();
        }
        assertThat(bad).singleElement().asString().contains("1 slice is missing at 14 mm");
        try (TestSet.Opened filling = test(new SeriesSettings(true)).open()) {
            assertThat(filling.samples(0, bad))
                    .extracting(Sample::labels)
                    .singleElement()
                    .hasToString("Whole[truths=[POSITIVE]]");
        }
        assertThat(bad).hasSize(1);
    }
}
