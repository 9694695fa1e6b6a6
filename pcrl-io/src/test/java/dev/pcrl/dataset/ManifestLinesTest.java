package dev.pcrl.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.failure.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestLinesTest {
    private static final String SHA = "0123456789abcdef".repeat(4);

    @TempDir
    private java.nio.file.Path directory;

    private Path file;

    @BeforeEach
    void file() {
        file = new Path(directory.resolve("manifest.jsonl").toString());
    }

    /** Labels of each kind, with each value that a label can have. */
    private static Manifest manifest() {
        ManifestFile volume = new ManifestFile("file:/d/a.mhd", 12, SHA);
        ManifestFile voxels = new ManifestFile("file:/d/a.raw", 1L << 40, SHA);
        List<Label> labels = List.of(
                new ImageLabels(Map.of("Edema", Truth.UNKNOWN)),
                new ImageLabels(Map.of("Mass", Truth.POSITIVE)),
                new PointLabels(
                        "nodule",
                        List.of(
                                LabelledPoint.of(-1.5, 2, 1e-9, Truth.NEGATIVE, null),
                                LabelledPoint.of(0, 0, 0, Truth.POSITIVE, 5.651470635))),
                new SegmentationLabel(volume, Map.of("liver", List.of(1, 2))));
        ManifestEntry entry = new ManifestEntry(
                "a.mhd",
                "00112233445566aa",
                Split.VALIDATION,
                List.of(new ManifestImage("image", List.of(volume), List.of(voxels))),
                labels);
        ManifestHeader header = new ManifestHeader(
                1,
                DatasetTree.settings(LayoutName.FOLDER),
                -7,
                List.of(Split.TEST),
                List.of(new LabelList("labels.csv", 3, 1)),
                2,
                3,
                4,
                1,
                1);
        return new Manifest(header, List.of(entry));
    }

    private List<String> written() throws IOException {
        ManifestLines.write(manifest(), DatasetTree.STORE, file);
        return Files.readAllLines(directory.resolve("manifest.jsonl"));
    }

    @Test
    void should_be_read_back() throws IOException {
        written();

        assertThat(ManifestLines.read(DatasetTree.STORE, file)).isEqualTo(manifest());
    }

    /** docs/manifest.md shows this form: other programs read it. */
    @Test
    void should_have_a_form_that_stays() throws IOException {
        assertThat(written())
                .containsExactly(
                        "{\"record\":\"header\",\"format-version\":1,\"dataset\":{\"layout\":\"folder\",\"train\":0.7,"
                                + "\"validation\":0.1,\"test\":0.2,\"official-split\":true,\"uncertain\":\"ignore\","
                                + "\"patient\":\"^(?i:(?:images?|imgs?|volumes?)(?:tr|ts)?/)?([^/]+)\"},\"seed\":-7,\"official-splits\":[\"test\"],"
                                + "\"lists\":[{\"name\":\"labels.csv\",\"rows\":3,\"rows-without-file\":1}],"
                                + "\"files-without-row\":2,\"other-files\":3,\"quarantined\":4,\"entries\":1,"
                                + "\"patients\":1}",
                        "{\"record\":\"entry\",\"id\":\"a.mhd\",\"patient\":\"00112233445566aa\","
                                + "\"split\":\"validation\",\"images\":[{\"name\":\"image\",\"files\":[{\"uri\":"
                                + "\"file:/d/a.mhd\",\"bytes\":12,\"sha256\":\"" + SHA
                                + "\"}],\"companions\":[{\"uri\":"
                                + "\"file:/d/a.raw\",\"bytes\":1099511627776,\"sha256\":\"" + SHA + "\"}]}],"
                                + "\"labels\":[{\"kind\":\"image\",\"values\":{\"Edema\":null}},{\"kind\":\"image\","
                                + "\"values\":{\"Mass\":1}},{\"kind\":\"points\",\"name\":\"nodule\",\"points\":["
                                + "{\"x\":-1.5,\"y\":2.0,\"z\":1.0E-9,\"truth\":0},{\"x\":0.0,\"y\":0.0,\"z\":0.0,"
                                + "\"truth\":1,\"diameter\":5.651470635}]},{\"kind\":\"segmentation\",\"file\":{\"uri\":"
                                + "\"file:/d/a.mhd\",\"bytes\":12,\"sha256\":\"" + SHA + "\"},\"regions\":{\"liver\":"
                                + "[1,2]}}]}");
    }

    private void assertRefused(String content, String message) throws IOException {
        Files.writeString(directory.resolve("manifest.jsonl"), content);
        assertThatThrownBy(() -> ManifestLines.read(DatasetTree.STORE, file))
                .isInstanceOf(BadDataException.class)
                .hasMessageContaining("manifest.jsonl: " + message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void should_name_the_line_that_is_wrong() throws IOException {
        List<String> lines = written();
        String header = lines.get(0);
        String entry = lines.get(1);

        assertRefused("", "line 1: empty: not a manifest");
        assertRefused("[]", "line 1: not the header of a manifest");
        assertRefused(entry, "line 1: not the header of a manifest");
        assertRefused("{", "line 1: not what PCRL wrote");
        assertRefused(header.replace("\"format-version\":1", "\"format-version\":2"), "line 1: not what PCRL wrote: ");
        assertRefused(header + "\n" + header, "line 2: not the entry of a manifest");
        assertRefused(header + "\n" + entry.substring(0, 200), "line 2: not what PCRL wrote");
        assertRefused(header + "\n" + entry.replace("\"validation\"", "\"holdout\""), "line 2: not what PCRL wrote");
        assertRefused(header + "\n" + entry.replace("\"Mass\":1", "\"Mass\":2"), "line 2: not what PCRL wrote");
        assertRefused(header + "\n" + entry.replace("\"split\":\"validation\",", ""), "line 2: not what PCRL wrote");
    }

    @Test
    void should_refuse_what_its_lines_do_not_show() throws IOException {
        List<String> lines = written();
        String two = lines.get(0).replace("\"entries\":1", "\"entries\":2");
        String entry = lines.get(1);

        assertRefused(lines.get(0), "entries: the header promises 1 entries, but there are 0");
        assertRefused(two + "\n" + entry + "\n" + entry, "entries: two entries have the id a.mhd");
        String other = entry.replace("\"id\":\"a.mhd\"", "\"id\":\"b.mhd\"").replace("\"validation\"", "\"train\"");
        assertRefused(
                two + "\n" + entry + "\n" + other, "entries: patient 00112233445566aa is in validation and in train");
    }
}
