package dev.pcrl.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Who holds a lease: the content of its file.
 *
 * @param host name of the machine
 * @param pid of the process
 * @param processes names the space in which the process's number means something: a start of a machine and a container
 *     on it; empty if that is not known
 * @param id random, another one for each lease
 * @param since when it was acquired, by the holder's clock, in ISO 8601
 * @param beat counts heartbeats
 */
record LeaseHolder(String host, long pid, String processes, String id, String since, long beat) {
    /** This process, about to acquire a lease. */
    static LeaseHolder here() {
        return new LeaseHolder(
                hostName(),
                ProcessHandle.current().pid(),
                processSpace(),
                UUID.randomUUID().toString(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                0);
    }

    LeaseHolder afterBeat() {
        return new LeaseHolder(host, pid, processes, id, since, beat + 1);
    }

    /** Whether the process is known to have ended. That of another machine or container never is. */
    boolean isGone() {
        return !processes.isEmpty()
                && processes.equals(processSpace())
                && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }

    /** For messages. */
    String description() {
        return "host " + host + ", process " + pid + ", since " + since;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** Linux tells when the machine started and which processes this one can see; elsewhere nothing is known. */
    private static String processSpace() {
        try {
            String start =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return start + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
