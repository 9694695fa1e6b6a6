package dev.pcrl.job;

import java.time.Duration;

/**
 * A scheduler's wish to end this process (SIGTERM), for whoever can do so in good order: within a grace period. Without
 * anybody who can, and at the second wish, the process ends at once.
 */
public final class Termination {
    private final Runnable end;
    private Handler handler;
    private boolean wished;

    /**
     * Before any wish.
     *
     * @param end ends the process at once
     */
    public Termination(Runnable end) {
        this.end = end;
    }

    /** Of a process that nobody can end in good order, as in tests. */
    public static Termination none() {
        return new Termination(() -> {});
    }

    /** Says that there is somebody who can end the process in good order, until closed. */
    public final class Handler implements AutoCloseable {
        private final Runnable stop;
        private final Duration grace;

        private Handler(Runnable stop, Duration grace) {
            this.stop = stop;
            this.grace = grace;
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    /**
     * Takes care of a wish that may come.
     *
     * @param stop makes the work end soon; called once, on a thread of its own
     * @param grace after which the process is ended all the same
     */
    public synchronized Handler handle(Runnable stop, Duration grace) {
        handler = new Handler(stop, grace);
        return handler;
    }

    private synchronized void leave(Handler left) {
        if (handler == left) {
            handler = null;
        }
    }

    /** The wish: returns at once, or ends the process. */
    public void wish() {
        Handler stopping;
        synchronized (this) {
            stopping = wished ? null : handler;
            wished = true;
        }
        if (stopping == null) {
            end.run();
            return;
        }
        Thread thread = new Thread(() -> stop(stopping), "pcrl-terminate");
        thread.setDaemon(true);
        thread.start();
    }

    private void stop(Handler stopping) {
        try {
            stopping.stop.run();
            Thread.sleep(stopping.grace.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end.run(); // the store may be away, too
        }
    }
}
