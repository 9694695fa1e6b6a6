package dev.pcrl.failure;

/** Who can cure a failure, and the exit code that tells a scheduler so. */
public enum Category {
    /** A defect of this program: report it. */
    BUG(1),
    /** The command line or the configuration is wrong: correct it. */
    USAGE(2),
    /** The data are wrong: repair or leave out the file that the message names. */
    DATA(3),
    /** The surroundings failed (a store that is away, a full disk): the same command may succeed later. */
    RETRYABLE(75);

    private final int exitCode;

    Category(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of a process that ends with such a failure (75 is {@code EX_TEMPFAIL} of sysexits.h). */
    public int exitCode() {
        return exitCode;
    }
}
