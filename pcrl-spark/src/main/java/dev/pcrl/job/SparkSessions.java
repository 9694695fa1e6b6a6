package dev.pcrl.job;

import dev.pcrl.failure.UsageException;
import java.time.Duration;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;

/** The Spark session of a command: as spark-submit set it up, or a local one. */
public final class SparkSessions {
    private SparkSessions() {}

    /**
     * Starts or finds the session.
     *
     * @param master where to run; if nothing is said, what spark-submit says, else {@code local[*]}
     * @throws UsageException if Spark refuses its settings
     */
    public static SparkSession start(String name, Optional<String> master) {
        return start(name, master, new SparkConf());
    }

    /** Starts or finds the session of a command that trains in rounds. */
    public static SparkSession startForRounds(String name, Optional<String> master) {
        SparkConf conf = new SparkConf();
        // A round that fails is begun anew by us, with the executors that are left; Spark would wait for lost ones.
        conf.setIfMissing("spark.stage.maxConsecutiveAttempts", "1");
        conf.setIfMissing("spark.barrier.sync.timeout", "600s"); // Spark's own is a year
        // A round's result holds weights and velocity, which are more than Spark's own 1g for wide networks.
        conf.setIfMissing("spark.driver.maxResultSize", "0");
        return start(name, master, conf);
    }

    private static SparkSession start(String name, Optional<String> master, SparkConf conf) {
        conf.setAppName("pcrl " + name);
        master.ifPresent(conf::setMaster);
        conf.setIfMissing("spark.master", "local[*]");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        boolean loopback = conf.get("spark.master").startsWith("spark://127."); // such as `pcrl cluster` starts
        if (loopback || conf.get("spark.master").startsWith("local")) {
            keepToThisMachine(conf);
        }
        if (loopback) {
            equipExecutors(conf);
        }
        Duration patience = ExecutorWatch.patience(conf);
        try {
            SparkSession session = SparkSession.builder().config(conf).getOrCreate();
            if (!session.sparkContext().isLocal()) {
                ExecutorWatch.start(session.sparkContext(), patience);
            }
            return session;
        } catch (Exception e) { // Spark throws checked exceptions that it does not declare
            if (e instanceof IllegalArgumentException || e instanceof SparkException) {
                throw new UsageException("Spark does not start with these settings: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private static void keepToThisMachine(SparkConf conf) {
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        conf.setIfMissing("spark.driver.host", "127.0.0.1");
        conf.setIfMissing("spark.executor.heartbeatInterval", "1s"); // heartbeats carry the progress of a round
        conf.setIfMissing("spark.sql.shuffle.partitions", "4");
    }

    /** What spark-submit does for its jobs. */
    private static void equipExecutors(SparkConf conf) {
        JobJar.find()
                .ifPresent(jar -> conf.setIfMissing("spark.jars", jar.toUri().toString()));
        conf.setIfMissing("spark.executor.extraJavaOptions", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    }
}
