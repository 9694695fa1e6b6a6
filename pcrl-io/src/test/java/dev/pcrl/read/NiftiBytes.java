package dev.pcrl.read;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A NIfTI file put together field by field: 3x2x1 voxels of int16 in one file, 1 mm apart, unless told otherwise. Every
 * field of free text holds the name that no message may repeat.
 */
final class NiftiBytes {
    static final String PATIENT = "DOE^JANE";

    /** A field: where it stands and how wide it is in either version. */
    enum Field {
        DIM(40, 's', 16, 'l'),
        DATATYPE(70, 's', 12, 's'),
        PIXDIM(76, 'f', 104, 'd'),
        VOX_OFFSET(108, 'f', 168, 'l'),
        SCL_SLOPE(112, 'f', 176, 'd'),
        SCL_INTER(116, 'f', 184, 'd'),
        XYZT_UNITS(123, 'b', 500, 'i'),
        QFORM_CODE(252, 's', 344, 'i'),
        SFORM_CODE(254, 's', 348, 'i'),
        QUATERN(256, 'f', 352, 'd'),
        QOFFSET(268, 'f', 376, 'd'),
        SROW(280, 'f', 400, 'd');

        private final int firstOffset;
        private final char firstKind;
        private final int secondOffset;
        private final char secondKind;

        Field(int firstOffset, char firstKind, int secondOffset, char secondKind) {
            this.firstOffset = firstOffset;
            this.firstKind = firstKind;
            this.secondOffset = secondOffset;
            this.secondKind = secondKind;
        }
    }

    private final int version;
    private final ByteBuffer header;

    NiftiBytes(int version, ByteOrder order) {
        this.version = version;
        this.header = ByteBuffer.allocate(version == 1 ? 348 : 540).order(order);
        header.putInt(0, header.capacity());
        for (int text : version == 1 ? new int[] {14, 148, 228, 328} : new int[] {240, 320, 508}) {
            header.put(text, PATIENT.getBytes(StandardCharsets.US_ASCII)); // db_name, descrip, aux_file, intent_name
        }
        set(Field.DIM, 3, 3, 2, 1, 1, 1, 1, 1).set(Field.DATATYPE, 4).set(Field.PIXDIM, 1, 1, 1, 1, 1, 1, 1, 1);
        set(Field.VOX_OFFSET, header.capacity() + 4).set(Field.XYZT_UNITS, 2);
        magic("n+" + version);
    }

    static NiftiBytes little() {
        return new NiftiBytes(1, ByteOrder.LITTLE_ENDIAN);
    }

    NiftiBytes magic(String text) {
        String whole = version == 1 ? text + "\0" : text + "\0\r\n\032\n";
        header.put(version == 1 ? 344 : 4, whole.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    NiftiBytes intentName(String text) {
        byte[] field = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 16);
        header.put(version == 1 ? 328 : 508, field);
        return this;
    }

    /** Sets a field, or as many elements of it from the first on as there are values. */
    NiftiBytes set(Field field, double... values) {
        int at = version == 1 ? field.firstOffset : field.secondOffset;
        char kind = version == 1 ? field.firstKind : field.secondKind;
        for (double value : values) {
            switch (kind) {
                case 'b' -> header.put(at, (byte) value);
                case 's' -> header.putShort(at, (short) value);
                case 'i' -> header.putInt(at, (int) value);
                case 'l' -> header.putLong(at, (long) value);
                case 'f' -> header.putFloat(at, (float) value);
                case 'd' -> header.putDouble(at, value);
                default -> throw new AssertionError(field);
            }
            at += switch (kind) {
                case 'b' -> 1;
                case 's' -> 2;
                case 'i', 'f' -> 4;
                default -> 8;
            };
        }
        return this;
    }

    /** The header alone, for a pair. */
    byte[] header() {
        return header.array().clone();
    }

    /** One file: header, no extension, voxels. */
    byte[] file(byte[] voxels) {
        return TestFiles.join(header.array(), new byte[4], voxels);
    }

    /** One file with six voxels of int16, 1 to 6. */
    byte[] file() {
        return file(oneToSix(header.order()));
    }

    static byte[] oneToSix(ByteOrder order) {
        ByteBuffer voxels = ByteBuffer.allocate(12).order(order);
        for (short voxel = 1; voxel <= 6; voxel++) {
            voxels.putShort(voxel);
        }
        return voxels.array();
    }
}
