package dev.pcrl.job;

import dev.pcrl.phantom.Phantoms;
import dev.pcrl.volume.Volume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Phantoms as series of axial CT slices, explicit VR little endian. Their headers name a patient wherever one can
 * stand: in standard, private and unknown attributes, in sequences, and in UIDs.
 */
final class DicomSlices {
    static final String PATIENT = "LOVELACE^ADA";
    static final String BIRTH_DATE = "18151210";
    static final String UIDS = "1.2.826.0.1.3680043.77";

    private static final String CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";
    private static final int SIZE = 40;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private DicomSlices() {}

    /** Writes a series, one file a slice. */
    static void write(Path directory, int series) {
        Volume phantom = Phantoms.thorax(SIZE, series).image();
        FloatBuffer voxels = phantom.voxels();
        try {
            Files.createDirectories(directory);
            for (int z = 0; z < SIZE; z++) {
                byte[] pixels = new byte[2 * SIZE * SIZE];
                ByteBuffer words = ByteBuffer.wrap(pixels).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < SIZE * SIZE; i++) {
                    words.putShort((short) (voxels.get() + 1024));
                }
                Files.write(directory.resolve("slice-" + z + ".dcm"), file("AXIAL", series, z, pixels));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a picture to plan a series on. */
    static void writeLocaliser(Path file, int series) {
        try {
            Files.write(file, file("LOCALIZER", series, 0, new byte[2 * SIZE * SIZE]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] file(String type, int series, int z, byte[] pixels) {
        DicomSlices file = new DicomSlices();
        file.bytes.writeBytes(new byte[128]);
        file.bytes.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        file.text(0x0002_0010, "UI", "1.2.840.10008.1.2.1")
                .text(0x0008_0008, "CS", "ORIGINAL\\PRIMARY\\" + type)
                .text(0x0008_0016, "UI", CT_IMAGE)
                .text(0x0008_0018, "UI", UIDS + ".1." + type.length() + "." + series + "." + z)
                .text(0x0008_0020, "DA", BIRTH_DATE)
                .text(0x0008_0060, "CS", "CT")
                .text(0x0008_1030, "LO", PATIENT);
        byte[] name = new DicomSlices().text(0x0010_0010, "PN", PATIENT).bytes.toByteArray();
        file.sequence(0x0008_1140, name)
                .text(0x0009_0010, "LO", PATIENT)
                .text(0x0009_1001, "UN", PATIENT)
                .text(0x0010_0010, "PN", PATIENT)
                .text(0x0010_0020, "LO", PATIENT)
                .text(0x0010_0030, "DA", BIRTH_DATE)
                .text(0x0020_000d, "UI", UIDS + ".2." + series)
                .text(0x0020_000e, "UI", UIDS + ".3." + series)
                .text(0x0020_0032, "DS", "-20\\-20\\" + 2 * z)
                .text(0x0020_0037, "DS", "1\\0\\0\\0\\1\\0")
                .text(0x0020_4000, "LT", PATIENT + " " + BIRTH_DATE);
        file.number(0x0028_0002, 1)
                .text(0x0028_0004, "CS", "MONOCHROME2")
                .number(0x0028_0010, SIZE)
                .number(0x0028_0011, SIZE)
                .text(0x0028_0030, "DS", "2\\2");
        file.number(0x0028_0100, 16)
                .number(0x0028_0101, 16)
                .number(0x0028_0102, 15)
                .number(0x0028_0103, 1);
        file.text(0x0028_1052, "DS", "-1024").text(0x0028_1053, "DS", "1");
        return file.element(0x7fe0_0010, "OW", pixels).bytes.toByteArray();
    }

    private DicomSlices text(int tag, String vr, String text) {
        String even = text.length() % 2 == 0 ? text : text + (vr.equals("UI") ? "\0" : " ");
        return element(tag, vr, even.getBytes(StandardCharsets.US_ASCII));
    }

    private DicomSlices number(int tag, int value) {
        return element(tag, "US", new byte[] {(byte) value, (byte) (value >> 8)});
    }

    private DicomSlices sequence(int tag, byte[] item) {
        ByteBuffer items = ByteBuffer.allocate(8 + item.length).order(ByteOrder.LITTLE_ENDIAN);
        items.putShort((short) 0xfffe)
                .putShort((short) 0xe000)
                .putInt(item.length)
                .put(item);
        return element(tag, "SQ", items.array());
    }

    private DicomSlices element(int tag, String vr, byte[] value) {
        ByteBuffer start = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        start.putShort((short) (tag >> 16)).putShort((short) tag).put(vr.getBytes(StandardCharsets.US_ASCII));
        if (vr.matches("OW|SQ|UN")) {
            start.putShort((short) 0).putInt(value.length);
        } else {
            start.putShort((short) value.length);
        }
        bytes.write(start.array(), 0, start.position());
        bytes.writeBytes(value);
        return this;
    }
}
