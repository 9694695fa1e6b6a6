package dev.pcrl.read;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.ByteSource;
import dev.pcrl.volume.Modality;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fields of a NIfTI-1 (348 bytes) or NIfTI-2 (540 bytes) header that decide voxels and geometry. The fields of free
 * text (descrip, aux_file, db_name) may name a patient: they are not read, and of intent_name only two words are known.
 *
 * @see <a href="https://nifti.nimh.nih.gov/nifti-1/documentation/nifti1fields">The fields of NIfTI-1</a>
 */
final class NiftiHeader {
    private static final int FIRST_BYTES = 348;
    private static final int SECOND_BYTES = 540;

    private final String file;
    private final ByteBuffer bytes;
    private final boolean second;

    private NiftiHeader(String file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
        this.second = bytes.capacity() == SECOND_BYTES;
    }

    /** Reads the header from a source at its start. */
    static NiftiHeader read(String file, ByteSource source) {
        byte[] start = source.readUpTo(FIRST_BYTES);
        if (start.length == 0) {
            throw new BadDataException(file, "byte 0", "the file is empty");
        }
        ByteOrder order = orderOf(start);
        if (order == null && start.length >= 4) {
            throw new BadDataException(
                    file, "header field sizeof_hdr", "not NIfTI: neither 348 nor 540 in either byte order");
        }
        if (start.length < FIRST_BYTES) {
            throw source.corrupt("the file ends within its header");
        }
        byte[] all = start;
        if (ByteBuffer.wrap(start).order(order).getInt(0) == SECOND_BYTES) {
            byte[] rest = new byte[SECOND_BYTES - FIRST_BYTES];
            source.read(rest, rest.length);
            all = Arrays.copyOf(start, SECOND_BYTES);
            System.arraycopy(rest, 0, all, FIRST_BYTES, rest.length);
        }
        NiftiHeader header = new NiftiHeader(file, ByteBuffer.wrap(all).order(order));
        header.checkMagic();
        return header;
    }

    /** Whether a file that starts so has a NIfTI header. */
    static boolean startsLikeNifti(byte[] start) {
        ByteOrder order = orderOf(start);
        if (order == null || start.length < FIRST_BYTES) {
            return false;
        }
        boolean second = ByteBuffer.wrap(start).order(order).getInt(0) == SECOND_BYTES;
        String magic = new String(start, second ? 4 : 344, 3, StandardCharsets.ISO_8859_1);
        return magic.matches(second ? "n[+i]2" : "n[+i]1");
    }

    /** The byte order in which the first field is a NIfTI header's size, or null. */
    private static ByteOrder orderOf(byte[] start) {
        if (start.length < 4) {
            return null;
        }
        int little = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        int big = Integer.reverseBytes(little);
        if (little == FIRST_BYTES || little == SECOND_BYTES) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        return big == FIRST_BYTES || big == SECOND_BYTES ? ByteOrder.BIG_ENDIAN : null;
    }

    private void checkMagic() {
        String magic = magic();
        String wanted = second ? "n[+i]2\0\r\n\032\n" : "n[+i]1\0";
        if (magic.matches(wanted)) {
            return;
        }
        if (second && magic.matches("(?s)n[+i]2.*")) {
            throw fail("magic", "its line ends were changed: the file was copied as text");
        }
        throw fail("magic", "not that of NIfTI-" + (second ? 2 : "1 (Analyze 7.5 files do not tell left from right)"));
    }

    private String magic() {
        byte[] raw = new byte[second ? 8 : 4];
        bytes.get(second ? 4 : 344, raw);
        return new String(raw, StandardCharsets.ISO_8859_1);
    }

    /** Whether the voxels stand in a file of their own. */
    boolean isPair() {
        return magic().charAt(1) == 'i';
    }

    ByteOrder order() {
        return bytes.order();
    }

    /** Bytes of this header. */
    int size() {
        return bytes.capacity();
    }

    long dimension(int index) {
        return second ? bytes.getLong(16 + 8 * index) : bytes.getShort(40 + 2 * index);
    }

    double voxelSize(int index) {
        return second ? bytes.getDouble(104 + 8 * index) : bytes.getFloat(76 + 4 * index);
    }

    int typeCode() {
        return bytes.getShort(second ? 12 : 70);
    }

    /** Field vox_offset, which NIfTI-1 stores as a real number. */
    double dataOffset() {
        return second ? bytes.getLong(168) : bytes.getFloat(108);
    }

    double slope() {
        return second ? bytes.getDouble(176) : bytes.getFloat(112);
    }

    double intercept() {
        return second ? bytes.getDouble(184) : bytes.getFloat(116);
    }

    int quaternionCode() {
        return second ? bytes.getInt(344) : bytes.getShort(252);
    }

    int affineCode() {
        return second ? bytes.getInt(348) : bytes.getShort(254);
    }

    /** quatern_b, quatern_c, quatern_d for 0, 1, 2. */
    double quaternion(int index) {
        return second ? bytes.getDouble(352 + 8 * index) : bytes.getFloat(256 + 4 * index);
    }

    /** qoffset_x, qoffset_y, qoffset_z for 0, 1, 2. */
    double quaternionOffset(int index) {
        return second ? bytes.getDouble(376 + 8 * index) : bytes.getFloat(268 + 4 * index);
    }

    /** srow_x, srow_y, srow_z one after the other. */
    double affineElement(int index) {
        return second ? bytes.getDouble(400 + 8 * index) : bytes.getFloat(280 + 4 * index);
    }

    /** The unit of length in field xyzt_units, whose further bits are the unit of time. */
    int lengthUnit() {
        return (second ? bytes.getInt(500) : bytes.get(123)) & 7;
    }

    /** What {@link NiftiWriter} wrote into field intent_name. */
    Modality modality() {
        byte[] name = new byte[IntentName.BYTES];
        bytes.get(second ? 508 : 328, name);
        return IntentName.modality(name);
    }

    /** A fault in one of the fields. */
    BadDataException fail(String field, String reason) {
        return new BadDataException(file, "header field " + field, reason);
    }
}
