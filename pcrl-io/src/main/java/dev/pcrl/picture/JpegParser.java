package dev.pcrl.picture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes a JPEG file apart (T.81, annex B) and puts the segments together again that the pixels need. Of application
 * segments only the orientation (Exif) and what tells the kind of colour (JFIF, Adobe) are looked at.
 */
final class JpegParser {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DQT = 0xdb;
    private static final int DRI = 0xdd;
    private static final int DHT = 0xc4;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;

    /** Encoders write ten or so; each of them costs a pass over the whole picture, however short it is. */
    private static final int MAX_SCANS = 100;

    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
    private static final int ADOBE_TRANSFORM = 11;
    private static final int IDENTIFIED_AS_RGB = 'R' << 16 | 'G' << 8 | 'B';

    private final PictureBytes file;
    private final ByteArrayOutputStream essence = new ByteArrayOutputStream();
    private JpegFrame frame;
    private ExifOrientation orientation = ExifOrientation.UPRIGHT;
    private boolean jfif;
    private int adobeTransform = -1;
    private int scans;
    private long codedBytes;
    private int firstScan;

    JpegParser(PictureBytes file) {
        this.file = file;
    }

    /** Whether a file starts as JPEG does. */
    static boolean recognises(PictureBytes file) {
        return file.holds(new byte[] {(byte) 0xff, (byte) SOI, (byte) 0xff}, 0);
    }

    PackedPicture parse() {
        int position = 2;
        copy(0, position);
        for (position = marker(position); file.byteAt(position + 1) != EOI; position = marker(position)) {
            position = segment(position, file.byteAt(position + 1));
        }
        copy(position, position + 2);
        if (scans == 0) {
            throw file.fault(position, "the picture ends here, without pixels");
        }
        if (frame.fewestBytes() > codedBytes) {
            throw file.fault(
                    frame.position(),
                    codedBytes + " bytes of pixels cannot hold " + frame.width() + " x " + frame.height());
        }
        String place = "scan at byte " + firstScan;
        return new PackedPicture(
                ImageIoCodec.JPEG,
                new PictureBytes(file.file(), essence.toByteArray()),
                place,
                Byte.SIZE,
                shade(),
                orientation);
    }

    /** Where the next marker is, behind bytes that may fill up the space before it (B.1.1.2). */
    private int marker(int start) {
        int position = start;
        while (file.shortAt(position) == 0xffff) {
            position++;
        }
        if (file.shortAt(position) < 0xffc0) {
            throw file.fault(position, "a marker of JPEG is due");
        }
        return position;
    }

    /** Takes a segment and whatever belongs to it, and gives the position after that. */
    private int segment(int position, int marker) {
        int length = file.shortAt(position + 2);
        int end = position + 2 + length;
        if (length < 2 || end > file.length()) {
            throw file.fault(
                    position,
                    "a segment of " + length + " bytes, where the file has " + (file.length() - position - 2));
        }
        switch (marker) {
            case DQT, DHT, DRI -> copy(position, end);
            case 0xc0, 0xc1, 0xc2 -> {
                if (frame != null) {
                    throw file.fault(position, "a second frame");
                }
                frame = JpegFrame.of(file, position, length);
                copy(position, end);
            }
            case SOS -> {
                return scan(position, end);
            }
            case APP0 -> jfif |= length >= 16 && file.holds(JFIF, position + 4);
            case APP1 -> {
                if (file.holds(EXIF, position + 4)) {
                    int start = position + 4 + EXIF.length;
                    orientation = ExifOrientation.of(file, start, Math.max(0, end - start));
                }
            }
            case APP14 -> {
                if (length >= 14 && file.holds(ADOBE, position + 4)) {
                    adobeTransform = file.byteAt(position + 4 + ADOBE_TRANSFORM);
                }
            }
            default -> refuseUnlessComment(position, marker);
        }
        return end;
    }

    private void refuseUnlessComment(int position, int marker) {
        if (marker < APP0 || (marker > 0xef && marker != 0xfe)) {
            throw file.fault(
                    position,
                    "marker " + Integer.toHexString(marker)
                            + ": baseline, extended and progressive DCT with Huffman coding are read");
        }
    }

    private int scan(int position, int headerEnd) {
        if (frame == null) {
            throw file.fault(position, "a scan before the frame header");
        }
        firstScan = scans == 0 ? position : firstScan;
        if (++scans > MAX_SCANS) {
            throw file.fault(position, "pictures of more than " + MAX_SCANS + " scans are not read");
        }
        int end = headerEnd;
        while (!endsScan(end)) {
            end++;
        }
        codedBytes += end - headerEnd;
        copy(position, end);
        return end;
    }

    /** Whether a marker begins that is neither a restart nor a stuffed byte. */
    private boolean endsScan(int position) {
        if (file.byteAt(position) != 0xff) {
            return false;
        }
        int next = file.byteAt(position + 1);
        return next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7);
    }

    private void copy(int start, int end) {
        essence.write(file.array(), start, end - start);
    }

    /** What libjpeg takes for red, green and blue, is; any other three components are YCbCr. */
    private Shade shade() {
        if (frame.components() == 1) {
            return (samples, at) -> samples[at];
        }
        boolean told = jfif || adobeTransform >= 0;
        boolean rgb = told ? !jfif && adobeTransform == 0 : frame.identifiers() == IDENTIFIED_AS_RGB;
        return rgb ? (samples, at) -> Luma.of(samples[at], samples[at + 1], samples[at + 2]) : JpegColour::grey;
    }
}
