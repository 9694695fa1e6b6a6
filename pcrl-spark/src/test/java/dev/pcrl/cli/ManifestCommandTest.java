package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pcrl manifest} and {@code pcrl views --manifest} from their command lines. */
class ManifestCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.execute(new PrintWriter(StringWriter.nullWriter(), true), new PrintWriter(err, true), arguments);
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void should_list_a_part_of_chestx_ray14_without_a_configuration_file() throws Exception {
        Files.createDirectories(directory.resolve("nih/images"));
        for (int patient = 1; patient <= 10; patient++) {
            Files.write(
                    directory.resolve(String.format("nih/images/%08d_000.png", patient)),
                    "no picture, but bytes".getBytes(StandardCharsets.US_ASCII));
        }
        Files.writeString(directory.resolve("nih/Data_Entry_2017.csv"), """
                        Image Index,Finding Labels,Follow-up #,Patient ID,OriginalImage[Width,Height],
                        00000001_000.png,Mass|Nodule,0,1,2682,2749,
                        00099999_000.png,No Finding,0,99999,1,1,
                        """);
        Files.writeString(directory.resolve("nih/test_list.txt"), "00000004_000.png\n00000007_000.png\n");

        int code = run(
                "manifest",
                "--input",
                at("nih"),
                "--output",
                at("nih.jsonl"),
                "--set",
                "dataset.layout=chestx-ray14",
                "--master",
                "local[2]");

        assertThat(code).as(err.toString()).isZero();
        assertThat(err.toString())
                .contains(
                        "Data_Entry_2017.csv: 1 of 2 rows speak of files that are not there",
                        "9 cases have no label",
                        "10 cases of 10 patients",
                        "7 train, 1 validation, 2 test");
        List<String> lines = Files.readAllLines(directory.resolve("nih.jsonl"));
        assertThat(lines).hasSize(11);
        assertThat(lines.get(1)).contains("images/00000001_000.png", "\"Mass\":1", "\"Hernia\":0");
        assertThat(lines.get(4)).contains("images/00000004_000.png", "\"split\":\"test\"");
    }

    @Test
    void should_end_with_2_where_the_layout_is_another() throws Exception {
        Files.createDirectories(directory.resolve("empty"));

        assertThat(run("manifest", "--input", at("empty"), "--output", at("x.jsonl"), "--master", "local[1]"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("empty holds no subset0..9/*.mhd, as dataset.layout = luna16 has them");
    }

    @Test
    void should_end_with_3_where_a_list_or_a_manifest_is_wrong() throws Exception {
        Path subset = Files.createDirectories(directory.resolve("luna/subset0"));
        Files.writeString(subset.resolve("a.mhd"), "x");
        Files.writeString(subset.resolve("a.raw"), "x");
        Files.writeString(directory.resolve("luna/annotations.csv"), "seriesuid\n");
        Files.writeString(directory.resolve("none.jsonl"), "{}\n");

        assertThat(run("manifest", "--input", at("luna"), "--output", at("x.jsonl"), "--master", "local[1]"))
                .isEqualTo(3);
        assertThat(run(views("--manifest", at("none.jsonl")))).isEqualTo(3);

        assertThat(err.toString())
                .contains("annotations.csv: line 1: the column 'coordX' is missing")
                .contains("none.jsonl: line 1: not the header of a manifest");
    }

    @Test
    void should_take_volumes_from_one_source() throws Exception {
        Files.writeString(directory.resolve("none.jsonl"), "{}\n");

        assertThat(run(views("--manifest", at("none.jsonl"), "--input", at("x"))))
                .isEqualTo(2);
        assertThat(run(views("--input", at("x"), "--split", "train"))).isEqualTo(2);
        assertThat(run(views("--manifest", at("none.jsonl"), "--split", "holdout")))
                .isEqualTo(2);
        assertThat(run(views())).isEqualTo(2);
        assertThat(run(views("--manifest", at("none.jsonl"), "--split", "train,test")))
                .isEqualTo(3);
    }

    private String[] views(String... source) throws Exception {
        Files.writeString(directory.resolve("c.yaml"), "seed: 1\n");
        String[] rest = {"--output", at("out"), "--config", at("c.yaml"), "--master", "local[1]"};
        return Stream.of(new String[] {"views"}, source, rest)
                .flatMap(Arrays::stream)
                .toArray(String[]::new);
    }
}
