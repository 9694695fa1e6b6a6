package dev.pcrl.cluster;

import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Spark standalone cluster of one Master and some Workers, each a process of its own that listens on 127.0.0.1 alone,
 * on ports that the system chooses. It outlives the process that started it.
 */
public final class LoopbackCluster {
    private static final String HOST = "127.0.0.1";
    private static final String MASTER = "master";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private LoopbackCluster() {}

    /**
     * Starts a cluster and waits until all Workers are registered with the Master.
     *
     * @param path directory for all that belongs to it: new, empty, or that of a cluster that was stopped
     * @throws UsageException if the cluster runs already, or the directory holds something else
     * @throws UnavailableException if a process ends or is not ready within two minutes; none is left then
     */
    public static RunningCluster start(Path path, ClusterSettings settings) {
        try {
            ClusterDirectory directory = ClusterDirectory.make(path);
            try (FileChannel lock = directory.lock()) {
                if (!running(directory).isEmpty()) {
                    throw new UsageException(
                            path + ": the cluster runs already: `pcrl cluster stop " + path + "` ends it");
                }
                return start(directory, settings);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunningCluster start(ClusterDirectory directory, ClusterSettings settings) throws IOException {
        SparkHome home = SparkHome.make(directory.spark());
        home.configure(settings, Optional.empty());
        try (Daemons daemons = new Daemons(directory, home, environment(settings))) {
            Deadline deadline = Deadline.in(LIMIT);
            Daemon master = startMaster(daemons);
            await(deadline, List.of(master), () -> master.log().webUi().isPresent() ? List.of() : List.of(master));
            RunningCluster cluster = new RunningCluster(
                    master.log().masterUrl().orElseThrow(),
                    master.log().webUi().orElseThrow(),
                    home.script("spark-submit"));
            home.configure(settings, Optional.of(cluster.master()));
            List<Daemon> workers = startWorkers(daemons, settings, cluster.master(), directory.work());
            MasterPage page = new MasterPage(cluster.webUi());
            await(
                    deadline,
                    Stream.concat(Stream.of(master), workers.stream()).toList(),
                    () -> unregistered(workers, page));
            daemons.keep();
            return cluster;
        }
    }

    /**
     * Ends a cluster: jobs that run on it, which are told so, then its executors, Workers and Master. Nothing is done
     * where it does not run.
     *
     * @throws UsageException if the directory is not that of a cluster
     */
    public static void stop(Path path) {
        try {
            ClusterDirectory directory = ClusterDirectory.find(path);
            try (FileChannel lock = directory.lock()) {
                endApplications(directory);
                Processes.end(running(directory));
                directory.write(ClusterRecord.EMPTY);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Executors of the jobs that run on a cluster. */
    public static List<ProcessHandle> executors(Path path) {
        return Processes.executors(ClusterDirectory.find(path).work());
    }

    private static List<ProcessHandle> running(ClusterDirectory directory) throws IOException {
        return Stream.concat(directory.read().running().stream(), Processes.executors(directory.work()).stream())
                .toList();
    }

    private static Map<String, String> environment(ClusterSettings settings) {
        return Map.of(
                "OMP_NUM_THREADS", Integer.toString(settings.cores()), // executors share the machine
                "PCRL_LOG", "info",
                "SPARK_DAEMON_MEMORY", "512m");
    }

    private static Daemon startMaster(Daemons daemons) throws IOException {
        return daemons.start(
                MASTER,
                "org.apache.spark.deploy.master.Master",
                List.of("--host", HOST, "--port", "0", "--webui-port", "0"));
    }

    private static List<Daemon> startWorkers(Daemons daemons, ClusterSettings settings, String master, Path work)
            throws IOException {
        List<Daemon> workers = new ArrayList<>();
        for (int i = 1; i <= settings.workers(); i++) {
            String name = "worker-" + i;
            workers.add(daemons.start(
                    name,
                    "org.apache.spark.deploy.worker.Worker",
                    List.of(
                            "--host",
                            HOST,
                            "--port",
                            "0",
                            "--webui-port",
                            "0",
                            "--cores",
                            Integer.toString(settings.cores()),
                            "--memory",
                            settings.memory() + "M",
                            "--work-dir",
                            work.resolve(name).toString(),
                            master)));
        }
        return workers;
    }

    private static List<Daemon> unregistered(List<Daemon> workers, MasterPage page) {
        Set<String> registered;
        try {
            registered = page.workers();
        } catch (IOException e) { // too busy to answer
            return workers;
        }
        return workers.stream()
                .filter(worker ->
                        worker.log().webUi().filter(registered::contains).isEmpty())
                .toList();
    }

    /** Waits until nothing is missing. */
    private static void await(Deadline deadline, List<Daemon> daemons, Missing missing) {
        boolean ready = deadline.reached(() -> {
            daemons.forEach(Daemon::mustRun);
            return missing.now().isEmpty();
        });
        if (!ready) {
            String names = missing.now().stream().map(Daemon::toString).collect(Collectors.joining(", "));
            throw new UnavailableException(
                    "the cluster is not ready after " + LIMIT.toSeconds() + " s: there is no " + names, null);
        }
    }

    /** The daemons that are not ready. */
    private interface Missing {
        List<Daemon> now();
    }

    /** A driver that only loses its Master waits for it for ever. */
    private static void endApplications(ClusterDirectory directory) throws IOException {
        Optional<String> webUi =
                directory.read().isRunning(MASTER) ? new DaemonLog(directory.log(MASTER)).webUi() : Optional.empty();
        if (webUi.isEmpty()) {
            return;
        }
        MasterPage page = new MasterPage(webUi.get());
        try {
            for (String application : page.applications()) {
                page.kill(application);
            }
        } catch (IOException e) {
            // A Master that does not answer is ended like one that does.
        }
    }
}
