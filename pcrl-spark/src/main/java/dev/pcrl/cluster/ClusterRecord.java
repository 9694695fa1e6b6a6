package dev.pcrl.cluster;

import java.util.List;
import java.util.stream.Stream;

/** The processes that were started for a cluster, in that order, the Master first. */
record ClusterRecord(List<ClusterProcess> processes) {
    static final ClusterRecord EMPTY = new ClusterRecord(List.of());

    ClusterRecord {
        processes = List.copyOf(processes);
    }

    ClusterRecord with(ClusterProcess process) {
        return new ClusterRecord(
                Stream.concat(processes.stream(), Stream.of(process)).toList());
    }

    /** Those that still run. */
    List<ProcessHandle> running() {
        return processes.stream().flatMap(process -> process.running().stream()).toList();
    }

    boolean isRunning(String name) {
        return processes.stream()
                .filter(process -> process.name().equals(name))
                .anyMatch(process -> process.running().isPresent());
    }
}
