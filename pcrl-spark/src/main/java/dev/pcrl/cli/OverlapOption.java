package dev.pcrl.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How far the windows of a segmentation overlap. */
final class OverlapOption {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--overlap",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "Share of a window that the next one covers, too; 0 is fastest. Default: ${DEFAULT-VALUE}")
    private double overlap;

    double value() {
        if (!(overlap >= 0 && overlap < 1)) {
            throw new ParameterException(spec.commandLine(), "--overlap must be in [0, 1): " + overlap);
        }
        return overlap;
    }
}
