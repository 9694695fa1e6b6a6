package dev.pcrl.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A data set put together element by element, and the file that holds it in any transfer syntax. Free text, UIDs and
 * dates hold what no message may repeat.
 */
public final class DicomBytes {
    /** The beginning of all UIDs but those of the standard. */
    public static final String UIDS = "1.2.826.0.1.3680043.9";

    public static final String PATIENT = "DOE^JANE";
    public static final String BIRTH_DATE = "19290504";

    static final String CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";
    static final String ENHANCED_MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4.1";

    /** What a value is in some byte order. */
    @FunctionalInterface
    private interface Content {
        byte[] in(Encoding encoding);
    }

    private record Entry(Vr vr, boolean undefined, Content content) {}

    private final Map<Integer, Entry> elements = new TreeMap<>(Integer::compareUnsigned);

    /** A data set without elements. */
    static DicomBytes empty() {
        return new DicomBytes();
    }

    /** A CT slice of int16 in the axial plane, 1 mm apart, at z = 0, with private and free text that is to stay in. */
    static DicomBytes slice(int columns, int rows) {
        DicomBytes slice = new DicomBytes().image(columns, rows);
        slice.text(Tag.IMAGE_TYPE, "ORIGINAL\\PRIMARY\\AXIAL").text(Tag.SOP_CLASS_UID, CT_IMAGE);
        slice.text(Tag.IMAGE_POSITION_PATIENT, "0\\0\\0").text(Tag.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0");
        slice.text(Tag.PIXEL_SPACING, "1\\1")
                .text(Tag.RESCALE_INTERCEPT, "-1024")
                .text(Tag.RESCALE_SLOPE, "1");
        return slice;
    }

    /** The file of an axial CT slice of a series. */
    public static byte[] file(int columns, int rows, String series, double height, int... pixels) {
        return slice(columns, rows)
                .text(Tag.SERIES_INSTANCE_UID, UIDS + ".3." + series)
                .text(Tag.SOP_INSTANCE_UID, UIDS + ".1." + series + "." + Math.round(1000 * (height + 5000)))
                .text(Tag.IMAGE_POSITION_PATIENT, "0\\0\\" + height)
                .text(Tag.RESCALE_INTERCEPT, "0")
                .pixels(pixels)
                .file(TransferSyntax.EXPLICIT_LITTLE);
    }

    /** The file of a slice of two rows and four columns, 0.5 mm and 2 mm apart, whose first pixel is at a place. */
    public static byte[] file(String series, String instance, double x, double y, double z) {
        return slice(4, 2)
                .text(Tag.SERIES_INSTANCE_UID, UIDS + ".3." + series)
                .text(Tag.SOP_INSTANCE_UID, UIDS + ".1." + instance)
                .text(Tag.IMAGE_POSITION_PATIENT, x + "\\" + y + "\\" + z)
                .text(Tag.PIXEL_SPACING, "0.5\\2")
                .pixels(new int[8])
                .file(TransferSyntax.EXPLICIT_LITTLE);
    }

    /** A projection of some pixels in a row, of 12 bits without a sign. */
    static DicomBytes radiograph(int... pixels) {
        return slice(pixels.length, 1)
                .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.1")
                .text(Tag.MODALITY, "DX")
                .remove(Tag.IMAGE_POSITION_PATIENT)
                .remove(Tag.IMAGE_ORIENTATION_PATIENT)
                .remove(Tag.PIXEL_SPACING)
                .remove(Tag.RESCALE_SLOPE)
                .remove(Tag.RESCALE_INTERCEPT)
                .number(Tag.BITS_STORED, 12)
                .number(Tag.HIGH_BIT, 11)
                .number(Tag.PIXEL_REPRESENTATION, 0)
                .pixels(pixels);
    }

    /** The file of a projection of some pixels in a row, without a window. */
    public static byte[] radiographFile(int... pixels) {
        return radiograph(pixels).file(TransferSyntax.EXPLICIT_LITTLE);
    }

    /** The attributes of an image, grey and of int16, and those of a patient. */
    private DicomBytes image(int columns, int rows) {
        text(0x0008_0005, Vr.CS, "ISO_IR 100")
                .text(Tag.SOP_INSTANCE_UID, UIDS + ".1")
                .text(Tag.MODALITY, "CT");
        text(0x0008_0020, Vr.DA, BIRTH_DATE).text(0x0010_0010, Vr.PN, PATIENT).text(0x0010_0030, Vr.DA, BIRTH_DATE);
        sequence(
                0x0008_1140,
                true,
                empty().text(0x0008_1150, Vr.UI, UIDS + ".2").sequence(0x0008_2112, false, empty()),
                empty().text(0x0010_0010, Vr.PN, PATIENT));
        sequence(0x0009_1001, false, empty().text(0x0010_0010, Vr.PN, PATIENT));
        text(0x0009_0010, Vr.LO, PATIENT).text(0x0009_1002, Vr.UN, PATIENT);
        text(Tag.SERIES_INSTANCE_UID, UIDS + ".3");
        number(Tag.SAMPLES_PER_PIXEL, 1).text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2");
        number(Tag.ROWS, rows).number(Tag.COLUMNS, columns);
        number(Tag.BITS_ALLOCATED, 16).number(Tag.BITS_STORED, 16).number(Tag.HIGH_BIT, 15);
        return number(Tag.PIXEL_REPRESENTATION, 1);
    }

    /** An Enhanced MR image of int16 with a plane position for each frame, the rest shared. */
    static DicomBytes enhanced(int columns, int rows, double... heights) {
        DicomBytes image = new DicomBytes().image(columns, rows);
        image.text(Tag.SOP_CLASS_UID, ENHANCED_MR_IMAGE).text(Tag.MODALITY, "MR");
        image.text(Tag.NUMBER_OF_FRAMES, Integer.toString(heights.length));
        image.sequence(
                Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE,
                false,
                empty().sequence(
                                Tag.PLANE_ORIENTATION_SEQUENCE,
                                true,
                                empty().text(Tag.IMAGE_ORIENTATION_PATIENT, "1\\0\\0\\0\\1\\0"))
                        .sequence(
                                Tag.PIXEL_MEASURES_SEQUENCE,
                                false,
                                empty().text(Tag.PIXEL_SPACING, "0.5\\0.75").text(Tag.SLICE_THICKNESS, "2")));
        return image.frames(Arrays.stream(heights)
                .mapToObj(height -> empty().sequence(
                                Tag.PLANE_POSITION_SEQUENCE,
                                false,
                                empty().text(Tag.IMAGE_POSITION_PATIENT, "0\\0\\" + height)))
                .toArray(DicomBytes[]::new));
    }

    /** Functional groups, one for each frame. */
    DicomBytes frames(DicomBytes... groups) {
        return sequence(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, true, groups);
    }

    DicomBytes withoutPixels() {
        elements.remove(Tag.PIXEL_DATA);
        return this;
    }

    DicomBytes remove(Tag tag) {
        elements.remove(tag.code());
        return this;
    }

    DicomBytes text(int tag, Vr vr, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] even = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
        if (bytes.length % 2 == 1) {
            even[bytes.length] = (byte) (vr == Vr.UI ? 0 : ' ');
        }
        return bytes(tag, vr, even);
    }

    DicomBytes text(Tag tag, String text) {
        return text(tag.code(), tag.vr(), text);
    }

    /** Numbers in binary, as the attribute's representation has them. */
    DicomBytes number(Tag tag, double... numbers) {
        return number(tag, tag.vr(), numbers);
    }

    DicomBytes number(Tag tag, Vr vr, double... numbers) {
        return put(tag.code(), new Entry(vr, false, encoding -> binary(vr, encoding.order(), numbers)));
    }

    /** Words, which the byte order counts for. */
    DicomBytes words(Tag tag, Vr vr, int... words) {
        return put(tag.code(), new Entry(vr, false, encoding -> words(encoding.order(), words)));
    }

    DicomBytes bytes(int tag, Vr vr, byte[] bytes) {
        return put(tag, new Entry(vr, false, encoding -> bytes));
    }

    DicomBytes sequence(Tag tag, boolean undefined, DicomBytes... items) {
        return sequence(tag.code(), undefined, items);
    }

    /** @param undefined whether delimiters end the sequence and its items, instead of a length */
    DicomBytes sequence(int tag, boolean undefined, DicomBytes... items) {
        return put(tag, new Entry(Vr.SQ, undefined, encoding -> items(encoding, undefined, items)));
    }

    /** A sequence as it is kept where its representation got lost: without those of its elements. */
    DicomBytes unknownSequence(Tag tag, boolean undefined, DicomBytes... items) {
        return put(
                tag.code(), new Entry(Vr.UN, undefined, encoding -> items(Encoding.IMPLICIT_LITTLE, undefined, items)));
    }

    /** Pixels of 16 bits. */
    DicomBytes pixels(int... pixels) {
        return put(Tag.PIXEL_DATA, new Entry(Vr.OW, false, encoding -> words(encoding.order(), pixels)));
    }

    DicomBytes pixels(Vr vr, byte[] bytes) {
        return bytes(Tag.PIXEL_DATA, vr, bytes);
    }

    /** Pixels in fragments. */
    DicomBytes fragments(List<Integer> offsets, byte[]... fragments) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer table = ByteBuffer.allocate(4 * offsets.size()).order(ByteOrder.LITTLE_ENDIAN);
        offsets.forEach(table::putInt);
        item(all, table.array());
        for (byte[] fragment : fragments) {
            item(all, fragment);
        }
        delimit(all, ByteOrder.LITTLE_ENDIAN, Tag.SEQUENCE_DELIMITATION);
        return put(Tag.PIXEL_DATA, new Entry(Vr.OB, true, encoding -> all.toByteArray()));
    }

    private static void item(ByteArrayOutputStream out, byte[] content) {
        out.writeBytes(tag(Tag.ITEM, ByteOrder.LITTLE_ENDIAN));
        out.writeBytes(words(ByteOrder.LITTLE_ENDIAN, content.length, content.length >>> 16));
        out.writeBytes(content);
    }

    private DicomBytes put(int tag, Entry entry) {
        elements.put(tag, entry);
        return this;
    }

    /** A file with preamble and meta information. */
    byte[] file(TransferSyntax syntax) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[128]);
        file.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
        byte[] meta = empty().bytes(0x0002_0001, Vr.OB, new byte[] {0, 1})
                .text(Tag.TRANSFER_SYNTAX_UID, syntax.uid())
                .text(0x0002_0012, Vr.UI, UIDS + ".4")
                .dataSet(Encoding.EXPLICIT_LITTLE);
        ByteBuffer length =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, meta.length);
        file.writeBytes(empty().bytes(0x0002_0000, Vr.UL, length.array()).dataSet(Encoding.EXPLICIT_LITTLE));
        file.writeBytes(meta);
        byte[] dataSet = dataSet(syntax.encoding());
        file.writeBytes(syntax.isDeflated() ? deflate(dataSet) : dataSet);
        return file.toByteArray();
    }

    /** The data set alone. */
    byte[] dataSet(Encoding encoding) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        elements.forEach((tag, entry) -> {
            byte[] content = entry.content().in(encoding);
            out.writeBytes(tag(tag, encoding.order()));
            int length = entry.undefined() ? -1 : content.length;
            if (encoding.explicit()) {
                out.writeBytes(entry.vr().name().getBytes(StandardCharsets.US_ASCII));
            }
            ByteBuffer bytes = ByteBuffer.allocate(6).order(encoding.order());
            if (!encoding.explicit()) {
                out.write(bytes.putInt(0, length).array(), 0, 4);
            } else if (entry.vr().hasLongLength()) {
                out.writeBytes(bytes.putInt(2, length).array());
            } else {
                out.write(bytes.putShort(0, (short) length).array(), 0, 2);
            }
            out.writeBytes(content);
        });
        return out.toByteArray();
    }

    static byte[] deflate(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        deflater.end();
        return packed.toByteArray();
    }

    /** Words, two bytes each. */
    static byte[] words(ByteOrder order, int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * words.length).order(order);
        for (int word : words) {
            bytes.putShort((short) word);
        }
        return bytes.array();
    }

    private static byte[] tag(int tag, ByteOrder order) {
        return words(order, tag >>> 16, tag);
    }

    private static byte[] binary(Vr vr, ByteOrder order, double[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(order);
        for (double number : numbers) {
            switch (vr) {
                case US, SS -> bytes.putShort((short) (int) number);
                case UL, SL -> bytes.putInt((int) (long) number);
                case FL -> bytes.putFloat((float) number);
                case FD -> bytes.putDouble(number);
                default -> throw new AssertionError(vr);
            }
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static byte[] items(Encoding encoding, boolean undefined, DicomBytes... items) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (DicomBytes item : items) {
            byte[] content = item.dataSet(encoding);
            int length = undefined ? -1 : content.length;
            out.writeBytes(tag(Tag.ITEM, encoding.order()));
            out.writeBytes(ByteBuffer.allocate(4)
                    .order(encoding.order())
                    .putInt(0, length)
                    .array());
            out.writeBytes(content);
            if (undefined) {
                delimit(out, encoding.order(), Tag.ITEM_DELIMITATION);
            }
        }
        if (undefined) {
            delimit(out, encoding.order(), Tag.SEQUENCE_DELIMITATION);
        }
        return out.toByteArray();
    }

    private static void delimit(ByteArrayOutputStream out, ByteOrder order, int delimiter) {
        out.writeBytes(tag(delimiter, order));
        out.writeBytes(new byte[4]);
    }

    @Override
    public String toString() {
        return elements.keySet().stream().map(Tag::text).collect(Collectors.joining(" "));
    }
}
