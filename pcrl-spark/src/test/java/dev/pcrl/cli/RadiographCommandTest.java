package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From radiographs laid out as ChestX-ray14 and a narrow ResNet-18 with torchvision's names to predictions. */
class RadiographCommandTest {
    private static final int PATIENTS = 40;
    private static final String RESNET = "../pcrl-model/src/test/resources/torchvision/weights.safetensors";
    private static final String YAML = """
            task: {kind: image, classes: [Mass, Effusion], window: 32x32x1}
            network: {kind: resnet-18}
            fitting: {epochs: 2, steps-per-epoch: 20, batch-size: 8}
            """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** A mass is a bright disc, an effusion a bright bar at the bottom; some radiographs have both. */
    @BeforeEach
    void makeRadiographs() throws IOException {
        Path images = Files.createDirectories(directory.resolve("chest/images"));
        StringBuilder list = new StringBuilder("Image Index,Finding Labels,Patient ID\n");
        Random random = new Random(1);
        for (int patient = 1; patient <= PATIENTS; patient++) {
            BufferedImage image = new BufferedImage(48, 40, BufferedImage.TYPE_BYTE_GRAY);
            for (int i = 0; i < 48 * 40; i++) {
                int grey = 90 + random.nextInt(60);
                image.setRGB(i % 48, i / 48, new Color(grey, grey, grey).getRGB());
            }
            Graphics2D pen = image.createGraphics();
            pen.setColor(Color.WHITE);
            if (patient % 2 == 0) {
                pen.fillOval(4, 12, 12, 12);
            }
            if (patient % 3 == 0) {
                pen.fillRect(0, 32, 48, 8);
            }
            pen.dispose();
            String name = String.format("%08d_000.png", patient);
            ImageIO.write(image, "png", images.resolve(name).toFile());
            String mass = patient % 2 == 0 ? "Mass" : "";
            String effusion = patient % 3 == 0 ? "Effusion" : "";
            String both = mass + (mass.isEmpty() || effusion.isEmpty() ? "" : "|") + effusion;
            list.append(name + "," + (both.isEmpty() ? "No Finding" : both) + "," + patient + "\n");
        }
        Files.writeString(directory.resolve("chest/Data_Entry_2017.csv"), list);
        Files.writeString(directory.resolve("chest.yaml"), YAML);
        spark("manifest", "--input", at("chest"), "--output", at("m.jsonl"), "--set", "dataset.layout=chestx-ray14");
    }

    private int run(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private void spark(String... arguments) {
        assertThat(runSpark(arguments)).as(Arrays.toString(arguments) + err).isZero();
    }

    private int runSpark(String... arguments) {
        return run(Stream.concat(Stream.of(arguments), Stream.of("--master", "local[2]"))
                .toArray(String[]::new));
    }

    private int finetune(String output, String... more) {
        return runSpark(Stream.concat(
                        Stream.of(
                                "finetune",
                                "--manifest",
                                at("m.jsonl"),
                                "--config",
                                at("chest.yaml"),
                                "--output",
                                at(output)),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void should_go_from_radiographs_to_predictions() throws IOException {
        assertThat(finetune("model", "--encoder", RESNET)).as(err.toString()).isZero();
        String model = at("model/model.safetensors");
        spark("evaluate", "--model", model, "--manifest", at("m.jsonl"), "--output", at("test"));

        JsonNode results = new ObjectMapper()
                .readTree(directory.resolve("test/results.json").toFile())
                .path("results");
        assertThat(results.get(0).path("metric").asText()).isEqualTo("auroc");
        assertThat(results.get(0).path("value").asDouble())
                .as("mean of both findings")
                .isGreaterThan(0.8);
        assertThat(results.findValuesAsText("subject")).contains("Mass", "Effusion");
        assertThat(Files.readString(directory.resolve("test/report.html"))).contains("surest positive: ", "image/png");

        out.getBuffer().setLength(0);
        assertThat(run("predict", "--model", model, "--input", at("chest/images/00000006_000.png")))
                .isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out.toString()).matches("Mass\t0\\.\\d{4}\\REffusion\t0\\.\\d{4}\\R");
    }

    @Test
    void should_refuse_in_one_line_what_is_of_another_dimension() {
        String volumes = "task={kind: image, classes: [Mass], window: 16x16x16}";
        assertThat(finetune(
                        "volumes", "--set", volumes, "--set", "network={kind: nsunet-3d, base-width: 2, scales: 2}"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("slices: a 2D image, but the network takes volumes");
        assertThat(finetune("mixed", "--set", volumes, "--set", "network.kind=nsunet-3d", "--encoder", RESNET))
                .isEqualTo(2);
        assertThat(err.toString()).contains("network.kind = nsunet-3d, but the encoder is a resnet-18");
        assertThat(finetune("deep", "--set", "task.window=16x16x16")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--set task.window=16x16x16: task.window must be 1 along z for network.kind"
                        + " resnet-18: 16x16x16");
    }
}
