package dev.pcrl.cluster;

import static java.util.Objects.requireNonNull;

import dev.pcrl.job.JobJar;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that serves as Spark's home: links to the jars that this process runs on, the scripts that start Spark's
 * classes, and their settings.
 */
final class SparkHome {
    private final Path root;

    private SparkHome(Path root) {
        this.root = root;
    }

    /** Makes it, in place of one that an earlier start has left. */
    static SparkHome make(Path root) throws IOException {
        SparkHome home = new SparkHome(root);
        for (String folder : List.of("bin", "conf", "jars")) {
            Files.createDirectories(root.resolve(folder));
        }
        home.linkJars();
        for (String script : List.of("spark-class", "spark-submit")) {
            Path file = Files.writeString(root.resolve("bin").resolve(script), resource("/dev/pcrl/cluster/" + script));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(home.conf("log4j2.properties"), resource("/conf/log4j2.properties"));
        Files.writeString(home.conf("spark-env.sh"), resource("/conf/spark-env.sh") + environment());
        return home;
    }

    Path script(String name) {
        return root.resolve("bin").resolve(name);
    }

    /**
     * Writes what every job gets that does not say otherwise, and what Master and Workers read.
     *
     * @param master its URL, if it is known yet
     */
    void configure(ClusterSettings settings, Optional<String> master) throws IOException {
        Path file = conf("spark-defaults.conf");
        Files.writeString(file, ""); // for there may be a secret in what follows
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                file,
                master.map(url -> "spark.master " + url + "\n").orElse("")
                        + """
                        spark.driver.host 127.0.0.1
                        spark.driver.bindAddress 127.0.0.1
                        spark.driver.extraJavaOptions -Dorg.bytedeco.javacpp.maxphysicalbytes=0
                        spark.executor.memory %dm
                        spark.executor.extraJavaOptions -Dorg.bytedeco.javacpp.maxphysicalbytes=0
                        spark.ui.enabled true
                        # Each executor has a copy of the job jar: an hour after its job, it goes.
                        spark.worker.cleanup.enabled true
                        spark.worker.cleanup.interval 600
                        spark.worker.cleanup.appDataTtl 3600
                        """.formatted(settings.memory())
                        + settings.confLines());
    }

    private void linkJars() throws IOException {
        try (Stream<Path> old = Files.list(root.resolve("jars"))) {
            for (Path link : old.toList()) {
                Files.delete(link);
            }
        }
        for (Path jar : sparkJars()) {
            Files.createSymbolicLink(root.resolve("jars").resolve(jar.getFileName()), jar);
        }
    }

    /** What this process runs on, without the job jar, which each job brings along. */
    private static List<Path> sparkJars() {
        Optional<Path> own = JobJar.find();
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .filter(jar -> Files.isRegularFile(jar))
                .filter(jar -> !own.equals(Optional.of(jar)))
                .distinct()
                .toList();
    }

    /** What is true of this cluster alone. */
    private static String environment() {
        return """

                # pcrl cluster
                export JAVA_HOME=%s
                export SPARK_LOCAL_IP=127.0.0.1 SPARK_SCALA_VERSION=2.12
                """.formatted(quoted(System.getProperty("java.home")));
    }

    /** For bash. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private Path conf(String file) {
        return root.resolve("conf").resolve(file);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = requireNonNull(SparkHome.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
