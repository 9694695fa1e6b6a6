package dev.pcrl.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** How DICOM files begin: with a preamble and a prefix (PS3.10, section 7.1), or at once with a data set. */
public final class DicomStart {
    private static final int PREAMBLE_BYTES = 128;
    private static final byte[] PREFIX = "DICM".getBytes(StandardCharsets.US_ASCII);

    /** How much of a file there must be to tell. */
    static final int BYTES = PREAMBLE_BYTES + PREFIX.length;

    /** Groups that a data set without a preamble starts with: file meta information, or identification. */
    private static final int META_GROUP = 0x0002;

    private static final int FIRST_GROUP = 0x0008;

    /** No data set without representations starts with a longer value, nor with a higher element number. */
    private static final int LONGEST_FIRST_VALUE = 4096;

    private static final int HIGHEST_FIRST_ELEMENT = 0x0070;

    private DicomStart() {}

    /** Whether a file that starts with these bytes, 132 of them if it has so many, may be DICOM. */
    public static boolean startsLikeDicom(byte[] start) {
        return hasPrefix(start) || encodingOf(start).isPresent();
    }

    /** Whether the first data set follows the first 132 bytes, and is not at the very beginning. */
    static boolean hasPrefix(byte[] start) {
        return start.length >= BYTES && Arrays.equals(start, PREAMBLE_BYTES, BYTES, PREFIX, 0, PREFIX.length);
    }

    /** How a data set is written that starts with these bytes and may be that of an image. */
    static Optional<Encoding> encodingOf(byte[] start) {
        if (start.length < DicomInput.ELEMENT_BYTES) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        boolean explicit = Vr.of(start[4], start[5]).isPresent();
        int group = bytes.getShort(0);
        if (explicit && (group == FIRST_GROUP || group == META_GROUP)) {
            return Optional.of(Encoding.EXPLICIT_LITTLE);
        }
        if (explicit && Short.reverseBytes((short) group) == FIRST_GROUP) {
            return Optional.of(Encoding.EXPLICIT_BIG);
        }
        int length = bytes.getInt(4);
        boolean plausible = group == FIRST_GROUP
                && (bytes.getShort(2) & 0xffff) <= HIGHEST_FIRST_ELEMENT
                && length >= 0
                && length <= LONGEST_FIRST_VALUE;
        return plausible ? Optional.of(Encoding.IMPLICIT_LITTLE) : Optional.empty();
    }
}
