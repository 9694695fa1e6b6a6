package dev.pcrl.dicom;

import dev.pcrl.dicom.VoxelScale.Padding;
import dev.pcrl.failure.BadDataException;
import dev.pcrl.volume.Modality;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What a file says of its image: everything that is read of it but its pixels. */
final class DicomHeader {
    /** Beyond this, floats of voxels could become infinite. */
    private static final double LARGEST_SCALE = 1e25;

    /** Modalities of projections: computed and digital radiography, mammography, film that was scanned. */
    private static final Set<String> PROJECTIONS = Set.of("CR", "DX", "MG", "RG");

    private final TransferSyntax syntax;
    private final Attributes attributes;
    private final Optional<Element> pixels;

    /** @param pixels the beginning of the pixels, if there are any */
    DicomHeader(TransferSyntax syntax, Attributes attributes, Optional<Element> pixels) {
        this.syntax = syntax;
        this.attributes = attributes;
        this.pixels = pixels;
    }

    TransferSyntax syntax() {
        return syntax;
    }

    Attributes attributes() {
        return attributes;
    }

    Optional<Element> pixels() {
        return pixels;
    }

    Modality modality() {
        return switch (attributes.text(Tag.MODALITY).orElse("")) {
            case "CT" -> Modality.CT;
            case "MR" -> Modality.MR;
            default -> Modality.UNKNOWN;
        };
    }

    /** What the images of a series have in common. */
    String seriesUid() {
        return attributes
                .text(Tag.SERIES_INSTANCE_UID)
                .orElseThrow(() -> attributes.origin().missing(Tag.SERIES_INSTANCE_UID));
    }

    /** What names the image; its file if nothing does. */
    String instanceUid() {
        return attributes.text(Tag.SOP_INSTANCE_UID).orElse(attributes.origin().file());
    }

    ImageClass imageClass() {
        return ImageClass.of(attributes.text(Tag.SOP_CLASS_UID).orElse(""));
    }

    /**
     * Whether it is a projection: by its class, or by its modality in the case of a secondary capture, as which some
     * published chest films are kept.
     */
    boolean isRadiograph() {
        return pixels.isPresent()
                && switch (imageClass()) {
                    case RADIOGRAPH -> true;
                    case SECONDARY_CAPTURE ->
                        PROJECTIONS.contains(attributes.text(Tag.MODALITY).orElse(""));
                    case ENHANCED, OTHER -> false;
                };
    }

    /** Whether it tells how pixels are stored and ends before them, as a file that was cut does. */
    boolean lacksPixels() {
        return pixels.isEmpty() && attributes.has(Tag.BITS_ALLOCATED) && syntax.isRead(); // JPIP has them elsewhere
    }

    /** Whether it is a picture to plan others on, which shows the whole body on one slice. */
    boolean isLocaliser() {
        String[] types = attributes.text(Tag.IMAGE_TYPE).orElse("").split("\\\\", -1);
        return Arrays.asList(types).contains("LOCALIZER");
    }

    /** How many frames the pixels are, at least 1. */
    int frames() {
        int frames = attributes.has(Tag.NUMBER_OF_FRAMES) ? attributes.integer(Tag.NUMBER_OF_FRAMES) : 1;
        if (frames < 1) {
            throw attributes.fault(Tag.NUMBER_OF_FRAMES, frames + " frames; at least 1 is needed");
        }
        return frames;
    }

    PixelEncoding encoding() {
        return PixelEncoding.of(attributes);
    }

    /** Where the slice of a file with one frame is. */
    Plane plane() {
        PixelEncoding encoding = encoding();
        return Plane.of(encoding.columns(), encoding.rows(), attributes, attributes, attributes);
    }

    /** How thick the slice of a file with one frame is, or how far the next, in millimetres. */
    double thickness() {
        return thickness(attributes);
    }

    /** How thick a slice is that stands alone, or how far the next would be, in millimetres; 1 if nobody says so. */
    static double thickness(Attributes attributes) {
        double spacing = Math.abs(attributes.numberOr(Tag.SPACING_BETWEEN_SLICES, 0));
        double thickness = spacing > 0 ? spacing : attributes.numberOr(Tag.SLICE_THICKNESS, 0);
        return thickness > 1e-6 && thickness < 1e6 ? thickness : 1;
    }

    /** How the numbers of a file with one frame become voxels. */
    VoxelScale scale() {
        return scale(attributes);
    }

    /**
     * How the numbers of a frame become voxels.
     *
     * @param rescale holds slope and intercept if there are any
     */
    VoxelScale scale(Attributes rescale) {
        double slope = rescale.numberOr(Tag.RESCALE_SLOPE, 1);
        double intercept = rescale.numberOr(Tag.RESCALE_INTERCEPT, 0);
        if (slope == 0 || Math.abs(slope) > LARGEST_SCALE) {
            throw rescale.fault(Tag.RESCALE_SLOPE, "a slope of " + slope);
        }
        if (Math.abs(intercept) > LARGEST_SCALE) {
            throw rescale.fault(Tag.RESCALE_INTERCEPT, "an intercept of " + intercept);
        }
        PixelEncoding encoding = encoding();
        boolean unsigned = !encoding.signed() && encoding.bitsStored() == Integer.SIZE;
        return new VoxelScale(slope, intercept, padding(encoding), unsigned);
    }

    private Padding padding(PixelEncoding encoding) {
        if (!attributes.has(Tag.PIXEL_PADDING_VALUE)) {
            return Padding.NONE;
        }
        double value = stored(Tag.PIXEL_PADDING_VALUE, encoding);
        double limit =
                attributes.has(Tag.PIXEL_PADDING_RANGE_LIMIT) ? stored(Tag.PIXEL_PADDING_RANGE_LIMIT, encoding) : value;
        return new Padding(Math.min(value, limit), Math.max(value, limit));
    }

    /** A number that is signed as the pixels are, whatever the representation that it is written in. */
    private double stored(Tag tag, PixelEncoding encoding) {
        double value = attributes.numbers(tag)[0];
        if (encoding.signed()) {
            return value > Short.MAX_VALUE && encoding.bitsAllocated() <= Short.SIZE ? value - 0x1p16 : value;
        }
        return value < 0 ? value + 0x1p16 : value;
    }

    /** Why it is no slice of a volume although it may be a sound image; nothing if it seems to be one. */
    Optional<BadDataException> whyNoSlice() {
        return Optional.ofNullable(
                switch (imageClass()) {
                    case SECONDARY_CAPTURE -> noSlice(Tag.SOP_CLASS_UID, "a secondary capture is no slice of a volume");
                    case RADIOGRAPH -> noSlice(Tag.SOP_CLASS_UID, "a radiograph (CR, DX, MG) is no slice of a volume");
                    case ENHANCED -> whyNoImage();
                    case OTHER -> whyNoSingleSlice();
                });
    }

    private BadDataException whyNoSingleSlice() {
        BadDataException fault = whyNoImage();
        if (fault != null) {
            return fault;
        }
        if (frames() > 1) {
            return noSlice(Tag.NUMBER_OF_FRAMES, "several frames are read of Enhanced CT, MR and PET images only");
        }
        if (!attributes.items(Tag.MODALITY_LUT_SEQUENCE).isEmpty()) {
            return noSlice(Tag.MODALITY_LUT_SEQUENCE, "slices whose numbers go through a table are not read");
        }
        return attributes.has(Tag.IMAGE_POSITION_PATIENT)
                ? null
                : noSlice(Tag.IMAGE_POSITION_PATIENT, "is missing: the image may be no slice of a volume");
    }

    private BadDataException whyNoImage() {
        if (pixels.isEmpty()) {
            return noImage();
        }
        if (isLocaliser()) {
            return noSlice(Tag.IMAGE_TYPE, "a localiser is no slice of a volume");
        }
        return attributes.numberOr(Tag.SAMPLES_PER_PIXEL, 1) > 1
                ? noSlice(Tag.SAMPLES_PER_PIXEL, "colour is not read")
                : null;
    }

    /** The fault of a file without pixels. */
    BadDataException noImage() {
        return new BadDataException(
                attributes.origin().file(), Tag.text(Tag.PIXEL_DATA), "is missing: the file holds no image");
    }

    private BadDataException noSlice(Tag tag, String reason) {
        return attributes.fault(tag, reason);
    }
}
