package dev.pcrl.dicom;

import static java.util.Objects.requireNonNull;

import org.apache.hadoop.fs.Path;

/**
 * A file that belongs to no series.
 *
 * @param file where it is
 * @param kind whether that is as it should be
 * @param place where in the file: a tag, a byte
 * @param reason why
 */
public record SkippedFile(Path file, Kind kind, String place, String reason) implements Finding {
    public SkippedFile {
        requireNonNull(file, "file");
        requireNonNull(kind, "kind");
        requireNonNull(place, "place");
        requireNonNull(reason, "reason");
    }

    /** What a skipped file is. */
    public enum Kind {
        /** Sound, but no slice of a volume: a localiser, a report, a copy, a text. */
        OTHER,
        /** DICOM that cannot be read, and might have been a slice. */
        DAMAGED
    }
}
