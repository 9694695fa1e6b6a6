package dev.pcrl.view;

import static java.util.Objects.requireNonNull;

/**
 * No views can be cut from a volume. Says where the fault lies and what it is; the caller, who knows the volume's file,
 * turns it into a {@link dev.pcrl.failure.BadDataException BadDataException} and puts the file aside.
 */
public final class UnfitVolumeException extends IllegalArgumentException {
    private final String place;
    private final String reason;

    /**
     * @param place what part of the volume, such as {@code grid} or {@code voxels}
     * @param reason what is wrong there
     */
    public UnfitVolumeException(String place, String reason) {
        super(place + ": " + reason);
        this.place = requireNonNull(place, "place");
        this.reason = requireNonNull(reason, "reason");
    }

    public String place() {
        return place;
    }

    public String reason() {
        return reason;
    }
}
