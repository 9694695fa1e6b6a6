package dev.pcrl.train;

import dev.pcrl.store.Store;
import java.io.Serializable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/**
 * How a driver asks a running round to end after its step: by a file. The first worker looks for it while it trains.
 * Whoever has no way to signal the driver may write the file.
 */
public final class StopSignal implements Serializable {
    private static final long serialVersionUID = 1;

    private final String file;
    private final SerializableConfiguration hadoop;

    /**
     * A signal at a place.
     *
     * @param file that asks to stop by being there
     * @param hadoop settings of the store that holds it
     */
    public StopSignal(Path file, SerializableConfiguration hadoop) {
        this.file = file.toString();
        this.hadoop = hadoop;
    }

    /** Asks to stop. */
    public void give() {
        new Store(hadoop.value()).writeText(Store.path(file), "stop\n");
    }

    /** Takes the request back: before a run begins, and after it has been heard. */
    public void clear() {
        new Store(hadoop.value()).delete(Store.path(file));
    }

    /** Looks for the request every now and then until it is closed. */
    Watch watch() {
        return new Watch(new Store(hadoop.value()), Store.path(file));
    }

    /** A thread that looks for the file; a step asks the watch, and waits for no store. */
    static final class Watch implements AutoCloseable {
        private static final long PAUSE_MILLIS = 2000;

        private final Thread thread;
        private volatile boolean asked;

        private Watch(Store store, Path file) {
            thread = new Thread(() -> look(store, file), "pcrl-stop-watch");
            thread.setDaemon(true);
            thread.start();
        }

        private void look(Store store, Path file) {
            try {
                while (!asked) {
                    asked = isThere(store, file);
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // closed
            }
        }

        private static boolean isThere(Store store, Path file) {
            try {
                return store.exists(file);
            } catch (RuntimeException e) { // the store is away for a moment; a round's end will tell if it stays so
                return false;
            }
        }

        boolean isAsked() {
            return asked;
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
