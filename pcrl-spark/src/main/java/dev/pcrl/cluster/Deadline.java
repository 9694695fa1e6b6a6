package dev.pcrl.cluster;

import dev.pcrl.failure.UnavailableException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A moment until which one asks again. */
record Deadline(long nanos) {
    private static final Duration BETWEEN = Duration.ofMillis(50);

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Waits until something holds, and says whether it came to hold in time. */
    boolean reached(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - nanos > 0) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while waiting for processes", e);
        }
    }
}
