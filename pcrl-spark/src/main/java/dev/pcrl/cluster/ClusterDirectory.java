package dev.pcrl.cluster;

import dev.pcrl.failure.UsageException;
import dev.pcrl.job.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * Where a cluster keeps what belongs to it: {@code spark/} with its Spark, {@code logs/} of Master and Workers,
 * {@code work/} of executors, and {@code cluster.json} with the processes that were started.
 */
final class ClusterDirectory {
    private final Path root;

    private ClusterDirectory(Path root) {
        this.root = root;
    }

    /**
     * A directory that is new, empty, or a cluster's.
     *
     * @throws UsageException if it holds something else
     */
    static ClusterDirectory make(Path path) throws IOException {
        ClusterDirectory directory = of(path);
        Files.createDirectories(directory.root);
        if (!Files.exists(directory.file())) {
            try (Stream<Path> content = Files.list(directory.root)) {
                if (content.findAny().isPresent()) {
                    throw new UsageException(path + " holds other things than a cluster: name a new directory");
                }
            }
            directory.write(ClusterRecord.EMPTY);
        }
        return directory;
    }

    /**
     * The directory of a cluster, which need not run.
     *
     * @throws UsageException if it is none
     */
    static ClusterDirectory find(Path path) {
        ClusterDirectory directory = of(path);
        if (!Files.exists(directory.file())) {
            throw new UsageException(path + " is no directory of `pcrl cluster start`");
        }
        return directory;
    }

    private static ClusterDirectory of(Path path) {
        return new ClusterDirectory(path.toAbsolutePath().normalize());
    }

    Path spark() {
        return root.resolve("spark");
    }

    Path work() {
        return root.resolve("work");
    }

    Path log(String process) {
        return root.resolve("logs").resolve(process + ".log");
    }

    /**
     * Keeps others from starting or stopping the cluster until it is closed.
     *
     * @throws UsageException if another process does
     */
    FileChannel lock() throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("cluster.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new UsageException(root + ": another `pcrl cluster` is at work there");
        }
        return channel;
    }

    ClusterRecord read() throws IOException {
        return Json.parse(Files.readString(file()), new org.apache.hadoop.fs.Path(file().toUri()), ClusterRecord.class);
    }

    /** Replaces the record as a whole: one that is cut off would hide processes. */
    void write(ClusterRecord record) {
        try {
            Path next = root.resolve("cluster.json.next");
            Files.writeString(next, Json.pretty(record));
            Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return root.resolve("cluster.json");
    }
}
