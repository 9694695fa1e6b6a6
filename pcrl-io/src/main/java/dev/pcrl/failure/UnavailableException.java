package dev.pcrl.failure;

/** Something outside this program failed that may be well again later: the same command is worth another try. */
public final class UnavailableException extends PcrlException {
    public UnavailableException(String message, Throwable cause) {
        super(Category.RETRYABLE, message, cause);
    }
}
