package dev.pcrl.cluster;

import dev.pcrl.failure.UnavailableException;

/** A Master or Worker that was started. */
record Daemon(String name, ProcessHandle process, DaemonLog log) {
    /** @throws UnavailableException if it has ended, with its last words */
    void mustRun() {
        if (!Processes.isRunning(process)) {
            throw new UnavailableException(this + " ended at once: " + log.lastLine(), null);
        }
    }

    @Override
    public String toString() {
        return name + " (log: " + log.file() + ")";
    }
}
