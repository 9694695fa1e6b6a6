package dev.pcrl.train;

import org.apache.spark.SparkContext;

/** Where tasks can run. */
public final class TaskSlots {
    private TaskSlots() {}

    /** Tasks that can run at the same time, on the executors that are there; 0 if there is none. */
    public static int of(SparkContext spark) {
        return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
    }
}
