package dev.pcrl.job;

import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The Spark session of a command: as spark-submit set it up, or a local one. */
public final class SparkSessions {
    private SparkSessions() {}

    /**
     * Starts or finds the session.
     *
     * @param master where to run; if nothing is said, what spark-submit says, else {@code local[*]}
     */
    public static SparkSession start(String name, Optional<String> master) {
        SparkConf conf = new SparkConf().setAppName("pcrl " + name);
        master.ifPresent(conf::setMaster);
        conf.setIfMissing("spark.master", "local[*]");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        // A round that fails is begun anew by us, with the executors that are left; Spark would wait for lost ones.
        conf.setIfMissing("spark.stage.maxConsecutiveAttempts", "1");
        conf.setIfMissing("spark.barrier.sync.timeout", "600s"); // Spark's own is a year
        if (conf.get("spark.master").startsWith("local")) {
            conf.setIfMissing("spark.ui.enabled", "false");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
            conf.setIfMissing("spark.executor.heartbeatInterval", "1s"); // heartbeats carry the progress of a round
            conf.setIfMissing("spark.sql.shuffle.partitions", "4");
        }
        return SparkSession.builder().config(conf).getOrCreate();
    }
}
