package dev.pcrl.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts processes that outlive this one once they are kept. Until then they end with this object, or with this process
 * if that is told to.
 */
final class Daemons implements AutoCloseable {
    private final ClusterDirectory directory;
    private final SparkHome home;
    private final Map<String, String> environment;
    private final Thread endsWithThis = new Thread(this::endAll);
    private final List<ProcessHandle> started = new ArrayList<>();
    private ClusterRecord record = ClusterRecord.EMPTY;
    private boolean ended;

    /** @param environment added to this process's own, less what other Sparks are told there */
    Daemons(ClusterDirectory directory, SparkHome home, Map<String, String> environment) {
        this.directory = directory;
        this.home = home;
        this.environment = Map.copyOf(environment);
        Runtime.getRuntime().addShutdownHook(endsWithThis);
    }

    /** Starts a class of Spark, with a log of its own, and records the process. */
    synchronized Daemon start(String name, String type, List<String> arguments) throws IOException {
        if (ended) {
            throw new IllegalStateException("the cluster is being ended");
        }
        Path log = directory.log(name);
        Files.createDirectories(log.getParent());
        List<String> command =
                new ArrayList<>(List.of(home.script("spark-class").toString(), type));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SPARK_"));
        builder.environment().putAll(environment);
        ProcessHandle process = builder.start().toHandle();
        started.add(process);
        record = record.with(ClusterProcess.of(name, process));
        directory.write(record);
        return new Daemon(name, process, new DaemonLog(log));
    }

    /** Lets the processes live. */
    synchronized void keep() {
        started.clear();
    }

    @Override
    public void close() {
        endAll();
        try {
            Runtime.getRuntime().removeShutdownHook(endsWithThis);
        } catch (IllegalStateException e) {
            // this process is ending, and the hook runs
        }
    }

    private synchronized void endAll() {
        ended = true;
        Processes.end(started);
        started.clear();
    }
}
