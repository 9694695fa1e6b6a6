package dev.pcrl.cli;

import dev.pcrl.job.SparkSessions;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** The option that says where Spark runs. */
final class SparkOptions {
    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Spark master, such as spark://host:7077. Default: what spark-submit says, else local[*].")
    private String master;

    SparkSession start(String name) {
        return SparkSessions.start(name, Optional.ofNullable(master));
    }

    SparkSession startForRounds(String name) {
        return SparkSessions.startForRounds(name, Optional.ofNullable(master));
    }

    /** Starts on a master of the command's own choice where the user says nothing. */
    SparkSession startForRounds(String name, String usual) {
        return SparkSessions.startForRounds(name, Optional.of(Objects.requireNonNullElse(master, usual)));
    }
}
