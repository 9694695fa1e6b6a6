package dev.pcrl.failure;

import static java.util.Objects.requireNonNull;

/** A file is not what it should be. Names the file, the place in it (a byte, a line, a tag or a key) and the reason. */
public final class BadDataException extends PcrlException {
    private final String file;
    private final String place;
    private final String reason;

    /**
     * @param file the file's URI
     * @param place where in the file, such as {@code byte 352} or {@code header field dim[1]}
     * @param reason what is wrong there
     */
    public BadDataException(String file, String place, String reason) {
        this(file, place, reason, null);
    }

    public BadDataException(String file, String place, String reason, Throwable cause) {
        super(Category.DATA, file + ": " + place + ": " + reason, cause);
        this.file = requireNonNull(file, "file");
        this.place = requireNonNull(place, "place");
        this.reason = requireNonNull(reason, "reason");
    }

    public String file() {
        return file;
    }

    public String place() {
        return place;
    }

    public String reason() {
        return reason;
    }
}
