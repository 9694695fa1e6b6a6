package dev.pcrl.cli;

import dev.pcrl.cluster.ClusterSettings;
import dev.pcrl.cluster.LoopbackCluster;
import dev.pcrl.cluster.RunningCluster;
import dev.pcrl.job.JobJar;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pcrl cluster start}. */
@Command(
        name = "start",
        description = {
            "Start a Spark standalone cluster on 127.0.0.1: a Master and Workers, each a process of its own.",
            "",
            "Returns when all Workers are ready, and says how to submit to it. The directory holds the cluster's"
                    + " spark-submit (spark/bin), its logs, and the executors' output (work). Whoever may log in on this"
                    + " machine may submit, too, unless jobs must know a secret (which is among this command's"
                    + " arguments, so that others see it while it starts the cluster):",
            "",
            "  pcrl cluster start /tmp/cluster --workers 2",
            "  pcrl cluster start /tmp/cluster --conf spark.authenticate=true --conf spark.authenticate.secret=...",
            ""
        })
final class ClusterStartCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Directory for all that belongs to the cluster; made if need be.")
    private Path directory;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "2",
            description = "Workers, each with one executor a job. Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Option(
            names = "--cores",
            paramLabel = "C",
            defaultValue = "1",
            description = "Cores of each Worker: as many threads compute in its executor. Default: ${DEFAULT-VALUE}.")
    private int cores;

    @Option(
            names = "--memory",
            paramLabel = "M",
            defaultValue = "1g",
            description = "Java heap of each executor; the network's arrays may take as much again. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String memory;

    @Option(
            names = "--conf",
            paramLabel = "KEY=VALUE",
            description = "A setting of Spark for Master, Workers and all jobs that the cluster's spark-submit gives"
                    + " it.")
    private final Map<String, String> conf = new LinkedHashMap<>();

    @Override
    public void run() {
        ClusterSettings settings = CheckedOptions.of(() -> ClusterSettings.of(workers, cores, memory, conf));
        RunningCluster cluster = LoopbackCluster.start(directory, settings);
        PrintWriter out = spec.commandLine().getOut();
        out.println("master  " + cluster.master());
        out.println("web UI  " + cluster.webUi());
        String jar = JobJar.find().map(Path::toString).orElse("pcrl-job.jar");
        out.println("submit  " + cluster.sparkSubmit() + " --class dev.pcrl.cli.Main " + jar + " pretrain ...");
    }
}
