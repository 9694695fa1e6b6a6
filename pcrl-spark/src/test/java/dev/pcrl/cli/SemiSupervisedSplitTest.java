package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.ManifestLines;
import dev.pcrl.dataset.SegmentationLabel;
import dev.pcrl.dataset.Split;
import dev.pcrl.store.Store;
import dev.pcrl.view.SourceHash;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest parted between {@code pcrl views --labelled-ratio} and {@code pcrl finetune --set labels.ratio}. */
class SemiSupervisedSplitTest {
    private static final String VIEWS = """
            views: {global-size: 16x16x8, local-size: 8x8x8, global-crops: [16x16x8], local-crops: [8x8x8],
              local-views: 2, bundles-per-volume: 1, maximum-background: 1}
            """;
    private static final String TASK = """
            task: {kind: segmentation, classes: ['liver=1'], window: 16x16x8}
            network: {base-width: 2, scales: 2, width-cap: 8}
            fitting: {epochs: 1, steps-per-epoch: 1, batch-size: 2}
            """;

    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        PrintWriter told = new PrintWriter(err, true);
        return Main.execute(
                told,
                told,
                Stream.concat(Stream.of(arguments), Stream.of("--master", "local[2]"))
                        .toArray(String[]::new));
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    /** Ten patients with one or two scans each, one of them with no labels. */
    private List<ManifestEntry> writeManifest() throws IOException {
        PrintWriter told = new PrintWriter(err, true);
        assertThat(Main.execute(told, told, "phantoms", "--output", at("data"), "--cases", "14", "--size", "24x24x16"))
                .isZero();
        Files.delete(directory.resolve("data/points.csv"));
        Files.delete(directory.resolve("data/case-0003/segmentation.nii.gz"));
        Files.delete(directory.resolve("data/case-0013/segmentation.nii.gz"));
        assertThat(run(
                        "manifest",
                        "--input",
                        at("data"),
                        "--output",
                        at("m.jsonl"),
                        "--set",
                        "dataset={layout: folder, patient: 'case-...([0-9])'}"))
                .as(err.toString())
                .isZero();
        return ManifestLines.read(Store.local(), Store.path(at("m.jsonl")))
                .entries(Set.of(Split.TRAIN))
                .toList();
    }

    @Test
    void should_pretrain_on_all_training_patients_but_those_whose_labels_fine_tuning_reads() throws IOException {
        List<ManifestEntry> training = writeManifest();
        assertThat(training).anyMatch(entry -> entry.labels().isEmpty());
        Set<String> pretraining = patientsOfViews(training);
        Set<String> finetuning = patientsOfLabels(training);
        Set<String> together = new HashSet<>(pretraining);
        together.addAll(finetuning);
        assertThat(finetuning).hasSize(2);
        assertThat(pretraining).doesNotContainAnyElementsOf(finetuning);
        assertThat(together).isEqualTo(patients(training));
    }

    private Set<String> patientsOfViews(List<ManifestEntry> training) throws IOException {
        Files.writeString(directory.resolve("views.yaml"), VIEWS);
        assertThat(run(
                        "views",
                        "--manifest",
                        at("m.jsonl"),
                        "--labelled-ratio",
                        "0.4",
                        "--labelled-seed",
                        "5",
                        "--output",
                        at("views"),
                        "--config",
                        at("views.yaml")))
                .as(err.toString())
                .isZero();
        Set<String> sources = new HashSet<>();
        new ObjectMapper()
                .readTree(directory.resolve("views/views.json").toFile())
                .path("sources")
                .forEach(source -> sources.add(source.asText()));
        List<ManifestEntry> taken = training.stream()
                .filter(entry -> sources.remove(
                        SourceHash.of(entry.id() + "/" + entry.images().get(0).name())))
                .toList();
        assertThat(sources).as("volumes that are not for training").isEmpty();
        return patients(taken);
    }

    /** Which labels are read is told where all of them are damaged. */
    private Set<String> patientsOfLabels(List<ManifestEntry> training) throws IOException {
        Files.writeString(directory.resolve("task.yaml"), TASK);
        for (String label :
                training.stream().flatMap(SemiSupervisedSplitTest::labels).toList()) {
            Files.write(Path.of(URI.create(label)), new byte[100]);
        }
        assertThat(run(
                        "finetune",
                        "--manifest",
                        at("m.jsonl"),
                        "--output",
                        at("model"),
                        "--config",
                        at("task.yaml"),
                        "--set",
                        "labels.ratio=0.4",
                        "--set",
                        "seed=5"))
                .isEqualTo(3);
        Set<String> read = new HashSet<>();
        for (String line : Files.readAllLines(directory.resolve("model/quarantine.jsonl"))) {
            JsonNode bad = new ObjectMapper().readTree(line);
            read.add(bad.path("file").asText());
        }
        return patients(training.stream()
                .filter(entry -> labels(entry).anyMatch(read::contains))
                .toList());
    }

    private static Stream<String> labels(ManifestEntry entry) {
        return entry.labels().stream()
                .map(label -> ((SegmentationLabel) label).file().uri());
    }

    private static Set<String> patients(Collection<ManifestEntry> entries) {
        Set<String> patients = new TreeSet<>();
        entries.forEach(entry -> patients.add(entry.patient()));
        return patients;
    }
}
