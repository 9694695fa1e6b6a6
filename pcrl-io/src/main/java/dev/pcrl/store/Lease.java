package dev.pcrl.store;

import dev.pcrl.failure.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;

/**
 * The right to write into a directory, which one process has at a time.
 *
 * <p>Whoever made the file {@code lease-N.json} with the largest N has it, and shows that it lives by writing the file
 * anew at each heartbeat. A file that does not change for the time of {@link Pace#expiry}, by the clock of whoever
 * looks at it (no two machines' clocks are compared), or whose process is known to have ended, is taken over by making
 * the next one. The holder that lost it sees that in {@link #check}, to be called before each result is written: what
 * is already being written then is not stopped.
 *
 * <p>On S3, where no file can be made exclusively (see {@link Store#createText}), two that come within the same seconds
 * may both believe to have it, until the first of them sees at its next heartbeat that the file is the other's.
 */
public final class Lease implements AutoCloseable {
    private static final int POLLS_IN_A_BEAT = 5;

    private final LeaseFiles files;
    private final long number;
    private final Pace pace;
    private final LeaseHolder holder;
    private final ScheduledExecutorService heart;
    private volatile boolean isLost;
    private volatile boolean isClosed;
    private volatile long lastBeat;

    private Lease(LeaseFiles files, long number, Pace pace, LeaseHolder holder, long acquired) {
        this.files = files;
        this.number = number;
        this.pace = pace;
        this.holder = holder;
        this.lastBeat = acquired;
        this.heart = Executors.newSingleThreadScheduledExecutor(beat -> {
            Thread thread = new Thread(beat, "heartbeat of lease " + number);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Acquires the lease on a directory. If another one has it, this waits until that one is seen to live (a heartbeat)
     * or not to (the expiry).
     *
     * @throws UnavailableException if another one lives; names its host and process and since when it has the lease
     */
    public static Lease acquire(Store store, Path directory, Pace pace) {
        LeaseFiles files = new LeaseFiles(store, directory);
        while (true) {
            OptionalLong newest = files.newest();
            if (newest.isPresent()) {
                awaitEnd(files, newest.getAsLong(), pace);
            }
            Optional<Lease> lease = claim(files, newest.orElse(0) + 1, pace);
            if (lease.isPresent()) {
                return lease.get();
            }
        }
    }

    /** Whether a file is part of a lease and says nothing of what else is in its directory. */
    public static boolean isPart(Path file) {
        return LeaseFiles.isOne(file);
    }

    /** The number of the lease, which grows when it is taken over. */
    public long number() {
        return number;
    }

    /**
     * Makes sure that the lease is still held.
     *
     * @throws UnavailableException if it was lost or closed, or its holder could not show for too long that it lives
     */
    public void check() {
        if (isClosed) {
            throw new UnavailableException("the lease on " + files.directory() + " was let go of", null);
        }
        if (isLost || isSilent(System.nanoTime()) || isTaken()) {
            throw new UnavailableException(
                    "the lease on " + files.directory() + " was lost" + taker()
                            + ": this process was too slow to show that it lives, and stops",
                    null);
        }
    }

    /** Lets the next one in. If that fails, the next one waits for the expiry. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        stopHeart();
        try {
            if (isOurs()) {
                files.delete(number);
            }
        } catch (RuntimeException e) {
            // what was to be written is written, and the file expires by itself
        }
    }

    /** Waits for the end of another's lease. */
    private static void awaitEnd(LeaseFiles files, long number, Pace pace) {
        Optional<String> first = files.text(number);
        long start = System.nanoTime();
        while (System.nanoTime() - start < pace.expiry().toNanos()) {
            Optional<String> now = files.text(number);
            if (now.isEmpty()
                    || LeaseFiles.holder(now.get()).filter(LeaseHolder::isGone).isPresent()) {
                return;
            }
            if (!now.equals(first)) {
                throw new UnavailableException(
                        files.directory() + " is being written by another pcrl ("
                                + LeaseFiles.holder(now.get())
                                        .map(LeaseHolder::description)
                                        .orElse("which has just begun")
                                + "): wait for its end, or stop it",
                        null);
            }
            sleep(pace.heartbeat().dividedBy(POLLS_IN_A_BEAT));
        }
    }

    private static Optional<Lease> claim(LeaseFiles files, long number, Pace pace) {
        LeaseHolder holder = LeaseHolder.here();
        long begun = System.nanoTime();
        if (!files.create(number, holder)) {
            return Optional.empty();
        }
        if (files.newest().orElse(number) > number) { // what we took for the newest was of the past
            files.delete(number);
            return Optional.empty();
        }
        files.deleteBelow(number);
        Lease lease = new Lease(files, number, pace, holder, begun);
        lease.startHeart();
        return Optional.of(lease);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a heartbeat keeps what it could throw to itself
    private void startHeart() {
        long beat = pace.heartbeat().toNanos();
        heart.scheduleWithFixedDelay(new Heartbeat(), beat, beat, TimeUnit.NANOSECONDS);
    }

    private void stopHeart() {
        heart.shutdown(); // without an interrupt, which would end a write half way
        try {
            if (!heart.awaitTermination(pace.expiry().toNanos(), TimeUnit.NANOSECONDS)) {
                heart.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Others may have seen the last heartbeat as early as it began. */
    private boolean isSilent(long now) {
        return now - lastBeat > pace.expiry().toNanos();
    }

    private boolean isTaken() {
        return files.newest().orElse(0) > number || !isOurs();
    }

    private boolean isOurs() {
        return files.text(number)
                .flatMap(LeaseFiles::holder)
                .filter(found -> found.id().equals(holder.id()))
                .isPresent();
    }

    private String taker() {
        return files.newest().stream()
                .mapToObj(files::text)
                .flatMap(Optional::stream)
                .flatMap(text -> LeaseFiles.holder(text).stream())
                .filter(found -> !found.id().equals(holder.id()))
                .map(found -> " to " + found.description())
                .findFirst()
                .orElse("");
    }

    private static void sleep(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while waiting for a lease", e);
        }
    }

    /** Writes the file anew while it is ours; a lease that was lost stays so. */
    private final class Heartbeat implements Runnable {
        private LeaseHolder shown = holder;

        @Override
        public void run() {
            if (isLost || isClosed) {
                return;
            }
            try {
                beat();
            } catch (RuntimeException e) {
                // the store is away: the next heartbeat tries again, and check() counts the time
            }
        }

        private void beat() {
            long begun = System.nanoTime();
            if (!isOurs()) {
                isLost = true;
                return;
            }
            shown = shown.afterBeat();
            files.replace(number, shown);
            isLost = isSilent(System.nanoTime());
            lastBeat = begun;
        }
    }
}
