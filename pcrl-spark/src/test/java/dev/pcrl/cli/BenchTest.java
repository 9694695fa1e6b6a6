package dev.pcrl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchTest {
    private static final List<String> BRIEFLY =
            List.of("--samples", "3", "--sample-seconds", "0", "--warm-up-seconds", "0");

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void should_keep_the_files_and_read_them_again() throws Exception {
        Path keep = directory.resolve("ct");

        assertThat(run("io", "--size", "24x20x6", "--keep", keep.toString())).isZero();
        assertThat(run("io", "--keep", keep.toString())).isZero(); // of the size that is there

        assertThat(keep.resolve("ct.nii.gz")).exists();
        assertThat(keep.resolve("ct.raw")).hasSize(2 * 24 * 20 * 6);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(keep);
        }
        assertThat(out.toString()).contains("nifti-gzip", "metaimage", "dicom");
    }

    @Test
    void should_tell_views_in_json() throws Exception {
        Path config = config();

        assertThat(run("views", "--config", config.toString(), "--size", "48x48x32", "--json"))
                .as(err.toString())
                .isZero();

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.get("measurements").findValuesAsText("name"))
                .containsExactly("cut", "stored", "loaded", "augmented", "assembled");
        assertThat(report.get("measurements").get(0).get("per-second").asDouble())
                .isPositive();
    }

    @Test
    void should_ask_what_to_measure() {
        assertThat(Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), "bench"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("io", "views", "step", "conv", "scaling", "plan");
    }

    @Test
    void should_tell_where_the_time_of_steps_goes() throws Exception {
        assertThat(step("--json", "--without-convolutions")).as(err.toString()).isZero();

        JsonNode report = new ObjectMapper().readTree(out.toString());
        JsonNode scales = report.get("scales");
        assertThat(scales.findValuesAsText("scale")).containsExactly("1", "2", "uniform");
        assertThat(scales.findValuesAsText("steps")).containsExactly("3", "3", "6");
        for (JsonNode scale : scales) {
            double sum = 0;
            for (JsonNode share : scale.get("shares")) {
                assertThat(share.asDouble()).isBetween(0.0, 1.0);
                sum += share.asDouble();
            }
            assertThat(sum).isCloseTo(1, within(1e-9));
            assertThat(scale.get("shares").get("convolution, backward").asDouble())
                    .isPositive();
        }
        double mean = (scales.get(0).get("giga-operations").asDouble()
                        + scales.get(1).get("giga-operations").asDouble())
                / 2;
        assertThat(scales.get(2).get("giga-operations").asDouble()).isCloseTo(mean, within(1e-12));
    }

    @Test
    void should_print_a_table_of_one_scale() throws Exception {
        assertThat(step("--scale", "2", "--without-convolutions"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).contains("batch norm and activation").doesNotContain("uniform");
    }

    @ParameterizedTest
    @CsvSource({
        "--scale, 3, '--scale must be uniform or of those that pcrlv2 draws, [1, 2]: 3'",
        "--scale, all, '--scale must be uniform or of those that pcrlv2 draws, [1, 2]: all'",
        "--steps, 2, --steps must be at least 3: 2",
        "--warm-up, 0, --warm-up must be at least 1: 0",
        "--set, method=cross-scale, method: a step of cross-scale is at several scales"
    })
    void should_refuse_what_cannot_be_measured(String option, String value, String reason) throws Exception {
        assertThat(step(option, value)).isEqualTo(2);

        assertThat(err.toString()).contains(reason);
    }

    @Test
    void should_refuse_too_few_samples() {
        assertThat(bench("conv", "--samples", "1")).isEqualTo(2);
        assertThat(bench("io", "--samples", "2")).isEqualTo(2);

        assertThat(err.toString()).contains("--samples must be at least 3: 1", "--samples must be at least 3: 2");
    }

    @Test
    void should_sum_up_the_convolutions_of_a_step() throws Exception {
        assertThat(run("conv", "--config", config().toString(), "--json"))
                .as(err.toString())
                .isZero();

        JsonNode report = new ObjectMapper().readTree(out.toString());
        for (JsonNode step : report.get("steps")) {
            int scale = step.get("scale").asInt();
            double seconds = 0;
            int count = 0;
            for (JsonNode convolution : report.get("convolutions")) {
                int inStep = convolution.get("in-step").get(scale - 1).asInt();
                seconds += inStep * convolution.get("best-seconds").asDouble();
                count += inStep;
            }
            assertThat(step.get("seconds").asDouble()).isCloseTo(seconds, within(1e-9));
            assertThat(step.get("convolutions").asInt()).isEqualTo(count);
        }
    }

    @Test
    void should_tell_what_workers_cost_and_how_the_loss_goes() throws Exception {
        assertThat(scaling("training.learning-rate=1e-2")).as(err.toString()).isZero();

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.get("costs").findValuesAsText("gradients"))
                .containsExactly("alone", "dense", "adaptive", "fixed");
        assertThat(report.get("costs").findValuesAsText("workers")).containsExactly("1", "2", "2", "2");
        long parameters = report.get("parameters").asLong();
        JsonNode alone = report.get("costs").get(0);
        JsonNode dense = report.get("costs").get(1);
        assertThat(alone.get("bytes").asDouble()).isZero();
        assertThat(dense.get("bytes").asDouble()).isBetween(4.0 * parameters, 4.0 * parameters + 8);
        for (JsonNode cost : report.get("costs")) {
            double parts = Stream.of("compute", "data", "wait", "encode", "transfer")
                    .mapToDouble(part -> cost.get(part + "-seconds").asDouble())
                    .sum();
            assertThat(cost.get("compute-seconds").asDouble()).isPositive();
            assertThat(parts).isGreaterThan(cost.get("seconds").get("lower").asDouble());
        }
        assertThat(report.get("curves")).hasSize(4).allSatisfy(curve -> {
            assertThat(curve.get("losses")).hasSize(5);
            assertThat(curve.get("end").asText()).isEmpty();
        });
    }

    @Test
    void should_not_tell_costs_of_what_does_not_train() throws Exception {
        assertThat(scaling("training.learning-rate=1e30")).isEqualTo(2);

        assertThat(err.toString()).contains("pcrl: the loss of step 1 ");
    }

    private int scaling(String override) throws IOException {
        return bench(
                "scaling",
                "--config",
                config().toString(),
                "--set",
                override,
                "--workers=1,2",
                "--size=48x48x32",
                "--steps=4",
                "--warm-up=1",
                "--curve-steps=5",
                "--json");
    }

    @Test
    void should_plan_for_many_gpus() throws Exception {
        assertThat(plan("8,512", "100")).as(err.toString()).isZero();

        assertThat(out.toString().lines().filter(line -> line.matches(" +(8|512) .*")))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"1, 100, --gpus must be at least 2: 1", "8, 0, --step-ms must be greater than 0: 0"})
    void should_refuse_what_cannot_be_planned(String gpus, String step, String reason) throws Exception {
        assertThat(plan(gpus, step)).isEqualTo(2);

        assertThat(err.toString()).contains(reason);
    }

    private int plan(String gpus, String step) throws IOException {
        return bench(
                "plan",
                "--config",
                config().toString(),
                "--gpus=" + gpus,
                "--step-ms=" + step,
                "--encode-ns=1",
                "--decode-ns=1",
                "--round-ms=1000");
    }

    private Path config() throws IOException {
        Path config = directory.resolve("c.yaml");
        Files.writeString(config, """
                views:
                  global-size: 16x16x8
                  local-size: 8x8x8
                  global-crops: [16x16x8, 24x24x16]
                  local-crops: [4x4x4, 8x8x8]
                  local-views: 2
                shards: {bundles-per-shard: 3}
                network: {base-width: 2, scales: 2, width-cap: 8}
                training: {batch-size: 4}
                """);
        return config;
    }

    private int step(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("step", "--config", config().toString(), "--size", "48x48x32"));
        Map<String, String> briefly = new TreeMap<>(Map.of("--steps", "3", "--warm-up", "1"));
        briefly.keySet().removeAll(List.of(arguments));
        briefly.forEach((option, value) -> all.addAll(List.of(option, value)));
        all.addAll(List.of(arguments));
        return bench(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return bench(
                Stream.of(List.of(arguments), BRIEFLY).flatMap(List::stream).toArray(String[]::new));
    }

    private int bench(String... arguments) {
        List<String> all = Stream.of(List.of("bench"), List.of(arguments))
                .flatMap(List::stream)
                .toList();
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }
}
