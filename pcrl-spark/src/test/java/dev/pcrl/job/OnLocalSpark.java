package dev.pcrl.job;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests that share a Spark session, one for each class: starting it takes longer than most jobs in it. */
abstract class OnLocalSpark {
    static SparkSession spark;

    @BeforeAll
    static void startSpark() {
        spark = SmallRun.spark("local[2]");
    }

    @AfterAll
    static void stopSpark() {
        spark.stop();
    }
}
