package dev.pcrl.job;

import dev.pcrl.failure.UnavailableException;
import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Lease;
import dev.pcrl.store.Pace;
import dev.pcrl.store.Store;
import org.apache.hadoop.fs.Path;

/** A run in its output directory: one driver at a time, and never again once it is finished. */
final class ExclusiveRun {
    private ExclusiveRun() {}

    /** What a run does. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it.
         *
         * @param lease to be checked before each result is written
         * @param status to be told how far it has come
         */
        void in(RunDirectory directory, Lease lease, StatusFile status);
    }

    /**
     * Does a run's work, or goes on with it.
     *
     * @param job what does it: {@code views} or {@code pretrain}
     * @param run identifies configuration and input
     * @return whether there was work to do: false if the run is finished already
     * @throws UsageException if something else is in the output
     * @throws UnavailableException if another driver is at work there
     */
    static boolean run(Store store, Path output, String job, String run, Work work) {
        RunDirectory.requireFit(store, output, job, run);
        try (Lease lease = Lease.acquire(store, output, Pace.USUAL)) {
            RunDirectory directory = RunDirectory.open(store, output, job, run);
            if (directory.isFinished()) {
                StatusFile.settle(
                        store, directory, lease, RunStatus.begun(job, run).finished());
                return false;
            }
            StatusFile.keep(
                    store, directory, lease, RunStatus.begun(job, run), status -> work.in(directory, lease, status));
            return true;
        }
    }
}
