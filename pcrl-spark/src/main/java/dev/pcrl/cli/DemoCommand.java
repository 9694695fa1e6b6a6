package dev.pcrl.cli;

import dev.pcrl.config.ConfigReader;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.job.Termination;
import dev.pcrl.job.ViewsJob;
import dev.pcrl.sample.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pcrl demo}. */
@Command(
        name = "demo",
        description = {
            "See all of it work: samples, views, pre-training, report.",
            "",
            "Real CT and MR volumes (`pcrl samples`) to view bundles to a small trained encoder, in some ten minutes on"
                    + " two cores. Then open DIR/run/report.html.",
            ""
        })
final class DemoCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "pcrl-demo",
            description = "Where all of it goes. Default: ${DEFAULT-VALUE}")
    private Path directory;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of conf/demo.yaml, such as training.epochs=2. Repeatable.")
    private List<String> overrides = List.of();

    @Mixin
    private SparkOptions spark;

    private final Termination termination;

    /** @param termination is told that training can end in good order */
    DemoCommand(Termination termination) {
        this.termination = termination;
    }

    private static String demoYaml() {
        try (InputStream in = DemoCommand.class.getResourceAsStream("/conf/demo.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void run() {
        PrintWriter err = spec.commandLine().getErr();
        PretrainConfig config = ConfigReader.parse("conf/demo.yaml", demoYaml(), overrides);
        Path samples = directory.resolve("samples");
        String views = directory.resolve("views").toString();
        String run = directory.resolve("run").toString();
        err.println("1/3 samples: real volumes from public packages, in " + samples);
        Samples.obtain(samples, err);
        try (SparkSession session = spark.startForRounds("demo")) {
            err.println("2/3 views: view bundles of the volumes, in " + views);
            new ViewsJob(session, config, err::println).run(List.of(samples.toString()), views);
            err.println("3/3 pretrain: the network learns from them, in " + run);
            PretrainCommand.pretrain(session, config, views, run, false, termination, err);
        }
        err.println("now open " + run + "/report.html");
    }
}
