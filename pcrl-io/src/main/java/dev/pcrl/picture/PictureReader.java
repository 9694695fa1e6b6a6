package dev.pcrl.picture;

import static java.util.Objects.requireNonNull;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.ByteSource;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/**
 * Reads PNG and JPEG files: a volume of one slice, whose x grows along the picture's rows and y along its columns, as
 * that of a radiograph.
 *
 * <p>Numbers are those that Pillow gives: grey values as they are stored (of 1, 2 and 4 bits scaled to 0..255), colours
 * as their {@link Luma}. Colours of 16 bits give a luma of 16 bits, where Pillow keeps 8. Gamma and colour profiles
 * change nothing. A picture with a pixel that is transparent has no grey value there and is refused; an alpha channel
 * without one is left out. The orientation of Exif is followed. Pixels are 1 mm apart, as the resolutions that these
 * formats can hold are those of a print.
 */
public final class PictureReader {
    /** Of which half a dozen copies may be in memory. */
    private static final long MAX_FILE_BYTES = 1L << 28;

    private final Store store;

    public PictureReader(Store store) {
        this.store = requireNonNull(store, "store");
    }

    /** Whether a file that starts so is PNG or JPEG. */
    public static boolean startsLikePicture(byte[] start) {
        PictureBytes bytes = new PictureBytes("", start);
        return PngParser.recognises(bytes) || JpegParser.recognises(bytes);
    }

    /**
     * Reads a picture, in whichever of the formats it is.
     *
     * @throws BadDataException if it is damaged, of more than 8192 x 8192 pixels or partly transparent
     * @throws dev.pcrl.failure.UnavailableException if the store fails on the way
     */
    public Volume read(Path path) {
        PictureBytes file = load(path);
        PackedPicture picture;
        if (PngParser.recognises(file)) {
            picture = new PngParser(file).parse();
        } else if (JpegParser.recognises(file)) {
            picture = new JpegParser(file).parse();
        } else {
            throw file.fault(0, "neither PNG nor JPEG");
        }
        return volume(picture, decode(picture, file), file);
    }

    private PictureBytes load(Path path) {
        try (ByteSource source = ByteSource.open(store, path, 0, ByteSource.Packing.NONE)) {
            long length = source.bound();
            if (length > MAX_FILE_BYTES) {
                throw source.corrupt(length + " bytes; pictures of more than " + MAX_FILE_BYTES + " are not read");
            }
            byte[] bytes = new byte[(int) length];
            source.read(bytes, bytes.length);
            return new PictureBytes(path.toString(), bytes);
        }
    }

    private static Raster decode(PackedPicture picture, PictureBytes file) {
        try {
            return picture.codec().decode(picture.pixels().array());
        } catch (IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String why = cause instanceof EOFException ? "they end too early" : cause.getMessage();
            throw new BadDataException(file.file(), picture.place(), "damaged pixels: " + why, e);
        }
    }

    private static Volume volume(PackedPicture picture, Raster raster, PictureBytes file) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        int samples = raster.getNumBands();
        ExifOrientation orientation = picture.orientation();
        float[] greys = new float[width * height];
        int[] row = new int[width * samples];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int grey = picture.shade().of(row, x * samples);
                if (grey < 0) {
                    String why = grey == Shade.TRANSPARENT
                            ? "is transparent: what is to be seen there depends on what is behind"
                            : "has a colour that the palette lacks";
                    throw new BadDataException(file.file(), "pixel (" + x + ", " + y + ")", why);
                }
                greys[orientation.index(x, y, width, height)] = grey;
            }
        }
        Geometry geometry = new Geometry(
                orientation.width(width, height), orientation.height(width, height), 1, Affine.axial(1, 1, 1));
        return new Volume(geometry, 1, Modality.UNKNOWN, "uint" + picture.bits(), greys);
    }
}
