package dev.pcrl.exchange;

import dev.pcrl.failure.Category;
import dev.pcrl.failure.PcrlException;

/**
 * Another worker is gone or stands still. Never the root of what went wrong: that is with the worker it names, or in
 * the network.
 */
public final class WorkerLostException extends PcrlException {
    private static final long serialVersionUID = 1;

    WorkerLostException(String message, Throwable cause) {
        super(Category.RETRYABLE, message, cause);
    }
}
