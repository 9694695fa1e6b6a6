package dev.pcrl.dicom;

import dev.pcrl.failure.BadDataException;

/**
 * Where a data set stands, for messages.
 *
 * @param file the file's URI
 * @param deflated whether positions count unpacked bytes
 */
record Origin(String file, boolean deflated) {
    /** The fault of an element. */
    BadDataException fault(int tag, long position, String reason) {
        return new BadDataException(
                file, Tag.text(tag) + " at " + (deflated ? "unpacked byte " : "byte ") + position, reason);
    }

    /** The fault of an attribute that is not there. */
    BadDataException missing(Tag tag) {
        return new BadDataException(file, tag.toString(), "is missing");
    }
}
