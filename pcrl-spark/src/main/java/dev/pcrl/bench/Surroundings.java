package dev.pcrl.bench;

import dev.pcrl.job.Versions;
import java.lang.management.ManagementFactory;

/**
 * What a measurement ran on.
 *
 * @param program what was measured, with its version
 * @param runtime what it ran on
 * @param processors that the process may use
 * @param loadAverage processes that wanted one of them in the minute before; negative where that is not known
 */
public record Surroundings(String program, String runtime, int processors, double loadAverage) {
    static Surroundings now() {
        return new Surroundings(
                "pcrl " + Versions.pcrl(),
                "Java " + Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
