package dev.pcrl.train;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** OpenMP's threads, which belong to the calling thread. */
public final class NativeThreads {
    private NativeThreads() {}

    /**
     * Takes this task's share of the machine, of which an executor may run several tasks.
     *
     * @param concurrent such tasks in the whole cluster
     */
    public static void shareExecutor(int concurrent) {
        SparkConf conf = SparkEnv.get().conf();
        int cores = conf.getInt("spark.executor.cores", Runtime.getRuntime().availableProcessors());
        int slots = Math.max(1, cores / conf.getInt("spark.task.cpus", 1));
        share(Math.min(concurrent, slots));
    }

    /** Takes this thread's share of the machine: those at work on it must not use each core twice. */
    public static void share(int workersHere) {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / workersHere);
        Nd4j.getBackend(); // loads the natives
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    }
}
