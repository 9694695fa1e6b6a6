package dev.pcrl.cli;

import dev.pcrl.bench.ConvolutionBench;
import dev.pcrl.bench.Harness;
import dev.pcrl.bench.IoBench;
import dev.pcrl.bench.Protocol;
import dev.pcrl.bench.StepBench;
import dev.pcrl.bench.StepProtocol;
import dev.pcrl.bench.StepReport;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.job.SparkSessions;
import dev.pcrl.view.Size;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pcrl bench step}. */
@Command(
        name = "step",
        description = {
            "Measure how long a training step takes, and on what.",
            "",
            "  pcrl bench step --set training.batch-size=2 --scale uniform --json",
            ""
        })
final class BenchStepCommand implements Runnable {
    private static final String UNIFORM = "uniform";
    private static final Protocol CONVOLUTIONS = new Protocol(1, 5, 0.05, 0.2); // as bench conv does by default

    @Spec
    private CommandSpec spec;

    @Mixin
    private OptionalConfigOptions config;

    @Option(
            names = "--scale",
            paramLabel = "N",
            defaultValue = UNIFORM,
            description =
                    "Scale to measure, 1 = coarsest, or uniform: each that the method draws, and all as a run draws them;"
                            + " default: ${DEFAULT-VALUE}.")
    private String scale;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "11",
            description = "Steps at each scale, default: ${DEFAULT-VALUE}.")
    private int steps;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "3",
            description = "Steps at each scale before them, default: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(
            names = "--without-convolutions",
            description = "Do not measure what the convolutions take alone (pcrl bench conv).")
    private boolean withoutConvolutions;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "192x192x128",
            converter = BenchOptions.SizeConverter.class,
            description = "Voxels of the CT that views are cut from, a phantom, default: ${DEFAULT-VALUE}.")
    private Size size;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    @Override
    public void run() {
        PretrainConfig settings = config.read();
        StepProtocol protocol = CheckedOptions.of(() -> new StepProtocol(warmUp, steps));
        PrintWriter err = spec.commandLine().getErr();
        Optional<ConvolutionBench> alone = withoutConvolutions
                ? Optional.empty()
                : Optional.of(new ConvolutionBench(new Harness(CONVOLUTIONS), settings, err::println));
        StepBench bench = new StepBench(settings, protocol, scales(settings), alone, err::println);
        try (SparkSession spark = SparkSessions.start("bench", Optional.of("local[1]"))) {
            StepReport report = bench.run(spark, IoBench.ct(size));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.print(report.json());
            } else {
                new StepTables(out).print(report);
            }
            out.flush();
        }
    }

    private List<Integer> scales(PretrainConfig settings) {
        List<Integer> all = settings.objective().scales();
        if (scale.equals(UNIFORM)) {
            return all;
        }
        return all.stream()
                .filter(one -> scale.equals(one.toString()))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--scale must be uniform or of those that " + settings.method() + " draws, " + all + ": "
                                + scale));
    }
}
