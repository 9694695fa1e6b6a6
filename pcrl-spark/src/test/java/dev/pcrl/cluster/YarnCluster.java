package dev.pcrl.cluster;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.apache.spark.deploy.SparkSubmit;
import org.apache.spark.deploy.yarn.ApplicationMaster;
import org.junit.jupiter.api.Assumptions;

/**
 * YARN for tests: a Resource Manager and a Node Manager in this process, whose containers are processes of this
 * machine. Jobs are submitted by a process of their own, on the Spark that {@code bin/pcrl} runs on.
 */
public final class YarnCluster implements AutoCloseable {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final int MEBIBYTES = 4096;

    private final MiniYARNCluster yarn;
    private final YarnClient client;
    private final Path folder;
    private final Path conf;

    private YarnCluster(MiniYARNCluster yarn, YarnClient client, Path folder, Path conf) {
        this.yarn = yarn;
        this.client = client;
        this.folder = folder;
        this.conf = conf;
    }

    /**
     * Starts it.
     *
     * @param folder for its settings, and for what processes write
     */
    public static YarnCluster start(Path folder) throws IOException {
        // Its addresses are of the machine's name, and Spark's are those of its containers' machines.
        Assumptions.assumeTrue(
                InetAddress.getLocalHost().isLoopbackAddress(), "this machine's name is not one of the loopback");
        MiniYARNCluster yarn = new MiniYARNCluster("pcrl", 1, 1, 1);
        yarn.init(settings());
        yarn.start();
        Path conf = Files.createDirectories(folder.resolve("conf"));
        try (OutputStream site = Files.newOutputStream(conf.resolve("yarn-site.xml"))) {
            yarn.getConfig().writeXml(site);
        }
        Files.writeString(conf.resolve("spark-defaults.conf"), sparkDefaults(folder));
        YarnClient client = YarnClient.createYarnClient();
        client.init(yarn.getConfig());
        client.start();
        return new YarnCluster(yarn, client, folder, conf);
    }

    private static Configuration settings() {
        Configuration settings = new YarnConfiguration();
        settings.setInt(YarnConfiguration.YARN_MINICLUSTER_NM_PMEM_MB, MEBIBYTES);
        settings.setInt(YarnConfiguration.NM_VCORES, 8);
        settings.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 256);
        settings.setBoolean(YarnConfiguration.NM_DISK_HEALTH_CHECK_ENABLE, false);
        settings.setInt(YarnConfiguration.NM_PROCESS_KILL_WAIT_MS, 100);
        settings.setInt(YarnConfiguration.RM_NM_HEARTBEAT_INTERVAL_MS, 100); // containers start and end at heartbeats
        settings.setInt(YarnConfiguration.RM_AM_MAX_ATTEMPTS, 2);
        settings.set("yarn.scheduler.capacity.root.queues", "default");
        settings.set("yarn.scheduler.capacity.root.default.capacity", "100");
        settings.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1");
        return settings;
    }

    /** What a cluster's administrator sets: Spark's jars, and that all keep to the loopback. */
    private static String sparkDefaults(Path folder) throws IOException {
        String environment = Stream.of("spark.yarn.appMasterEnv", "spark.executorEnv")
                .map(where -> """
                        %1$s.JAVA_HOME %2$s
                        %1$s.SPARK_LOCAL_IP 127.0.0.1
                        %1$s.OPENBLAS_THREAD_TIMEOUT 4
                        %1$s.OMP_WAIT_POLICY PASSIVE
                        """.formatted(where, System.getProperty("java.home")))
                .collect(Collectors.joining());
        return environment
                + """
                spark.yarn.jars %1$s
                spark.yarn.populateHadoopClasspath false
                spark.yarn.stagingDir %2$s
                spark.ui.enabled false
                spark.driver.extraJavaOptions %3$s
                spark.executor.extraJavaOptions %3$s -Dorg.bytedeco.javacpp.maxphysicalbytes=0
                """.formatted(
                        sparkJars().stream().map(jar -> "local:" + jar).collect(Collectors.joining(",")),
                        Files.createDirectories(folder.resolve("staging")).toUri(),
                        ScriptRun.SHORT_LIFE);
    }

    /**
     * Submits the job jar in cluster mode.
     *
     * @param options for spark-submit
     * @param arguments for the jar's main class
     */
    public ScriptRun submit(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "HADOOP_CONF_DIR=" + conf,
                "SPARK_CONF_DIR=" + conf,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                conf
                        + File.pathSeparator
                        + String.join(
                                File.pathSeparator,
                                sparkJars().stream().map(Path::toString).toList()),
                SparkSubmit.class.getName(),
                "--master=yarn",
                "--deploy-mode=cluster",
                "--class=dev.pcrl.cli.Main"));
        command.addAll(options);
        command.add(TARGET.resolve("pcrl-job.jar").toString());
        command.addAll(List.of(arguments));
        return ScriptRun.start(folder, command);
    }

    /** The application that was submitted last. */
    public ApplicationReport application() throws IOException, YarnException {
        return client.getApplications().stream()
                .max((one, other) -> one.getApplicationId().compareTo(other.getApplicationId()))
                .orElseThrow();
    }

    /** What each container of an attempt wrote to its standard error; the driver's comes first. */
    public List<String> logs(ApplicationReport application, int attempt) throws IOException {
        String attemptName = String.format("_%02d_", attempt);
        Path logs = Path.of(yarn.getNodeManager(0).getConfig().get(YarnConfiguration.NM_LOG_DIRS))
                .resolve(application.getApplicationId().toString());
        try (Stream<Path> containers = Files.list(logs)) {
            return containers
                    .filter(container -> container.getFileName().toString().contains(attemptName))
                    .sorted()
                    .map(container -> read(container.resolve("stderr")))
                    .toList();
        }
    }

    /** Drivers that run, each in the Application Master of its job. */
    public List<ProcessHandle> drivers() {
        return Processes.below(work()).stream()
                .filter(process -> Processes.runs(process, ApplicationMaster.class.getName()))
                .toList();
    }

    @Override
    public void close() {
        client.stop();
        yarn.getNodeManager(0).stop();
        yarn.getResourceManager().stop(); // yarn.stop() would first wait for drivers that were killed
        Processes.end(Processes.below(work()));
    }

    /** Below it are the containers' working directories. */
    private Path work() {
        return Path.of(yarn.getNodeManager(0).getConfig().get(YarnConfiguration.NM_LOCAL_DIRS));
    }

    /** Those of bin/pcrl, and that for YARN, which only tests have. */
    private static List<Path> sparkJars() throws IOException {
        String classPath = Files.readString(TARGET.resolve("spark.classpath")).strip();
        Stream<Path> usual = Stream.of(classPath.split(File.pathSeparator, -1)).map(Path::of);
        return Stream.concat(usual, Stream.of(jarOf(ApplicationMaster.class))).toList();
    }

    private static Path jarOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
