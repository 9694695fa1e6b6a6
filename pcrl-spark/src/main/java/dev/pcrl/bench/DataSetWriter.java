package dev.pcrl.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Writes a DICOM data set element by element in the order of the calls, explicit VR little endian (PS3.5, section 7.1).
 * For files to measure and to test with; nothing else in PCRL writes DICOM.
 */
public final class DataSetWriter {
    private static final int PREAMBLE_BYTES = 128;
    private static final Set<String> LONG_LENGTH = Set.of("OB", "OW", "SQ", "UN");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A data set without elements. */
    public DataSetWriter() {}

    /** The start of a file (PS3.10, section 7.1): preamble, prefix, and the transfer syntax. */
    public static DataSetWriter file(String transferSyntax) {
        DataSetWriter meta = new DataSetWriter()
                .element(0x0002_0001, "OB", new byte[] {0, 1})
                .text(0x0002_0010, "UI", transferSyntax);
        ByteBuffer length =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, meta.bytes.size());
        DataSetWriter file = new DataSetWriter();
        file.bytes.writeBytes(new byte[PREAMBLE_BYTES]);
        file.bytes.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        file.element(0x0002_0000, "UL", length.array());
        file.bytes.writeBytes(meta.bytes.toByteArray());
        return file;
    }

    /** An element of text, made even. */
    public DataSetWriter text(int tag, String representation, String text) {
        String even = text.length() % 2 == 0 ? text : text + (representation.equals("UI") ? "\0" : " ");
        return element(tag, representation, even.getBytes(StandardCharsets.US_ASCII));
    }

    /** An element of one unsigned 16-bit number. */
    public DataSetWriter number(int tag, int value) {
        return element(tag, "US", new byte[] {(byte) value, (byte) (value >> 8)});
    }

    /** A sequence of one item. */
    public DataSetWriter sequence(int tag, DataSetWriter item) {
        ByteBuffer start = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        start.putShort((short) 0xfffe).putShort((short) 0xe000).putInt(item.bytes.size());
        DataSetWriter items = new DataSetWriter();
        items.bytes.writeBytes(start.array());
        items.bytes.writeBytes(item.bytes.toByteArray());
        return element(tag, "SQ", items.bytes.toByteArray());
    }

    /** An element of any bytes, an even number of them. */
    public DataSetWriter element(int tag, String representation, byte[] value) {
        ByteBuffer start = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        start.putShort((short) (tag >>> 16))
                .putShort((short) tag)
                .put(representation.getBytes(StandardCharsets.US_ASCII));
        if (LONG_LENGTH.contains(representation)) {
            start.putShort((short) 0).putInt(value.length);
        } else {
            start.putShort((short) value.length);
        }
        bytes.write(start.array(), 0, start.position());
        bytes.writeBytes(value);
        return this;
    }

    /** All that was written. */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }
}
