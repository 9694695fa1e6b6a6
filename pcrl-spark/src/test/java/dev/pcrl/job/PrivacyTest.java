package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.phantom.Phantoms;
import dev.pcrl.read.NiftiWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Free text of headers never gets beyond the readers, and credentials not into what is written. */
class PrivacyTest {
    private static final String PLANTED = "ROSALIND^FRANKLIN 1920-07-25";
    private static final String CREDENTIAL = "planted-secret-key";
    private static final String[] SECRETS = {
        "FRANKLIN", "1920-07-25", DicomSlices.PATIENT, DicomSlices.BIRTH_DATE, DicomSlices.UIDS, CREDENTIAL
    };
    private static final int DESCRIP = 148;

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
        assertThat(String.join("\n", log)).doesNotContain(SECRETS);
        try (Stream<Path> files = Files.walk(output)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all)
                    .hasSizeGreaterThan(8)
                    .allSatisfy(
                            file -> assertThat(text(file)).as(file.toString()).doesNotContain(SECRETS));
        }
    }

    /** A phantom whose header names a patient; a damaged one promises more voxels than it has. */
    private String plant(String name, boolean damaged) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        NiftiWriter.write(Phantoms.thorax(40, name.hashCode()).image(), bytes, false);
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
