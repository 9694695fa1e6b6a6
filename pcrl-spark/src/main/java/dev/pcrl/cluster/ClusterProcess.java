package dev.pcrl.cluster;

import dev.pcrl.failure.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process of a cluster, told by when it was started from a later one with the same number.
 *
 * @param name what it is, such as {@code worker-2}
 * @param pid its number
 * @param started when, in milliseconds since 1970
 */
record ClusterProcess(String name, long pid, long started) {
    // The kernel counts from the start of the machine, whose time moves with corrections of the clock.
    private static final Duration CLOCK = Duration.ofSeconds(2);

    /** @throws UnavailableException if it has ended already */
    static ClusterProcess of(String name, ProcessHandle process) {
        Instant start = startOf(process).orElseThrow(() -> new UnavailableException(name + " ended at once", null));
        return new ClusterProcess(name, process.pid(), start.toEpochMilli());
    }

    /** The process, if it still runs. */
    Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid)
                .filter(Processes::isRunning)
                .filter(process -> startOf(process).map(this::isMine).orElse(false));
    }

    private boolean isMine(Instant start) {
        return Duration.between(Instant.ofEpochMilli(started), start).abs().compareTo(CLOCK) < 0;
    }

    private static Optional<Instant> startOf(ProcessHandle process) {
        return process.info().startInstant();
    }
}
