package dev.pcrl.codec;

import static java.util.Objects.requireNonNull;

/** A frame that is not what it promises. Whoever knows the file turns it into a failure that names the file, too. */
public final class DamagedFrameException extends RuntimeException {
    private final String place;
    private final String reason;

    /**
     * @param place where in the frame, such as {@code byte 1234} or {@code segment 2}
     * @param reason what is wrong there
     */
    public DamagedFrameException(String place, String reason) {
        super(requireNonNull(place, "place") + ": " + requireNonNull(reason, "reason"));
        this.place = place;
        this.reason = reason;
    }

    /** The fault of what begins at a byte of the frame, counted from 0. */
    static DamagedFrameException at(int position, String reason) {
        return new DamagedFrameException("byte " + position, reason);
    }

    public String place() {
        return place;
    }

    public String reason() {
        return reason;
    }
}
