package dev.pcrl.job;

import dev.pcrl.failure.UnavailableException;
import dev.pcrl.store.Lease;
import dev.pcrl.store.Store;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;

/** {@code status.json} in a run's output, for launchers that lose exit codes and for people. */
final class StatusFile {
    static final String NAME = "status.json";

    private final Store store;
    private final Path file;
    private final Lease lease;
    private RunStatus status;
    private boolean hasEnded;

    private StatusFile(Store store, Path file, Lease lease, RunStatus status) {
        this.store = store;
        this.file = file;
        this.lease = lease;
        this.status = status;
    }

    /**
     * Does the work of a run and keeps its status: when it begins, when {@link #at} is told, and how it ends. If the
     * process is told to end meanwhile, the status says so, and the lease is let go of.
     *
     * @param lease without which nothing is written: the status is then another process's
     */
    static void keep(Store store, RunDirectory directory, Lease lease, RunStatus begun, Consumer<StatusFile> work) {
        StatusFile file = new StatusFile(store, directory.file(NAME), lease, begun);
        try (AtShutdown stop = AtShutdown.call(file::stop)) {
            file.write(begun);
            work.accept(file);
            file.end(file.status.finished());
        } catch (Throwable e) { // Spark throws checked exceptions that it does not declare
            file.fail(e);
            throw e;
        }
    }

    /** Makes the status of a run that is finished say so, if its process ended before it could. */
    static void settle(Store store, RunDirectory directory, Lease lease, RunStatus finished) {
        Path file = directory.file(NAME);
        boolean isSo = store.findText(file)
                .map(text -> Json.parse(text, file, RunStatus.class))
                .filter(told -> told.state() == RunStatus.State.FINISHED)
                .isPresent();
        if (!isSo) {
            lease.check();
            store.writeText(file, Json.pretty(finished));
        }
    }

    /** Tells how far the run has come. */
    synchronized void at(long step, long steps) {
        if (!hasEnded) {
            write(status.at(step, steps));
        }
    }

    /**
     * Tells that a run ends early because it was asked to.
     *
     * @param reason what the user is told
     * @return to be thrown
     */
    UnavailableException stopped(String reason) {
        UnavailableException stop = new UnavailableException(reason, null);
        end(status.stopped(FailureReason.of(stop)));
        return stop;
    }

    private void fail(Throwable failure) {
        try {
            end(status.failed(FailureReason.of(failure)));
        } catch (RuntimeException e) { // must not take the place of the failure itself
            failure.addSuppressed(e);
        }
    }

    private void stop() {
        try {
            end(status.stopped(FailureReason.TERMINATED));
        } finally {
            lease.close();
        }
    }

    /** What comes first is how the run ended: where the process is told to end, much fails afterwards. */
    private synchronized void end(RunStatus how) {
        if (!hasEnded) {
            hasEnded = true;
            lease.check();
            write(how);
        }
    }

    private void write(RunStatus next) {
        status = next;
        store.writeText(file, Json.pretty(next));
    }
}
