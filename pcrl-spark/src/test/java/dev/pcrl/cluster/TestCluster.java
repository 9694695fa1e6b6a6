package dev.pcrl.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A cluster for tests, started and stopped by {@code bin/pcrl cluster} and gone when it is closed. Needs the job jar:
 * its tests have the tag {@code cluster}, and run when that is packaged.
 */
public final class TestCluster implements AutoCloseable {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path JAR = ROOT.resolve("pcrl-spark/target/pcrl-job.jar");
    private static final int START_SECONDS = 180;

    private final Path directory;
    private final Path outputs;

    private TestCluster(Path directory, Path outputs) {
        this.directory = directory;
        this.outputs = outputs;
    }

    /**
     * Starts it.
     *
     * @param folder for the cluster's own, and for what processes write
     * @param cores of each Worker
     * @param conf settings of Spark for all of it
     */
    public static TestCluster start(Path folder, int workers, int cores, String... conf)
            throws IOException, InterruptedException {
        TestCluster cluster = new TestCluster(folder.resolve("cluster"), folder);
        List<String> options = new ArrayList<>(List.of("--workers=" + workers, "--cores=" + cores));
        Stream.of(conf).map("--conf="::concat).forEach(options::add);
        try (ScriptRun start = cluster.command("start", options.toArray(String[]::new))) {
            if (start.exitCode(START_SECONDS) != 0) {
                throw new AssertionError(start.output());
            }
        }
        return cluster;
    }

    /** A command of {@code bin/pcrl}. */
    public static ScriptRun pcrl(Path outputs, String... arguments) throws IOException {
        if (!Files.exists(JAR)) {
            throw new AssertionError(JAR + " is missing: run `mvn verify`, or package first");
        }
        return ScriptRun.start(outputs, command(ROOT.resolve("bin/pcrl"), List.of(arguments)));
    }

    /** {@code pcrl cluster start} or {@code stop}, for this cluster. */
    public ScriptRun command(String verb, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("cluster", verb, directory.toString()));
        arguments.addAll(List.of(options));
        return pcrl(outputs, arguments.toArray(String[]::new));
    }

    /** Submits the job jar with arguments for its main class. Its driver is the process that is given back. */
    public ScriptRun submit(String... arguments) throws IOException {
        return submit(List.of(), arguments);
    }

    /**
     * Submits the job jar.
     *
     * @param options for spark-submit, such as {@code --conf=spark.executor.cores=1}
     * @param arguments for the jar's main class
     */
    public ScriptRun submit(List<String> options, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of("--class", "dev.pcrl.cli.Main", JAR.toString()));
        words.addAll(List.of(arguments));
        return ScriptRun.start(outputs, command(directory.resolve("spark/bin/spark-submit"), words));
    }

    /** URL of the Master. */
    public String master() {
        return new DaemonLog(directory.resolve("logs/master.log")).masterUrl().orElseThrow();
    }

    /** Master and Workers that run. */
    public List<ProcessHandle> daemons() throws IOException {
        return ClusterDirectory.find(directory).read().running();
    }

    /** Executors that run, which can be killed or suspended by their numbers. */
    public List<ProcessHandle> executors() {
        return LoopbackCluster.executors(directory);
    }

    @Override
    public void close() {
        LoopbackCluster.stop(directory);
    }

    private static List<String> command(Path script, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        return command;
    }
}
