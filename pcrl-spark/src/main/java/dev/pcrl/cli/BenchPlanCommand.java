package dev.pcrl.cli;

import dev.pcrl.bench.ScalingPlan;
import dev.pcrl.config.PretrainConfig;
import dev.pcrl.train.Methods;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pcrl bench plan}. */
@Command(
        name = "plan",
        description = {
            "Estimate what a step costs on many GPUs from measured terms, by the model of docs/scaling.md. Nothing is"
                    + " measured.",
            "",
            "  pcrl bench plan --config conf/luna-3d.yaml --step-ms 700 --encode-ns 4 --decode-ns 5 --round-ms 3000",
            ""
        })
final class BenchPlanCommand implements Runnable {
    private static final double MILLI = 1e-3;
    private static final double MICRO = 1e-6;
    private static final double NANO = 1e-9;
    private static final double GIGABIT = 1e9 / Byte.SIZE;

    @Spec
    private CommandSpec spec;

    @Mixin
    private OptionalConfigOptions config;

    @Option(
            names = "--gpus",
            paramLabel = "N",
            split = ",",
            defaultValue = "8,16,32,64,128,256,512",
            description = "Numbers of GPUs, each a worker, at least 2, default: ${DEFAULT-VALUE}.")
    private List<Integer> gpus;

    @Option(
            names = "--step-ms",
            paramLabel = "MS",
            required = true,
            description = "In which a GPU computes its part of a minibatch: `pcrl bench step` on it.")
    private double step;

    @Option(
            names = "--network-gbit",
            paramLabel = "GBIT",
            defaultValue = "25",
            description = "Rate of the network for each GPU, Gbit/s, default: ${DEFAULT-VALUE}.")
    private double network;

    @Option(
            names = "--latency-us",
            paramLabel = "US",
            defaultValue = "50",
            description = "Of a message, microseconds, default: ${DEFAULT-VALUE}.")
    private double latency;

    @Option(
            names = "--sparsity",
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "Share of the elements of an encoded gradient that are sent, default: ${DEFAULT-VALUE}.")
    private double sparsity;

    @Option(
            names = "--encode-ns",
            paramLabel = "NS",
            required = true,
            description = "To encode an element, nanoseconds: `pcrl bench scaling`.")
    private double encode;

    @Option(
            names = "--decode-ns",
            paramLabel = "NS",
            required = true,
            description = "To add up an element of a message, nanoseconds: `pcrl bench scaling`.")
    private double decode;

    @Option(
            names = "--round-ms",
            paramLabel = "MS",
            required = true,
            description = "From a round's last step to the next one's first, without the transfer of the state.")
    private double round;

    @Option(
            names = "--driver-gbit",
            paramLabel = "GBIT",
            defaultValue = "10",
            description = "Rate of the driver's network and of the store, Gbit/s, default: ${DEFAULT-VALUE}.")
    private double driver;

    @Override
    public void run() {
        PretrainConfig settings = config.read();
        ScalingPlan plan = CheckedOptions.of(() -> new ScalingPlan(
                Methods.initial(settings).length(),
                step * MILLI,
                network * GIGABIT,
                latency * MICRO,
                sparsity,
                encode * NANO,
                decode * NANO,
                settings.training().stepsPerRound(),
                round * MILLI,
                driver * GIGABIT));
        List<ScalingPlan.Terms> terms =
                CheckedOptions.of(() -> gpus.stream().map(plan::at).toList());
        print(plan, terms, spec.commandLine().getOut());
    }

    private void print(ScalingPlan plan, List<ScalingPlan.Terms> all, PrintWriter out) {
        out.printf(
                "%,d numbers in a gradient, %,.0f bytes in an encoded one; ms of a step beyond %.0f of computing%n",
                plan.parameters(), plan.message(), step);
        out.printf(
                "%5s %9s %9s %9s %9s %9s %9s  %s%n",
                "GPUs",
                "agreement",
                "dense",
                "encoded",
                "by a root",
                "by a tree",
                "round end",
                "computing, % of a step: dense, encoded");
        for (ScalingPlan.Terms terms : all) {
            out.printf(
                    "%5d %9.1f %9.1f %9.1f %9.1f %9.1f %9.1f  %.0f, %.0f%n",
                    terms.gpus(),
                    terms.agreement() / MILLI,
                    terms.dense() / MILLI,
                    terms.encoded() / MILLI,
                    terms.root() / MILLI,
                    terms.tree() / MILLI,
                    terms.roundEnd() / MILLI,
                    100 * plan.efficiencyDense(terms),
                    100 * plan.efficiencyEncoded(terms));
        }
        out.flush();
    }
}
