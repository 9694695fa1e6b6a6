package dev.pcrl.cli;

import dev.pcrl.bench.ConvolutionBench;
import dev.pcrl.bench.ConvolutionReport;
import dev.pcrl.bench.Harness;
import dev.pcrl.bench.Protocol;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pcrl bench conv}. */
@Command(
        name = "conv",
        description = {
            "Measure how fast the network's convolutions are, each alone: what a step is held against.",
            "",
            "  pcrl bench conv --set training.batch-size=2",
            ""
        })
final class BenchConvCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OptionalConfigOptions config;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "5",
            description = "Samples of which the fastest counts, default: ${DEFAULT-VALUE}.")
    private int samples;

    @Option(
            names = "--sample-seconds",
            paramLabel = "S",
            defaultValue = "0.05",
            description = "Least time of a sample, default: ${DEFAULT-VALUE}.")
    private double sampleSeconds;

    @Option(
            names = "--warm-up-seconds",
            paramLabel = "S",
            defaultValue = "0.2",
            description = "The longest warm-up of each operation, default: ${DEFAULT-VALUE}.")
    private double warmUpSeconds;

    @Override
    public void run() {
        PrintWriter err = spec.commandLine().getErr();
        Protocol protocol = CheckedOptions.of(() -> new Protocol(1, samples, sampleSeconds, warmUpSeconds));
        ConvolutionReport report = new ConvolutionBench(new Harness(protocol), config.read(), err::println).run();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(report.json());
        } else {
            print(report, out);
        }
        out.flush();
    }

    private static void print(ConvolutionReport report, PrintWriter out) {
        out.printf(
                "%-26s %18s %18s %18s %10s %18s%n",
                "images, size, channels", "forward s, GFLOP/s", "backward s", "of the input s", "layer s", "best s");
        for (ConvolutionReport.Row row : report.convolutions()) {
            out.printf(
                    "%-26s %10.5f %7.0f %10.5f %7.0f %10.5f %7.0f %10.5f %10.5f %7.0f%n",
                    row.shape(),
                    row.forwardSeconds(),
                    row.forwardRate(),
                    row.backwardSeconds(),
                    row.backwardRate(),
                    row.inputGradientSeconds(),
                    row.inputGradientRate(),
                    row.layerSeconds(),
                    row.bestSeconds(),
                    row.bestRate());
        }
        out.printf(
                "%n%-8s %14s %8s %10s %9s %10s%n", "scale", "convolutions", "GFLOP", "seconds", "GFLOP/s", "layers s");
        for (ConvolutionReport.Sum sum : report.steps()) {
            out.printf(
                    "%-8d %14d %8.1f %10.3f %9.0f %10.3f%n",
                    sum.scale(),
                    sum.convolutions(),
                    sum.gigaOperations(),
                    sum.seconds(),
                    sum.rate(),
                    sum.layerSeconds());
        }
    }
}
