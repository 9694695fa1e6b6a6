package dev.pcrl.job;

import org.apache.hadoop.util.ShutdownHookManager;

/** Something to do if the process is ended, before Spark stops and file systems are closed. */
final class AtShutdown implements AutoCloseable {
    /** Spark's own hook has 40, that of Hadoop's file systems 10; the highest comes first. */
    private static final int PRIORITY = 100;

    private final Runnable work;

    private AtShutdown(Runnable work) {
        this.work = work;
    }

    /** Does something at the end of the process, unless this is closed before. */
    static AtShutdown call(Runnable work) {
        ShutdownHookManager.get().addShutdownHook(work, PRIORITY);
        return new AtShutdown(work);
    }

    @Override
    public void close() {
        try {
            ShutdownHookManager.get().removeShutdownHook(work);
        } catch (IllegalStateException e) {
            // the end of the process has begun, and the work is done or being done
        }
    }
}
