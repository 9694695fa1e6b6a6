package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.dataset.Manifest;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.ManifestFile;
import dev.pcrl.dataset.ManifestLines;
import dev.pcrl.dataset.Split;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import dev.pcrl.view.SourceHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestJobTest extends OnLocalSpark {
    private static final String FOLDER = "dataset.layout=folder";

    @TempDir
    private Path directory;

    private final List<String> log = new ArrayList<>();

    private Manifest manifest(String input, String output, String... overrides) {
        new ManifestJob(spark, SmallRun.config(overrides), log::add)
                .run(
                        directory.resolve(input).toString(),
                        directory.resolve(output).toString());
        return ManifestLines.read(
                Store.local(),
                new org.apache.hadoop.fs.Path(directory.resolve(output).toString()));
    }

    private void views(String manifest, String output, Split... splits) {
        new ViewsJob(spark, SmallRun.config(), log::add)
                .run(
                        directory.resolve(manifest).toString(),
                        Set.of(splits),
                        Optional.empty(),
                        directory.resolve(output).toString());
    }

    private void phantoms(int count) throws IOException {
        SmallRun.volumes(Files.createDirectories(directory.resolve("in")), count);
    }

    @Test
    void should_leave_out_what_is_damaged_and_tell_it() throws Exception {
        phantoms(3);
        Path cut = directory.resolve("in/phantom-1.nii.gz");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 1000));

        Manifest manifest = manifest("in", "manifest.jsonl", FOLDER);

        assertThat(manifest.entries())
                .extracting(ManifestEntry::id)
                .containsExactly("phantom-0.nii.gz", "phantom-2.nii.gz");
        assertThat(manifest.header().quarantined()).isEqualTo(1);
        assertThat(Files.readAllLines(directory.resolve("manifest.quarantine.jsonl")))
                .singleElement()
                .asString()
                .contains("phantom-1.nii.gz", "unpacked byte ");
        assertThat(log).anyMatch(line -> line.startsWith("1 of 3 files cannot be used"));
    }

    @Test
    void should_fail_when_too_much_is_damaged() throws Exception {
        phantoms(3);
        Files.write(directory.resolve("in/phantom-1.nii.gz"), new byte[0]);

        assertThatThrownBy(() -> manifest("in", "manifest.jsonl", FOLDER, "shards.maximum-bad-files=0.1"))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("1 of 3 files")
                .hasMessageContaining("phantom-1.nii.gz: byte 0: the file is empty");
        assertThat(directory.resolve("manifest.jsonl")).doesNotExist();
    }

    @Test
    void should_overwrite_nothing() throws Exception {
        phantoms(1);
        Files.writeString(directory.resolve("mine.jsonl"), "mine");

        assertThatThrownBy(() -> manifest("in", "mine.jsonl", FOLDER))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("mine.jsonl exists already");
    }

    @Test
    void should_take_each_series_of_lidc_idri() throws Exception {
        DicomSlices.write(directory.resolve("in/LIDC-IDRI-0001/1.2.1/1.2.2"), 1);
        DicomSlices.write(directory.resolve("in/LIDC-IDRI-0001/1.2.3/1.2.4"), 2);
        DicomSlices.write(directory.resolve("in/LIDC-IDRI-0002/1.2.5/1.2.6"), 3);
        DicomSlices.write(directory.resolve("in/LIDC-IDRI-0003/1.2.7/1.2.8"), 4);
        Files.delete(directory.resolve("in/LIDC-IDRI-0003/1.2.7/1.2.8/slice-7.dcm"));
        DicomSlices.writeLocaliser(directory.resolve("in/LIDC-IDRI-0002/scout.dcm"), 5);
        DicomSlices.write(directory.resolve("in/another"), 6);

        Manifest manifest = manifest("in", "lidc.jsonl", "dataset.layout=lidc-idri");

        assertThat(manifest.entries()).hasSize(3);
        assertThat(manifest.header().patients()).isEqualTo(2);
        assertThat(manifest.header().quarantined()).isEqualTo(1);
        assertThat(manifest.header().otherFiles()).isEqualTo(1);
        assertThat(manifest.entries().get(0).images().get(0).files())
                .hasSize(40)
                .extracting(ManifestFile::uri)
                .startsWith("file:" + directory.resolve("in/LIDC-IDRI-0001/1.2.1/1.2.2/slice-0.dcm"));
        assertThat(directory.resolve("lidc.jsonl"))
                .content()
                .doesNotContain(DicomSlices.PATIENT, DicomSlices.BIRTH_DATE, DicomSlices.UIDS);
    }

    @Test
    void should_take_series_without_extensions_in_a_folder() throws Exception {
        DicomSlices.write(directory.resolve("in/p1/a"), 1);
        for (int slice = 0; slice < 40; slice++) {
            Files.move(
                    directory.resolve("in/p1/a/slice-" + slice + ".dcm"), directory.resolve("in/p1/a/slice-" + slice));
        }

        Manifest manifest = manifest("in", "manifest.jsonl", FOLDER);

        assertThat(manifest.entries()).extracting(ManifestEntry::id).containsExactly("p1/a/slice-0");
        assertThat(manifest.entries().get(0).images().get(0).files()).hasSize(40);
    }

    @Test
    void should_keep_columns_about_persons_out() throws Exception {
        phantoms(2);
        Files.createDirectories(directory.resolve("bids/sub-01/anat"));
        Files.move(directory.resolve("in/phantom-0.nii.gz"), directory.resolve("bids/sub-01/anat/sub-01_T1w.nii.gz"));
        Files.writeString(
                directory.resolve("bids/participants.tsv"),
                "participant_id\tname\tage\nsub-01\tROSALIND FRANKLIN\t37y11m\nsub-09\tADA LOVELACE\t36y11m\n");
        Path study = Files.createDirectories(directory.resolve("chexpert/train/patient00001/study1"));
        Files.write(study.resolve("view1_frontal.jpg"), new byte[] {1});
        Files.writeString(
                directory.resolve("chexpert/train.csv"),
                "Path,Sex,Age,Frontal/Lateral,AP/PA,No Finding,Enlarged Cardiomediastinum,Cardiomegaly,Lung Opacity,"
                        + "Lung Lesion,Edema,Consolidation,Pneumonia,Atelectasis,Pneumothorax,Pleural Effusion,"
                        + "Pleural Other,Fracture,Support Devices\n"
                        + "CheXpert-v1.0/train/patient00001/study1/view1_frontal.jpg,ADA LOVELACE,36y11m,Frontal,AP"
                        + ",".repeat(14) + "\n");

        manifest("bids", "bids.jsonl", "dataset.layout=bids");
        manifest("chexpert", "chexpert.jsonl", "dataset.layout=chexpert");

        assertThat(Files.readString(directory.resolve("bids.jsonl"))
                        + Files.readString(directory.resolve("chexpert.jsonl"))
                        + log)
                .contains("sub-01", "view1_frontal")
                .doesNotContain("FRANKLIN", "LOVELACE", "37y11m", "36y11m");
        assertThat(log).contains("participants.tsv: 1 of 2 rows speak of files that are not there");
    }

    @Test
    void should_name_the_volumes_of_views() throws Exception {
        phantoms(10);
        Manifest manifest = manifest("in", "manifest.jsonl", FOLDER);

        views("manifest.jsonl", "train", Split.TRAIN);
        views("manifest.jsonl", "both", Split.VALIDATION, Split.TEST);

        assertThat(log).anyMatch(line -> line.startsWith("35 view bundles of 7 volumes"));
        assertThat(log).anyMatch(line -> line.startsWith("15 view bundles of 3 volumes"));
        Path file = directory.resolve("train").resolve(ViewsSummary.FILE);
        ViewsSummary summary = ViewsSummary.read(Store.local(), new org.apache.hadoop.fs.Path(file.toUri()));
        assertThat(summary.manifest()).matches("[0-9a-f]{64}");
        assertThat(summary.sources())
                .containsExactlyInAnyOrderElementsOf(manifest.entries(Set.of(Split.TRAIN))
                        .map(entry -> SourceHash.of(
                                entry.id() + "/" + entry.images().get(0).name()))
                        .toList());
    }

    @Test
    void should_quarantine_a_file_that_has_grown_or_gone_since() throws Exception {
        phantoms(10);
        Manifest manifest = manifest("in", "manifest.jsonl", FOLDER);
        List<Path> train = manifest.entries(Set.of(Split.TRAIN))
                .map(entry -> directory.resolve("in").resolve(entry.id()))
                .toList();
        Files.write(train.get(0), new byte[1], StandardOpenOption.APPEND);
        Files.delete(train.get(1));

        views("manifest.jsonl", "out", Split.TRAIN);

        assertThat(log).anyMatch(line -> line.startsWith("2 of 7 files cannot be used"));
        assertThat(Files.readAllLines(directory.resolve("out/quarantine.jsonl")))
                .anyMatch(line ->
                        line.contains(train.get(0).getFileName().toString()) && line.contains("but the manifest says"))
                .anyMatch(
                        line -> line.contains(train.get(1).getFileName().toString()) && line.contains("no such file"));
    }

    @Test
    void should_see_voxels_that_changed_beside_their_header() throws Exception {
        phantoms(1);
        Path subset = Files.createDirectories(directory.resolve("luna/subset0"));
        Files.writeString(
                subset.resolve("a.mhd"),
                "NDims = 3\nDimSize = 2 2 1\nElementType = MET_SHORT\nElementDataFile = a.raw\n");
        Files.write(subset.resolve("a.raw"), new byte[8]);
        manifest("luna", "luna.jsonl", "dataset.layout=luna16");
        Files.write(subset.resolve("a.raw"), new byte[10]);

        assertThatThrownBy(() -> views("luna.jsonl", "out", Split.TRAIN))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("a.raw: size: has 10 bytes, but the manifest says 8");
    }

    @Test
    void should_skip_pictures_and_refuse_a_manifest_of_nothing_else() throws Exception {
        phantoms(1);
        Files.write(directory.resolve("in/film.png"), new byte[10]);
        Files.writeString(directory.resolve("in/labels.csv"), "file,mass\nfilm.png,1\n");
        manifest("in", "both.jsonl", FOLDER, "dataset.train=1", "dataset.validation=0", "dataset.test=0");
        Files.delete(directory.resolve("in/phantom-0.nii.gz"));
        manifest("in", "films.jsonl", FOLDER, "dataset.train=1", "dataset.validation=0", "dataset.test=0");
        phantoms(1);

        views("both.jsonl", "out", Split.TRAIN);

        assertThat(log).anyMatch(line -> line.startsWith("5 view bundles of 1 volumes"));
        assertThat(directory.resolve("out/skipped.jsonl")).content().contains("film.png\"", "\"a 2D image\"");
        assertThatThrownBy(() -> views("films.jsonl", "none", Split.TRAIN))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("films.jsonl has 2D images alone in these splits");
    }

    @Test
    void should_refuse_a_manifest_without_cases_of_a_split() throws Exception {
        phantoms(1);
        manifest("in", "manifest.jsonl", FOLDER);

        assertThatThrownBy(() -> views("manifest.jsonl", "out", Split.VALIDATION))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("manifest.jsonl has no case of the splits validation");
    }
}
