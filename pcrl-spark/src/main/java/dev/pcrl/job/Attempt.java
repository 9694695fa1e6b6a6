package dev.pcrl.job;

import dev.pcrl.failure.UnavailableException;
import java.io.Serializable;
import java.util.function.Supplier;

/**
 * What a task brought, or why it failed: what it throws itself Spark would wrap, and run again three times.
 *
 * @param value null if it failed
 * @param failure null if it did not
 */
record Attempt<T>(T value, RuntimeException failure) implements Serializable {
    static <T> Attempt<T> of(Supplier<T> work) {
        try {
            return new Attempt<>(work.get(), null);
        } catch (RuntimeException e) {
            return new Attempt<>(null, e);
        } catch (OutOfMemoryError e) { // Spark would end the process without a word
            return new Attempt<>(
                    null,
                    new UnavailableException(
                            "out of memory (" + e.getMessage() + "): give more, or make batches or windows smaller",
                            e));
        }
    }

    /** The value; throws the failure. */
    T get() {
        if (failure != null) {
            throw failure;
        }
        return value;
    }
}
