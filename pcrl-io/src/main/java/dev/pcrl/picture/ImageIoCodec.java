package dev.pcrl.picture;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The JDK's decoders, without their colour conversions and without their patience for damaged files. */
enum ImageIoCodec {
    PNG("png"),
    JPEG("jpeg");

    private final String format;

    ImageIoCodec(String format) {
        this.format = format;
    }

    /**
     * The samples of a file's picture as they are coded.
     *
     * @throws IOException if they are damaged, even where a picture could be made of the rest
     */
    Raster decode(byte[] file) throws IOException {
        ImageReader reader = reader();
        List<String> warnings = new ArrayList<>();
        IIOReadWarningListener listener = (source, warning) -> warnings.add(warning);
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener(listener);
            Raster raster = reader.canReadRaster()
                    ? reader.readRaster(0, null)
                    : reader.read(0).getRaster();
            if (!warnings.isEmpty()) {
                throw new IIOException(warnings.get(0));
            }
            return raster;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) { // how some damage comes out
            throw new IIOException("the decoder gives up", e);
        } finally {
            reader.dispose();
        }
    }

    /** The JDK's reader, whichever others there are on the class path. */
    private ImageReader reader() {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule().equals(ImageIO.class.getModule())) {
                return reader;
            }
            reader.dispose();
        }
        throw new IllegalStateException("this JDK has no ImageIO reader of " + format);
    }
}
