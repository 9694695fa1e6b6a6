package dev.pcrl.failure;

import static java.util.Objects.requireNonNull;

/**
 * The voxels of a sound file have no room on the Java heap. The same command fails alike until it is given more, so the
 * category is {@link Category#USAGE}.
 */
public final class HeapTooSmallException extends PcrlException {
    private final String reason;

    /**
     * @param file what messages know the file by
     * @param bytes that its voxels need
     * @param heap bytes that the heap may have
     * @param cause null if it was plain without a try
     */
    public HeapTooSmallException(String file, long bytes, long heap, Throwable cause) {
        this(
                file,
                "its voxels need " + bytes + " bytes of the Java heap, whose limit of " + heap
                        + " leaves no room for them: give it more (PCRL_OPTS=-Xmx..., --executor-memory)",
                cause);
    }

    private HeapTooSmallException(String file, String reason, Throwable cause) {
        super(Category.USAGE, requireNonNull(file, "file") + ": " + reason, cause);
        this.reason = reason;
    }

    /** What is too large for what, and the remedy. */
    public String reason() {
        return reason;
    }
}
