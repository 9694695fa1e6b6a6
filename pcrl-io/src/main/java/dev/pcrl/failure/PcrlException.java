package dev.pcrl.failure;

/** A failure that is told to the user in one line. Anything that is not one of these is a bug. */
public abstract class PcrlException extends RuntimeException {
    private final Category category;

    protected PcrlException(Category category, String message, Throwable cause) {
        super(message, cause);
        this.category = category;
    }

    /** Who can cure it. */
    public Category category() {
        return category;
    }
}
