package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.FinetuneConfig;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.dataset.ManifestLines;
import dev.pcrl.dataset.Split;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.phantom.Phantoms;
import dev.pcrl.read.NiftiWriter;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Free text of headers never gets beyond the readers, and credentials not into what is written. */
class PrivacyTest {
    private static final String PLANTED = "ROSALIND^FRANKLIN 1920-07-25";
    private static final String CREDENTIAL = "planted-secret-key";
    private static final String[] SECRETS = {
        "FRANKLIN", "1920-07-25", DicomSlices.PATIENT, DicomSlices.BIRTH_DATE, DicomSlices.UIDS, CREDENTIAL
    };
    private static final int DESCRIP = 148;
    private static final String POINTS = "{kind: points, classes: [nodule], window: 8x8x8}";

    @TempDir
    private Path directory;

    private final List<String> log = new ArrayList<>();

    @Test
    void should_leave_no_header_text_or_credential_in_shards_checkpoints_reports_or_messages() throws Exception {
        List<String> volumes =
                new ArrayList<>(List.of(plant("a.nii", false), plant("b.nii", false), plant("c.nii", true)));
        volumes.add(plantSeries());
        Path output = directory.resolve("out");
        try (SparkSession spark = SmallRun.spark("local[2]")) {
            spark.sparkContext().hadoopConfiguration().set("fs.s3a.secret.key", CREDENTIAL);
            new ViewsJob(spark, SmallRun.config(), log::add)
                    .run(volumes, output.resolve("views").toString());
            new PretrainJob(spark, SmallRun.config("training.epochs=1"), Termination.none(), log::add)
                    .run(
                            output.resolve("views").toString(),
                            output.resolve("run").toString(),
                            false,
                            steps -> step -> log.add(step.toString()));
        }

        assertThat(output.resolve("views/quarantine.jsonl")).exists();
        assertThat(output.resolve("views/skipped.jsonl")).exists();
        requireNoSecrets(output);
    }

    private void requireNoSecrets(Path output) throws IOException {
        assertThat(String.join("\n", log)).doesNotContain(SECRETS);
        try (Stream<Path> files = Files.walk(output)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all)
                    .hasSizeGreaterThan(8)
                    .allSatisfy(
                            file -> assertThat(text(file)).as(file.toString()).doesNotContain(SECRETS));
        }
    }

    /** Some of the files are damaged after they were listed: what is said of them is also written. */
    @ParameterizedTest
    @ValueSource(strings = {"{kind: segmentation, classes: [lung=5], window: 16x16x8}", POINTS})
    void should_leave_no_header_text_in_manifests_models_evaluations_or_messages(String task) throws Exception {
        Path data = plantLabelled();
        Path output = directory.resolve("out");
        String manifest = output.resolve("m.jsonl").toString();
        String model = output.resolve("model/model.safetensors").toString();
        PretrainConfig folder = ConfigReader.parse(
                "test",
                "dataset: {layout: folder, patient: '([0-9])', train: 0.5, validation: 0, test: 0.5}",
                List.of());
        FinetuneConfig config = ConfigReader.parse(FinetuneConfig.paper(), "test", """
                network: {base-width: 2, scales: 2, width-cap: 8}
                labels: {maximum-bad-files: 0.9}
                fitting: {epochs: 1, steps-per-epoch: 1, batch-size: 2}
                """, List.of("task=" + task));
        try (SparkSession spark = SmallRun.spark("local[2]")) {
            new ManifestJob(spark, folder, log::add).run(data.toString(), manifest);
            damage(manifest, Split.TRAIN);
            new FinetuneJob(spark, config, 1, log::add)
                    .run(manifest, Optional.empty(), output.resolve("model").toString());
            EvaluateJob evaluate = new EvaluateJob(spark, 1, 0.05, log::add);
            String evaluated = output.resolve("evaluated").toString();
            evaluate.run(model, manifest, Split.TEST, Optional.empty(), evaluated);
            damage(manifest, Split.TEST);
            assertThatThrownBy(
                            () -> evaluate.run(model, manifest, Split.TEST, Optional.empty(), evaluated + "-damaged"))
                    .isInstanceOf(BadDataException.class)
                    .satisfies(failure -> log.add(failure.getMessage()));
        }

        assertThat(output.resolve("model/quarantine.jsonl")).exists();
        assertThat(output.resolve("evaluated/report.html")).exists();
        assertThat(output.resolve("evaluated-damaged/quarantine.jsonl")).exists();
        requireNoSecrets(output);
    }

    /** Four patients, each with a DICOM series and a volume with its segmentation, in all of which are two places. */
    private Path plantLabelled() throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        StringBuilder rows = new StringBuilder("file,name,x,y,z,truth,diameter\n");
        for (int i = 0; i < 4; i++) {
            DicomSlices.write(data.resolve("series-" + i), i);
            plant("data/volume-" + i + ".nii", Phantoms.thorax(40, i).image(), false);
            plant("data/volume-" + i + "_seg.nii", Phantoms.thorax(40, i).labels(), false);
            for (String file : List.of("series-" + i + "/slice-0.dcm", "volume-" + i + ".nii")) {
                rows.append(file).append(",nodule,10,10,10,1,\n");
                rows.append(file).append(",nodule,40,40,40,0,\n");
            }
        }
        Files.writeString(data.resolve("points.csv"), rows);
        return data;
    }

    /** Cuts off the first image of each format, within its voxels. */
    private static void damage(String manifest, Split split) throws IOException {
        for (String extension : List.of(".dcm", ".nii")) {
            String uri = ManifestLines.read(Store.local(), Store.path(manifest))
                    .entries(Set.of(split))
                    .map(entry -> entry.images().get(0).files().get(0).uri())
                    .filter(file -> file.endsWith(extension))
                    .findFirst()
                    .orElseThrow();
            Path file = Path.of(URI.create(uri));
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
        }
    }

    /** A phantom whose header names a patient; a damaged one promises more voxels than it has. */
    private String plant(String name, boolean damaged) throws IOException {
        return plant(name, Phantoms.thorax(40, name.hashCode()).image(), damaged);
    }

    private String plant(String name, Volume volume, boolean damaged) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NiftiWriter.write(volume, bytes, false);
        byte[] file = bytes.toByteArray();
        byte[] text = PLANTED.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, file, DESCRIP, text.length);
        assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains(PLANTED);
        Path path = directory.resolve(name);
        Files.write(path, damaged ? Arrays.copyOf(file, file.length / 2) : file);
        return path.toString();
    }

    /** A sound series, a damaged slice of another, one that lacks a slice, and a localiser. */
    private String plantSeries() throws IOException {
        Path series = directory.resolve("series");
        for (int i = 0; i < 4; i++) {
            DicomSlices.write(series.resolve("" + i), i);
        }
        Path slice = series.resolve("1/slice-0.dcm");
        assertThat(text(slice)).contains(DicomSlices.PATIENT, DicomSlices.BIRTH_DATE, DicomSlices.UIDS);
        Files.write(slice, Arrays.copyOf(Files.readAllBytes(slice), 1000));
        Files.delete(series.resolve("2/slice-5.dcm"));
        DicomSlices.writeLocaliser(series.resolve("scout"), 3);
        return series.toString();
    }

    private static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!file.toString().endsWith(".zip")) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        StringBuilder all = new StringBuilder();
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                all.append(entry.getName()).append(new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
