package dev.pcrl.cli;

import dev.pcrl.bench.IoBench;
import dev.pcrl.bench.ScalingBench;
import dev.pcrl.bench.ScalingProtocol;
import dev.pcrl.bench.ScalingReport;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.store.Store;
import dev.pcrl.view.Size;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pcrl bench scaling}. */
@Command(
        name = "scaling",
        description = {
            "Measure what it costs to train with several workers, and how the loss goes for each way to share"
                    + " gradients.",
            "",
            "  pcrl bench scaling --config conf/demo.yaml --workers 1,2,4",
            ""
        })
final class BenchScalingCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private OptionalConfigOptions config;

    @Mixin
    private SparkOptions spark;

    @Option(
            names = "--workers",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,4",
            description = "Numbers of workers, default: ${DEFAULT-VALUE}. Spark needs as many slots.")
    private List<Integer> workers;

    @Option(
            names = "--bundles-per-worker",
            paramLabel = "N",
            defaultValue = "2",
            description = "Bundles of a minibatch for each worker, default: ${DEFAULT-VALUE}.")
    private int bundlesPerWorker;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "20",
            description = "Steps of which the cost is the mean, default: ${DEFAULT-VALUE}.")
    private int steps;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "5",
            description = "Steps before them, default: ${DEFAULT-VALUE}.")
    private int warmUp;

    @Option(
            names = "--curve-steps",
            paramLabel = "N",
            defaultValue = "200",
            description = "Steps of each training run that shows the loss; 0: none; default: ${DEFAULT-VALUE}.")
    private int curveSteps;

    @Option(
            names = "--directory",
            paramLabel = "URI",
            description =
                    "Where view bundles are put meanwhile, for executors on other machines; default: a local one.")
    private String directory;

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
    public Integer call() throws IOException {
        PretrainConfig settings = config.read();
        ScalingProtocol protocol = CheckedOptions.of(() -> new ScalingProtocol(
                workers, bundlesPerWorker, warmUp, steps, curveSteps, Math.max(50, warmUp + steps + 1)));
        Path place = directory == null
                ? new Path(Files.createTempDirectory("pcrl-bench-").toUri())
                : new Path(Store.path(directory), "pcrl-bench-scaling");
        PrintWriter err = spec.commandLine().getErr();
        try (SparkSession session = spark.startForRounds("bench scaling", "local[" + slots() + "]")) {
            Store store = new Store(session.sparkContext().hadoopConfiguration());
            try {
                print(new ScalingBench(session, settings, protocol, place, err::println).run(IoBench.ct(size)));
            } finally {
                store.delete(place);
            }
        }
        return 0;
    }

    private int slots() {
        return workers.stream().mapToInt(Integer::intValue).max().orElse(1);
    }

    private void print(ScalingReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(report.json());
        } else {
            costs(report, out);
            curves(report, out);
            out.printf(
                    "%n%s, %,d numbers in a gradient, %d processors, load average %.2f%n",
                    report.master(),
                    report.parameters(),
                    report.surroundings().processors(),
                    report.surroundings().loadAverage());
        }
        out.flush();
    }

    private static void costs(ScalingReport report, PrintWriter out) {
        out.printf(
                "%7s %-9s %6s  %-28s %8s %6s %6s %7s %9s %11s %9s%n",
                "workers",
                "gradients",
                "batch",
                "ms a step: median (quartiles)",
                "compute",
                "data",
                "wait",
                "encode",
                "transfer",
                "bytes sent",
                "round end");
        for (ScalingReport.StepCost cost : report.costs()) {
            out.printf(
                    "%7d %-9s %6d  %9.1f (%6.1f to %7.1f) %8.1f %6.1f %6.1f %7.1f %9.1f %,11.0f %9.1f%n",
                    cost.workers(),
                    cost.gradients(),
                    cost.batchSize(),
                    1e3 * cost.seconds().median(),
                    1e3 * cost.seconds().lower(),
                    1e3 * cost.seconds().upper(),
                    1e3 * cost.computeSeconds(),
                    1e3 * cost.dataSeconds(),
                    1e3 * cost.waitSeconds(),
                    1e3 * cost.encodeSeconds(),
                    1e3 * cost.transferSeconds(),
                    cost.bytes(),
                    1e3 * cost.resynchroniseSeconds());
        }
    }

    private static void curves(ScalingReport report, PrintWriter out) {
        if (report.curves().isEmpty()) {
            return;
        }
        out.printf(
                "%n%7s %-9s %9s  %-40s %-40s %11s %14s%n",
                "workers",
                "gradients",
                "threshold",
                "mean loss of each fifth of the run",
                "the same of the restoration loss",
                "bytes sent",
                "between rounds");
        for (ScalingReport.Curve curve : report.curves()) {
            out.printf(
                    "%7d %-9s %9.2g  %-40s %-40s %,11.0f %14.1f %s%n",
                    curve.workers(),
                    curve.gradients(),
                    curve.threshold(),
                    row(curve.losses()),
                    row(curve.restorations()),
                    curve.bytes(),
                    1e3 * curve.betweenRoundsSeconds(),
                    curve.end());
        }
    }

    private static String row(List<Double> losses) {
        return losses.stream()
                .map(loss -> String.format(Locale.ROOT, "%7.4f", loss))
                .collect(Collectors.joining(" "));
    }
}
