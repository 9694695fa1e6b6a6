package dev.pcrl.job;

import dev.pcrl.failure.UsageException;
import dev.pcrl.store.Lease;
import dev.pcrl.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * A job's output directory. {@code run.json} says which run it belongs to: the same command may continue or repeat it,
 * another one is refused.
 */
final class RunDirectory {
    private static final String FILE = "run.json";

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
     * Makes sure that a directory is, or can become, that of a run.
     *
     * @throws UsageException if something else is there
     */
    static void requireFit(Store store, Path path, String job, String run) {
        if (store.exists(path) && !store.isDirectory(path)) {
            throw new UsageException(path + " is a file; the output must be a directory");
        }
        List<Path> before = store.children(path); // first: another driver of this run may be about to write the marker
        Optional<Marker> marker = marker(store, path);
        if (marker.isEmpty() && !before.stream().allMatch(Lease::isPart)) {
            throw new UsageException(path + " exists and is not a run of PCRL: name another output");
        }
        marker.filter(found -> !found.job().equals(job) || !found.run().equals(run))
                .ifPresent(found -> {
                    throw new UsageException(path + " holds another run (" + found.job() + " " + found.run()
                            + "; this one is " + job + " " + run + "): name another output, or remove it");
                });
    }

    /**
     * Opens or makes the directory for a run.
     *
     * @throws UsageException if something else is there, or it cannot be written
     */
    static RunDirectory open(Store store, Path path, String job, String run) {
        requireFit(store, path, job, run);
        Optional<Marker> found = marker(store, path);
        Marker marker = found.orElse(new Marker(job, run, State.RUNNING));
        if (found.isEmpty()) {
            store.makeDirectory(path);
            store.writeText(new Path(path, FILE), Json.pretty(marker));
        }
        return new RunDirectory(store, path, marker);
    }

    private static Optional<Marker> marker(Store store, Path path) {
        Path file = new Path(path, FILE);
        return store.findText(file).map(text -> Json.parse(text, file, Marker.class));
    }

    /** Identifies configuration and input. */
    String run() {
        return marker.run();
    }

    boolean isFinished() {
        return marker.state() == State.FINISHED;
    }

    Path path() {
        return path;
    }

    Path file(String name) {
        return new Path(path, name);
    }

    void finish() {
        store.writeText(file(FILE), Json.pretty(new Marker(marker.job(), marker.run(), State.FINISHED)));
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
