package dev.pcrl.job;

import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.fs.Path;

/**
 * A job's output directory. {@code run.json} says which run it belongs to: the same command may continue or repeat it,
 * another one is refused.
 */
final class RunDirectory {
    private final Store store;
    private final Path path;
    private final Marker marker;

    /** How far a run has come. */
    enum State {
        RUNNING,
        FINISHED
    }

    /**
     * Content of {@code run.json}.
     *
     * @param job what wrote it: {@code views} or {@code pretrain}
     * @param run identifies configuration and input
     */
    record Marker(String job, String run, State state) {}

    private RunDirectory(Store store, Path path, Marker marker) {
        this.store = store;
        this.path = path;
        this.marker = marker;
    }

    /**
     * Opens or makes the directory for a run.
     *
     * @throws UsageException if something else is there, or it cannot be written
     */
    static RunDirectory open(Store store, Path path, String job, String run) {
        if (store.exists(path) && !store.isDirectory(path)) {
            throw new UsageException(path + " is a file; the output must be a directory");
        }
        Path file = new Path(path, "run.json");
        Marker marker = new Marker(job, run, State.RUNNING);
        if (store.exists(file)) {
            Marker found = Json.read(store, file, Marker.class);
            if (!found.job().equals(job) || !found.run().equals(run)) {
                throw new UsageException(path + " holds another run (" + found.job() + " " + found.run()
                        + "; this one is " + job + " " + run + "): name another output, or remove it");
            }
            marker = found;
        } else if (!store.children(path).isEmpty()) {
            throw new UsageException(path + " exists and is not a run of PCRL: name another output");
        } else {
            store.makeDirectory(path);
            store.writeText(file, Json.pretty(marker));
        }
        return new RunDirectory(store, path, marker);
    }

    boolean isFinished() {
        return marker.state() == State.FINISHED;
    }

    Path file(String name) {
        return new Path(path, name);
    }

    void finish() {
        store.writeText(file("run.json"), Json.pretty(new Marker(marker.job(), marker.run(), State.FINISHED)));
    }

    /** Identity of a run: 16 hexadecimal digits of the SHA-256 of all that determines it. */
    static String identity(String... determinants) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String determinant : determinants) {
                digest.update(determinant.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
