package dev.pcrl.cli;

import java.util.Optional;
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
            description = "Share of a window that the next one covers, too; 0 is fastest. Default: the model's"
                    + " task.overlap.")
    private Optional<Double> overlap;

    /** The option's value; without one the model's own counts. */
    Optional<Double> value() {
        overlap.filter(share -> !(share >= 0 && share < 1)).ifPresent(share -> {
            throw new ParameterException(spec.commandLine(), "--overlap must be in [0, 1): " + share);
        });
        return overlap;
    }
}
