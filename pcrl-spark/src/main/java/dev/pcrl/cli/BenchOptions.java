package dev.pcrl.cli;

import dev.pcrl.bench.BenchReport;
import dev.pcrl.bench.Harness;
import dev.pcrl.bench.Measurement;
import dev.pcrl.bench.Protocol;
import dev.pcrl.view.Size;
import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that all measurements have in common. */
final class BenchOptions {
    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads that work at once, default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "11",
            description = "Samples that median and quartiles are from, default: ${DEFAULT-VALUE}.")
    private int samples;

    @Option(
            names = "--sample-seconds",
            paramLabel = "S",
            defaultValue = "0.5",
            description = "Least time of a sample, default: ${DEFAULT-VALUE}.")
    private double sampleSeconds;

    @Option(
            names = "--warm-up-seconds",
            paramLabel = "S",
            defaultValue = "60",
            description = "The longest warm-up, which ends before once nothing gets faster, default: ${DEFAULT-VALUE}.")
    private double warmUpSeconds;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            defaultValue = ".*",
            description = "Measure only what has such a name.")
    private Pattern only;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "512x512x300",
            converter = SizeConverter.class,
            description = "Voxels of the CT, a phantom, default: ${DEFAULT-VALUE}.")
    private Size size;

    Harness harness() {
        return new Harness(CheckedOptions.of(() -> new Protocol(threads, samples, sampleSeconds, warmUpSeconds)));
    }

    int threads() {
        return threads;
    }

    Pattern only() {
        return only;
    }

    Size size() {
        return size;
    }

    void print(List<Measurement> measurements, PrintWriter out) {
        BenchReport report = BenchReport.of(measurements);
        if (json) {
            out.print(report.json());
            out.flush();
            return;
        }
        out.printf("%-12s %12s  %s%n", "", "a second", "seconds for one: median (quartiles)");
        for (Measurement.Summary one : report.measurements()) {
            out.printf(
                    "%-12s %12.3g  %.3g (%.3g to %.3g) %s%n",
                    one.name(), one.perSecond(), one.median(), one.lowerQuartile(), one.upperQuartile(), one.unit());
        }
    }

    /** Reads sizes such as 512x512x300. */
    static final class SizeConverter implements picocli.CommandLine.ITypeConverter<Size> {
        @Override
        public Size convert(String text) {
            try {
                return Size.parse(text);
            } catch (IllegalArgumentException e) {
                throw new picocli.CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }
}
