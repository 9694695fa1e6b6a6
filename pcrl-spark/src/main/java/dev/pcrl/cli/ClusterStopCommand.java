package dev.pcrl.cli;

import dev.pcrl.cluster.LoopbackCluster;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pcrl cluster stop}. */
@Command(
        name = "stop",
        description = {
            "Stop a cluster of `pcrl cluster start`, and the jobs that run on it.",
            "",
            "Its directory stays, with the logs; the cluster can be started again there.",
            ""
        })
final class ClusterStopCommand implements Runnable {
    @Parameters(paramLabel = "DIR", description = "The directory that the cluster was started in.")
    private Path directory;

    @Override
    public void run() {
        LoopbackCluster.stop(directory);
    }
}
