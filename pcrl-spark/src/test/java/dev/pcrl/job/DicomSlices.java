package dev.pcrl.job;

import dev.pcrl.bench.DataSetWriter;
import dev.pcrl.phantom.Phantoms;
import dev.pcrl.volume.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Phantoms as series of axial CT slices, explicit VR little endian. Their headers name a patient wherever one can
 * stand: in standard, private and unknown attributes, in sequences, and in UIDs.
 */
public final class DicomSlices {
    static final String PATIENT = "LOVELACE^ADA";
    static final String BIRTH_DATE = "18151210";
    static final String UIDS = "1.2.826.0.1.3680043.77";

    private static final String CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";
    private static final int SIZE = 40;

    private DicomSlices() {}

    /** Writes a series, one file a slice. */
    public static void write(Path directory, int series) {
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
        return DataSetWriter.file("1.2.840.10008.1.2.1")
                .text(0x0008_0008, "CS", "ORIGINAL\\PRIMARY\\" + type)
                .text(0x0008_0016, "UI", CT_IMAGE)
                .text(0x0008_0018, "UI", UIDS + ".1." + type.length() + "." + series + "." + z)
                .text(0x0008_0020, "DA", BIRTH_DATE)
                .text(0x0008_0060, "CS", "CT")
                .text(0x0008_1030, "LO", PATIENT)
                .sequence(0x0008_1140, new DataSetWriter().text(0x0010_0010, "PN", PATIENT))
                .text(0x0009_0010, "LO", PATIENT)
                .text(0x0009_1001, "UN", PATIENT)
                .text(0x0010_0010, "PN", PATIENT)
                .text(0x0010_0020, "LO", PATIENT)
                .text(0x0010_0030, "DA", BIRTH_DATE)
                .text(0x0020_000d, "UI", UIDS + ".2." + series)
                .text(0x0020_000e, "UI", UIDS + ".3." + series)
                .text(0x0020_0032, "DS", "-20\\-20\\" + 2 * z)
                .text(0x0020_0037, "DS", "1\\0\\0\\0\\1\\0")
                .text(0x0020_4000, "LT", PATIENT + " " + BIRTH_DATE)
                .number(0x0028_0002, 1)
                .text(0x0028_0004, "CS", "MONOCHROME2")
                .number(0x0028_0010, SIZE)
                .number(0x0028_0011, SIZE)
                .text(0x0028_0030, "DS", "2\\2")
                .number(0x0028_0100, 16)
                .number(0x0028_0101, 16)
                .number(0x0028_0102, 15)
                .number(0x0028_0103, 1)
                .text(0x0028_1052, "DS", "-1024")
                .text(0x0028_1053, "DS", "1")
                .element(0x7fe0_0010, "OW", pixels)
                .toBytes();
    }
}
