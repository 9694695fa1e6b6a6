package dev.pcrl.bench;

import dev.pcrl.job.Json;
import dev.pcrl.job.Versions;
import java.util.List;

/**
 * Measurements of one run. {@code tools/bench_io_peers.py} prints the same of other programs.
 *
 * @param program what was measured, with its version
 * @param runtime what it ran on
 * @param measurements in the order in which they were made
 */
public record BenchReport(String program, String runtime, List<Measurement.Summary> measurements) {
    public BenchReport {
        measurements = List.copyOf(measurements);
    }

    /** The report of what this program was measured at. */
    public static BenchReport of(List<Measurement> measurements) {
        return new BenchReport(
                "pcrl " + Versions.pcrl(),
                "Java " + Runtime.version(),
                measurements.stream().map(Measurement::summary).toList());
    }

    /** As a JSON object, keys in kebab case. */
    public String json() {
        return Json.pretty(this);
    }
}
