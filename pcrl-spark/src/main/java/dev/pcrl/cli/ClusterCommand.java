package dev.pcrl.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pcrl cluster}. */
@Command(
        name = "cluster",
        description = {"Start or stop a Spark cluster on this machine, to see distributed training work.", ""},
        subcommands = {ClusterStartCommand.class, ClusterStopCommand.class})
final class ClusterCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: start or stop");
    }
}
