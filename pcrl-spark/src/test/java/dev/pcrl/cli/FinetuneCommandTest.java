package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.read.VolumeReaders;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Volume;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pcrl finetune}, {@code evaluate} and {@code predict} from their command lines, on phantoms. */
class FinetuneCommandTest {
    private static final String NETWORK = """
            network: {base-width: 2, scales: 2, width-cap: 8}
            fitting: {epochs: 1, steps-per-epoch: 2, batch-size: 2}
            """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private void succeed(String... arguments) {
        assertThat(run(arguments)).as(Arrays.toString(arguments) + err).isZero();
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    private List<String> spark(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--master", "local[2]"));
        return all;
    }

    @Test
    void should_go_from_phantoms_to_predictions() throws Exception {
        succeed("phantoms", "--output", at("data"), "--cases", "12", "--size", "24x24x16");
        succeed(spark("manifest", "--input", at("data"), "--output", at("m.jsonl"), "--set", "dataset.layout=folder")
                .toArray(String[]::new));
        Files.writeString(
                directory.resolve("organs.yaml"),
                NETWORK + "task: {kind: segmentation, classes: ['liver=1'], window: 16x16x8}\n");
        Files.writeString(
                directory.resolve("lesions.yaml"),
                NETWORK + "task: {kind: points, classes: [lesion], window: 8x8x8}\n");
        for (String task : List.of("organs", "lesions")) {
            succeed(spark("finetune", "--manifest", at("m.jsonl"), "--config", at(task + ".yaml"), "--output", at(task))
                    .toArray(String[]::new));
            String model = at(task + "/model.safetensors");
            succeed(spark("evaluate", "--model", model, "--manifest", at("m.jsonl"), "--output", at(task + "-test"))
                    .toArray(String[]::new));
        }
        assertThat(err.toString()).contains("epoch 1/1  loss ", "validation Dice", "cases of test: auroc");

        String image = at("data/case-0001/image.nii.gz");
        String organs = at("organs/model.safetensors");
        succeed("predict", "--model", organs, "--input", image, "--output", at("told.nii.gz"));
        Volume told = read("told.nii.gz");
        assertThat(told.geometry())
                .isEqualTo(read("data/case-0001/image.nii.gz").geometry());
        String lesions = at("lesions/model.safetensors");
        succeed("predict", "--model", lesions, "--input", image, "--point=100,100,50", "--point=120.5,90,60");
        assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.matches("[0-9.,]+\tlesion\t0\\.\\d{4}"));

        assertThat(run("predict", "--model", lesions, "--input", image)).isEqualTo(2);
        assertThat(run("predict", "--model", organs, "--input", image, "--point=1,2,3"))
                .isEqualTo(2);
        assertThat(run("predict", "--model", lesions, "--input", image, "--point=1,2,3", "--overlap=0.5"))
                .isEqualTo(2);
        assertThat(run("predict", "--model", lesions, "--input", image, "--point=9999,0,0"))
                .isEqualTo(2);
        assertThat(run("predict", "--model", image, "--input", image, "--output", at("x.nii.gz")))
                .isEqualTo(3);
        assertThat(run(
                        "evaluate",
                        "--model",
                        organs,
                        "--manifest",
                        at("m.jsonl"),
                        "--output",
                        at("none"),
                        "--maximum-bad-files",
                        "5"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--maximum-bad-files must be in [0, 1]: 5.0",
                        "name a --point",
                        "this model segments: name an --output",
                        "this model classifies: it has no --overlap",
                        "the point 9999,0,0 is not in the volume");
    }

    private Volume read(String name) {
        return VolumeReaders.standard().read(Store.local(), Store.path(at(name)));
    }
}
