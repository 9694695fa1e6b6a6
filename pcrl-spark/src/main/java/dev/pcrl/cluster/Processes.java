package dev.pcrl.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Processes of this machine, as the kernel tells of them in {@code /proc}. */
public final class Processes {
    private static final String EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Processes() {}

    /** Whether it runs; one that has ended and that nobody has asked for its exit code does not. */
    public static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && !state(process.pid()).startsWith("Z");
    }

    /** Executors that were started in a folder below this one, as each Worker does for its own. */
    public static List<ProcessHandle> executors(Path work) {
        return below(work).stream().filter(process -> runs(process, EXECUTOR)).toList();
    }

    /** Processes that run and were started in a folder below this one. */
    static List<ProcessHandle> below(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> isBelow(process.pid(), folder))
                .filter(Processes::isRunning)
                .toList();
    }

    /** Ends processes and all that they have started: asks them to, and makes those that do not. */
    static void end(List<ProcessHandle> processes) {
        List<ProcessHandle> all = processes.stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .distinct()
                .toList();
        all.forEach(ProcessHandle::destroy);
        if (!Deadline.in(PATIENCE).reached(() -> all.stream().noneMatch(Processes::isRunning))) {
            all.stream().filter(Processes::isRunning).forEach(ProcessHandle::destroyForcibly);
            Deadline.in(PATIENCE).reached(() -> all.stream().noneMatch(Processes::isRunning));
        }
    }

    /**
     * Whether it is a virtual machine that runs a main class. The kernel is asked: Java shortens command lines, and
     * those of Spark begin with the class path.
     */
    static boolean runs(ProcessHandle process, String mainClass) {
        return Arrays.asList(read(process.pid(), "cmdline").split("\0", -1)).contains(mainClass);
    }

    private static boolean isBelow(long pid, Path folder) {
        return folderOf(pid).map(own -> own.startsWith(folder)).orElse(false);
    }

    private static Optional<Path> folderOf(long pid) {
        try {
            return Optional.of(Files.readSymbolicLink(file(pid, "cwd")));
        } catch (IOException e) { // of another user, or gone
            return Optional.empty();
        }
    }

    /** The letter behind the number and the name in brackets, which may hold brackets; nothing if it is gone. */
    private static String state(long pid) {
        String stat = read(pid, "stat");
        return stat.substring(stat.lastIndexOf(')') + 1).strip();
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(file(pid, file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) { // gone
            return "";
        }
    }

    private static Path file(long pid, String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
