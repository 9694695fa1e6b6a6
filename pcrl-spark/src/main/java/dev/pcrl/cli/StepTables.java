package dev.pcrl.cli;

import dev.pcrl.bench.StepReport;
import java.io.PrintWriter;
import java.util.List;

/** Prints what {@code pcrl bench step} measured. */
final class StepTables {
    private static final double MEBIBYTE = 1 << 20;

    private final PrintWriter out;

    StepTables(PrintWriter out) {
        this.out = out;
    }

    void print(StepReport report) {
        printTimes(report.scales());
        printShares(report.scales());
        out.printf(
                "%nbatch size %d, %d processors, load average %.2f; at most %.0f MiB resident, the Java heap %.0f MiB of it%n",
                report.batchSize(),
                report.surroundings().processors(),
                report.surroundings().loadAverage(),
                report.peakResidentBytes() / MEBIBYTE,
                report.heapBytes() / MEBIBYTE);
    }

    private void printTimes(List<StepReport.Row> rows) {
        out.printf(
                "%-8s %5s  %-35s %8s %8s %8s %8s %12s %10s%n",
                "scale",
                "steps",
                "seconds: median (quartiles), mean",
                "views/s",
                "GFLOP",
                "GFLOP/s",
                "conv. s",
                "times conv.",
                "fresh MiB");
        for (StepReport.Row row : rows) {
            out.printf(
                    "%-8s %5d  %7.3f (%7.3f to %7.3f) %8.3f %8.2f %8.1f %8.0f %8s %12s %10.1f%n",
                    row.scale(),
                    row.steps(),
                    row.seconds().median(),
                    row.seconds().lower(),
                    row.seconds().upper(),
                    row.meanSeconds(),
                    row.viewsPerSecond(),
                    row.gigaOperations(),
                    row.rate(),
                    number("%.3f", row.convolutionSeconds()),
                    number("%.2f", row.timesConvolutions()),
                    row.freshBytes() / MEBIBYTE);
        }
    }

    private static String number(String format, Double number) {
        return number == null ? "-" : String.format(format, number);
    }

    private void printShares(List<StepReport.Row> rows) {
        out.printf("%n%-28s", "% of the time at scale");
        rows.forEach(row -> out.printf(" %8s", row.scale()));
        out.println();
        for (String part : rows.get(0).shares().keySet()) {
            out.printf("%-28s", part);
            rows.forEach(row -> out.printf(" %8.1f", 100 * row.shares().get(part)));
            out.println();
        }
    }
}
