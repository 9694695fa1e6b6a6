package dev.pcrl.dicom;

import static java.util.Objects.requireNonNull;

import dev.pcrl.failure.BadDataException;
import dev.pcrl.store.Store;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.util.function.DoubleUnaryOperator;
import org.apache.hadoop.fs.Path;

/**
 * Reads projections (CR, DX, mammography) and other single grey images: a volume of one slice, anywhere in space.
 *
 * <p>Pixels are as they are to be shown, from 0 (black) to 1 (white): after the modality's transformation, then the
 * image's first table or window of values of interest, or its whole range if it has none, and inverted if MONOCHROME1
 * asks for it. Pixel padding is black.
 */
public final class RadiographReader {
    private final Store store;

    public RadiographReader(Store store) {
        this.store = requireNonNull(store, "store");
    }

    /**
     * Reads an image; x grows along its rows, y along its columns. Pixels are as far apart as the file says of the
     * patient, else of the detector, else 1 mm.
     *
     * @throws BadDataException if the file is damaged, holds several frames or colour, or no image
     */
    public Volume read(Path path) {
        try (DicomFile file = DicomFile.open(store, path)) {
            return read(file);
        }
    }

    /** Reads the image of a file that is open. */
    Volume read(DicomFile file) {
        DicomHeader header = file.header();
        if (header.pixels().isEmpty()) {
            throw header.noImage();
        }
        if (header.frames() > 1) {
            throw header.attributes()
                    .fault(Tag.NUMBER_OF_FRAMES, header.frames() + " frames; one is read as a radiograph");
        }
        PixelEncoding encoding = header.encoding();
        if (encoding.pixels() > Volume.MAX_VOXELS) {
            throw header.attributes().fault(Tag.ROWS, "more pixels than an image can have");
        }
        FrameReader.Frame frame = file.frames().next(true);
        float[] pixels = new float[(int) encoding.pixels()];
        frame.writeTo(pixels, 0, header.scale());
        show(pixels, header, encoding);
        return new Volume(geometry(header, encoding), 1, Modality.UNKNOWN, encoding.label(), pixels);
    }

    private static Geometry geometry(DicomHeader header, PixelEncoding encoding) {
        Attributes attributes = header.attributes();
        Tag tag = attributes.has(Tag.PIXEL_SPACING) ? Tag.PIXEL_SPACING : Tag.IMAGER_PIXEL_SPACING;
        double[] spacing = attributes.has(tag) ? Plane.spacing(attributes, tag) : new double[] {1, 1};
        return new Geometry(encoding.columns(), encoding.rows(), 1, Affine.axial(spacing[1], spacing[0], 1));
    }

    private static void show(float[] pixels, DicomHeader header, PixelEncoding encoding) {
        Attributes attributes = header.attributes();
        attributes.item(Tag.MODALITY_LUT_SEQUENCE).ifPresent(item -> {
            LookupTable table = LookupTable.of(item, encoding.signed());
            map(pixels, table::entry);
        });
        DoubleUnaryOperator curve = curve(pixels, attributes, encoding);
        map(pixels, encoding.darkIsHigh() ? number -> 1 - curve.applyAsDouble(number) : curve);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Float.isNaN(pixels[i]) ? 0 : pixels[i]; // padding
        }
    }

    private static DoubleUnaryOperator curve(float[] pixels, Attributes attributes, PixelEncoding encoding) {
        if (attributes.item(Tag.VOI_LUT_SEQUENCE).isPresent()) {
            boolean signed = attributes.item(Tag.MODALITY_LUT_SEQUENCE).isEmpty() // whose entries have no sign
                    && (encoding.signed() || attributes.numberOr(Tag.RESCALE_INTERCEPT, 0) < 0);
            return LookupTable.of(attributes.items(Tag.VOI_LUT_SEQUENCE).get(0), signed)::share;
        }
        if (attributes.has(Tag.WINDOW_CENTER)) {
            return Window.of(attributes)::share;
        }
        return wholeRange(pixels);
    }

    private static DoubleUnaryOperator wholeRange(float[] pixels) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (float pixel : pixels) {
            least = pixel < least ? pixel : least; // false for padding, which is NaN
            most = pixel > most ? pixel : most;
        }
        double low = least;
        double range = most > least ? most - least : 1;
        return number -> (number - low) / range;
    }

    private static void map(float[] pixels, DoubleUnaryOperator function) {
        for (int i = 0; i < pixels.length; i++) {
            if (!Float.isNaN(pixels[i])) {
                pixels[i] = (float) function.applyAsDouble(pixels[i]);
            }
        }
    }
}
