package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.dataset.LabelList;
import dev.pcrl.dataset.LabelledPoint;
import dev.pcrl.dataset.Manifest;
import dev.pcrl.dataset.ManifestEntry;
import dev.pcrl.dataset.ManifestLines;
import dev.pcrl.dataset.PointLabels;
import dev.pcrl.dataset.SegmentationLabel;
import dev.pcrl.dataset.Truth;
import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomsCommandTest {
    private static final String LAST_IMAGE = "case-0003/image.nii.gz";

    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.execute(new PrintWriter(StringWriter.nullWriter(), true), new PrintWriter(err, true), arguments);
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    private void phantoms(String output, int cases, int seed) {
        int code = run(
                "phantoms",
                "--output",
                at(output),
                "--cases",
                String.valueOf(cases),
                "--seed",
                String.valueOf(seed),
                "--size",
                "32x32x16");
        assertThat(code).as(err.toString()).isZero();
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void should_make_a_set_of_which_the_manifest_knows_patients_segmentations_and_points() {
        phantoms("set", 3, 5);

        String[] manifest = {"manifest", "--input", at("set"), "--output", at("set.jsonl"), "--master", "local[1]"};
        int code = run(Stream.concat(Stream.of(manifest), Stream.of("--set", "dataset.layout=folder"))
                .toArray(String[]::new));

        assertThat(code).as(err.toString()).isZero();
        Manifest read = ManifestLines.read(Store.local(), new org.apache.hadoop.fs.Path(at("set.jsonl")));
        assertThat(read.entries())
                .extracting(ManifestEntry::id)
                .containsExactly("case-0001/image.nii.gz", "case-0002/image.nii.gz", LAST_IMAGE);
        assertThat(read.entries()).extracting(ManifestEntry::patient).doesNotHaveDuplicates();
        assertThat(read.entries())
                .allSatisfy(entry -> assertThat(entry.labels())
                        .hasSize(2)
                        .hasAtLeastOneElementOfType(PointLabels.class)
                        .hasAtLeastOneElementOfType(SegmentationLabel.class));
        assertThat(read.header().lists())
                .extracting(LabelList::name, LabelList::rowsWithoutFile)
                .containsExactly(Tuple.tuple("points.csv", 0L), Tuple.tuple("segmentations", 0L));
        assertThat(points(read))
                .extracting(LabelledPoint::truth)
                .contains(Truth.POSITIVE, Truth.NEGATIVE)
                .doesNotContain(Truth.UNKNOWN);
    }

    private static List<LabelledPoint> points(Manifest manifest) {
        return manifest.entries().stream()
                .flatMap(entry -> entry.labels().stream())
                .filter(PointLabels.class::isInstance)
                .flatMap(label -> ((PointLabels) label).points().stream())
                .toList();
    }

    @Test
    void should_write_images_and_segmentations_of_one_grid() {
        phantoms("set", 3, 5);

        Volume image = read(LAST_IMAGE);
        Volume segmentation = read("case-0003/segmentation.nii.gz");

        assertThat(segmentation.geometry()).isEqualTo(image.geometry());
        assertThat(image.geometry().nx()).isEqualTo(32);
        assertThat(image.geometry().nz()).isEqualTo(16);
    }

    private Volume read(String name) {
        return VolumeReaders.standard().read(Store.local(), new org.apache.hadoop.fs.Path(at("set/" + name)));
    }

    @Test
    void should_write_the_same_bytes_from_the_same_seed_and_begin_a_larger_set_alike() throws Exception {
        phantoms("one", 2, 5);
        phantoms("again", 2, 5);
        phantoms("larger", 3, 5);
        phantoms("other", 2, 6);

        List<String> files = files(directory.resolve("one"));
        assertThat(files)
                .containsExactly(
                        "case-0001/image.nii.gz",
                        "case-0001/segmentation.nii.gz",
                        "case-0002/image.nii.gz",
                        "case-0002/segmentation.nii.gz",
                        "points.csv");
        assertThat(files)
                .allSatisfy(file -> assertThat(directory.resolve("again/" + file))
                        .hasSameBinaryContentAs(directory.resolve("one/" + file)));
        assertThat(files.subList(0, 4))
                .allSatisfy(file -> assertThat(directory.resolve("larger/" + file))
                        .hasSameBinaryContentAs(directory.resolve("one/" + file)));
        assertThat(Files.mismatch(directory.resolve("one/" + files.get(0)), directory.resolve("other/" + files.get(0))))
                .isNotNegative();
    }

    @Test
    void should_refuse_an_output_that_is_not_empty() throws Exception {
        Files.createDirectories(directory.resolve("set"));
        Files.writeString(directory.resolve("set/mine.txt"), "mine");
        Files.writeString(directory.resolve("file"), "mine");

        assertThat(run("phantoms", "--output", at("set"), "--cases", "1")).isEqualTo(2);
        assertThat(run("phantoms", "--output", at("file"), "--cases", "1")).isEqualTo(2);

        assertThat(err.toString())
                .contains("set exists already and is no empty directory", "file exists already and is no empty");
        assertThat(files(directory)).containsExactly("file", "set/mine.txt");
    }

    @Test
    void should_refuse_no_cases_and_a_size_that_is_none() {
        assertThat(run("phantoms", "--output", at("set"), "--cases", "0")).isEqualTo(2);
        assertThat(run("phantoms", "--output", at("set"), "--cases", "1", "--size", "large"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("cases must be at least 1: 0", "--size");
        assertThat(directory.resolve("set")).doesNotExist();
    }
}
