package dev.pcrl.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pcrl bench}. */
@Command(
        name = "bench",
        description = {"Measure how fast this machine is at a part of the work.", ""},
        subcommands = {
            BenchIoCommand.class,
            BenchViewsCommand.class,
            BenchStepCommand.class,
            BenchConvCommand.class,
            BenchScalingCommand.class,
            BenchPlanCommand.class
        })
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "name what to measure: io, views, step, conv, scaling or plan");
    }
}
