package dev.pcrl.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux tells of this process's memory (proc(5)). */
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path STAT = Path.of("/proc/self/stat");
    private static final long PAGE_BYTES = 4096; // on each platform that there are natives for
    private static final int MINOR_FAULTS = 7; // minflt, counted from behind the command's name

    private ProcessMemory() {}

    /** The most that was ever resident, in bytes: {@code VmHWM}. */
    static long peakResidentBytes() {
        return peakResidentBytes(lines(STATUS));
    }

    static long peakResidentBytes(List<String> status) {
        String line = status.stream()
                .filter(text -> text.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(STATUS + ": no VmHWM"));
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }

    /**
     * Memory that the process touched for the first time since the kernel gave it, in bytes over its whole life: minor
     * page faults. Arrays outside any workspace come from it, oneDNN's and ND4J's own alike; what the allocator gives
     * out again without returning it in between does not count.
     */
    static long freshBytes() {
        return freshBytes(lines(STAT).get(0));
    }

    static long freshBytes(String stat) {
        String behindName = stat.substring(stat.lastIndexOf(')') + 2); // a command's name may hold blanks
        return PAGE_BYTES * Long.parseLong(behindName.split(" ", -1)[MINOR_FAULTS]);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
