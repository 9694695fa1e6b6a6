package dev.pcrl.picture;

import dev.pcrl.store.ByteSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Takes a PNG file apart (third edition, sections 5 and 11) and puts the chunks together again that the pixels need.
 * Text, profiles and times are passed over unread, packed or not.
 */
final class PngParser {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Of length and type before a chunk's data, and of its checksum after them. */
    private static final int FRAME_BYTES = 12;

    private final PictureBytes file;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private PngHeader header;
    private PictureBytes palette;
    private PictureBytes transparency;
    private ExifOrientation orientation = ExifOrientation.UPRIGHT;
    private int dataStart;

    PngParser(PictureBytes file) {
        this.file = file;
        this.palette = new PictureBytes(file.file(), new byte[0]);
        this.transparency = palette;
    }

    /** Whether a file starts as PNG does. */
    static boolean recognises(PictureBytes file) {
        return file.holds(SIGNATURE, 0);
    }

    /**
     * A chunk.
     *
     * @param type its four letters
     * @param position where its length stands
     * @param length of its data
     */
    private record Chunk(String type, int position, int length) {
        int dataPosition() {
            return position + 8;
        }

        int end() {
            return position + length + FRAME_BYTES;
        }
    }

    PackedPicture parse() {
        Chunk chunk = chunk(SIGNATURE.length);
        if (!chunk.type().equals("IHDR") || chunk.length() != PngHeader.BYTES) {
            throw file.fault(chunk.position(), "chunk IHDR of " + PngHeader.BYTES + " bytes is due");
        }
        verify(chunk);
        header = PngHeader.of(file, chunk.dataPosition());
        for (chunk = chunk(chunk.end()); !chunk.type().equals("IEND"); chunk = chunk(chunk.end())) {
            take(chunk);
        }
        verify(chunk);
        check(chunk.position());
        Shade shade = new PngShades(header, palette, transparency).shade();
        int bits = Math.max(Byte.SIZE, header.bits());
        return new PackedPicture(
                ImageIoCodec.PNG,
                new PictureBytes(file.file(), essence()),
                "IDAT at byte " + dataStart,
                bits,
                shade,
                orientation);
    }

    private Chunk chunk(int position) {
        long length = file.intAt(position);
        String type = new String(file.slice(position + 4, 4), StandardCharsets.ISO_8859_1);
        if (!type.matches("[A-Za-z]{4}")) {
            throw file.fault(position, "no chunk of PNG begins here");
        }
        int left = file.length() - position - FRAME_BYTES;
        if (length > left) {
            throw file.fault(
                    position,
                    "chunk " + type + " promises " + length + " bytes, where the file has " + Math.max(0, left));
        }
        return new Chunk(type, position, (int) length);
    }

    private void take(Chunk chunk) {
        switch (chunk.type()) {
            case "IDAT" -> {
                verify(chunk);
                dataStart = data.size() == 0 ? chunk.position() : dataStart;
                data.write(file.array(), chunk.dataPosition(), chunk.length());
            }
            case "PLTE" -> palette = content(chunk);
            case "tRNS" -> transparency = content(chunk);
            case "eXIf" -> {
                verify(chunk);
                orientation = ExifOrientation.of(file, chunk.dataPosition(), chunk.length());
            }
            case "acTL" -> throw file.fault(chunk.position(), "animations are not read");
            default -> {
                if (Character.isUpperCase(chunk.type().charAt(0))) {
                    throw file.fault(chunk.position(), "chunk " + chunk.type() + ", which the standard does not know");
                }
            }
        }
    }

    private PictureBytes content(Chunk chunk) {
        verify(chunk);
        return new PictureBytes(file.file(), file.slice(chunk.dataPosition(), chunk.length()));
    }

    private void verify(Chunk chunk) {
        CRC32 checksum = new CRC32();
        checksum.update(file.array(), chunk.position() + 4, chunk.length() + 4);
        if (checksum.getValue() != file.intAt(chunk.end() - 4)) {
            throw file.fault(chunk.position(), "chunk " + chunk.type() + " does not match its checksum");
        }
    }

    /** What the chunks must have together, before memory is taken for pixels. */
    private void check(int end) {
        if (header.unpackedBytes() > ByteSource.MOST_EXPANSION * data.size()) {
            throw file.fault(
                    end,
                    data.size() + " bytes of IDAT cannot hold the " + header.width() + " x " + header.height()
                            + " pixels that the header promises");
        }
        boolean indexed = header.colour() == PngColour.PALETTE;
        if (indexed && (palette.length() == 0 || palette.length() % 3 != 0 || palette.length() > 3 << header.bits())) {
            throw file.fault(end, "a palette of " + palette.length() + " bytes for " + header.bits() + " bits a pixel");
        }
        int most = switch (header.colour()) {
            case GREY -> 2;
            case RGB -> 6;
            case PALETTE -> palette.length() / 3;
            case GREY_ALPHA, RGBA -> 0;
        };
        int length = transparency.length();
        if (length > most || (length > 0 && length < most && !indexed)) {
            throw file.fault(end, "a transparency (tRNS) of " + length + " bytes, where " + most + " are due");
        }
    }

    /** A PNG file of the pixels alone. */
    private byte[] essence() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(data.size() + 1000);
        out.writeBytes(SIGNATURE);
        write(out, "IHDR", file.slice(SIGNATURE.length + 8, PngHeader.BYTES));
        if (header.colour() == PngColour.PALETTE) {
            write(out, "PLTE", palette.array());
        }
        write(out, "IDAT", data.toByteArray());
        write(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String type, byte[] content) {
        byte[] letters = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 checksum = new CRC32();
        checksum.update(letters);
        checksum.update(content);
        out.writeBytes(ByteBuffer.allocate(4).putInt(0, content.length).array());
        out.writeBytes(letters);
        out.writeBytes(content);
        out.writeBytes(
                ByteBuffer.allocate(4).putInt(0, (int) checksum.getValue()).array());
    }
}
