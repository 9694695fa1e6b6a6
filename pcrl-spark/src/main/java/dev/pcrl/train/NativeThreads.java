package dev.pcrl.train;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** OpenMP's threads, which belong to the calling thread. */
public final class NativeThreads {
    private NativeThreads() {}

    /** Takes this thread's share of the machine: those at work on it must not use each core twice. */
    public static void share(int workersHere) {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / workersHere);
        Nd4j.getBackend(); // loads the natives
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    }
}
