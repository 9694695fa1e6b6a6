package dev.pcrl.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** JPEG files of the JDK's encoder. Those of blocks of 8x8 pixels that are flat come back without any loss. */
final class JpegBytes {
    /** Bytes of the JFIF segment that follows the first marker. */
    private static final int JFIF_BYTES = 18;

    private JpegBytes() {}

    /** The value of the block that a pixel of the test pictures is in. */
    static int flat(int x, int y) {
        return 20 + 60 * (x / 8) + 25 * (y / 8);
    }

    /** Grey blocks, as grey or as colour. */
    static byte[] file(int width, int height, boolean colour, boolean progressive) {
        BufferedImage image =
                new BufferedImage(width, height, colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int value = flat(x, y);
                image.getRaster().setPixel(x, y, new int[] {value, value, value});
            }
        }
        return file(image, progressive);
    }

    static byte[] file(BufferedImage image, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(1);
        param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The file without its JFIF segment. */
    static byte[] withoutJfif(byte[] file) {
        return join(Arrays.copyOf(file, 2), Arrays.copyOfRange(file, 2 + JFIF_BYTES, file.length));
    }

    /** The file with a segment more, right at its start. */
    static byte[] with(byte[] file, int marker, byte[] content) {
        ByteBuffer segment =
                ByteBuffer.allocate(4 + content.length).put((byte) 0xff).put((byte) marker);
        segment.putShort((short) (2 + content.length)).put(content);
        return join(Arrays.copyOf(file, 2), segment.array(), Arrays.copyOfRange(file, 2, file.length));
    }

    /** Exif data with an orientation and a name, as a JPEG segment holds it. */
    static byte[] exif(int orientation) {
        return join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), tiff(orientation));
    }

    /** Exif data with an orientation and a name. */
    static byte[] tiff(int orientation) {
        ByteBuffer tiff = ByteBuffer.allocate(46);
        tiff.putShort((short) 0x4d4d).putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x010e).putShort((short) 2).putInt(8).putInt(38); // description, at byte 38
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        tiff.putShort((short) 0).putInt(0);
        return tiff.put("DOE^JANE".getBytes(StandardCharsets.US_ASCII)).array();
    }

    /** Where the first marker of some kind stands. */
    static int find(byte[] file, int marker) {
        for (int i = 0; i + 1 < file.length; i++) {
            if ((file[i] & 0xff) == 0xff && (file[i + 1] & 0xff) == marker) {
                return i;
            }
        }
        throw new IllegalArgumentException("no marker " + Integer.toHexString(marker));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
