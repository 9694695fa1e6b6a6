package dev.pcrl.failure;

/** The command line or the configuration asks for something impossible; the message names the key or option. */
public final class UsageException extends PcrlException {
    public UsageException(String message) {
        this(message, null);
    }

    public UsageException(String message, Throwable cause) {
        super(Category.USAGE, message, cause);
    }
}
