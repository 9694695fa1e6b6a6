package dev.pcrl.dicom;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The attributes that are read (PS3.6): geometry, modality, the encoding of pixels, and what tells the images of a
 * series apart. All others are passed over unread, and those of private groups cannot be named here.
 */
enum Tag {
    TRANSFER_SYNTAX_UID(0x0002_0010, Vr.UI),
    IMAGE_TYPE(0x0008_0008, Vr.CS),
    SOP_CLASS_UID(0x0008_0016, Vr.UI),
    SOP_INSTANCE_UID(0x0008_0018, Vr.UI),
    MODALITY(0x0008_0060, Vr.CS),
    SLICE_THICKNESS(0x0018_0050, Vr.DS),
    ECHO_TIME(0x0018_0081, Vr.DS),
    ECHO_NUMBERS(0x0018_0086, Vr.IS),
    SPACING_BETWEEN_SLICES(0x0018_0088, Vr.DS),
    TRIGGER_TIME(0x0018_1060, Vr.DS),
    IMAGER_PIXEL_SPACING(0x0018_1164, Vr.DS),
    EFFECTIVE_ECHO_TIME(0x0018_9082, Vr.FD),
    DIFFUSION_B_VALUE(0x0018_9087, Vr.FD),
    MR_ECHO_SEQUENCE(0x0018_9114, Vr.SQ),
    MR_DIFFUSION_SEQUENCE(0x0018_9117, Vr.SQ),
    SERIES_INSTANCE_UID(0x0020_000e, Vr.UI),
    ACQUISITION_NUMBER(0x0020_0012, Vr.IS),
    IMAGE_POSITION_PATIENT(0x0020_0032, Vr.DS),
    IMAGE_ORIENTATION_PATIENT(0x0020_0037, Vr.DS),
    TEMPORAL_POSITION_IDENTIFIER(0x0020_0100, Vr.IS),
    STACK_ID(0x0020_9056, Vr.SH),
    FRAME_CONTENT_SEQUENCE(0x0020_9111, Vr.SQ),
    PLANE_POSITION_SEQUENCE(0x0020_9113, Vr.SQ),
    PLANE_ORIENTATION_SEQUENCE(0x0020_9116, Vr.SQ),
    TEMPORAL_POSITION_INDEX(0x0020_9128, Vr.UL),
    SAMPLES_PER_PIXEL(0x0028_0002, Vr.US),
    PHOTOMETRIC_INTERPRETATION(0x0028_0004, Vr.CS),
    NUMBER_OF_FRAMES(0x0028_0008, Vr.IS),
    ROWS(0x0028_0010, Vr.US),
    COLUMNS(0x0028_0011, Vr.US),
    PIXEL_SPACING(0x0028_0030, Vr.DS),
    BITS_ALLOCATED(0x0028_0100, Vr.US),
    BITS_STORED(0x0028_0101, Vr.US),
    HIGH_BIT(0x0028_0102, Vr.US),
    PIXEL_REPRESENTATION(0x0028_0103, Vr.US),
    PIXEL_PADDING_VALUE(0x0028_0120, Vr.US),
    PIXEL_PADDING_RANGE_LIMIT(0x0028_0121, Vr.US),
    WINDOW_CENTER(0x0028_1050, Vr.DS),
    WINDOW_WIDTH(0x0028_1051, Vr.DS),
    RESCALE_INTERCEPT(0x0028_1052, Vr.DS),
    RESCALE_SLOPE(0x0028_1053, Vr.DS),
    VOI_LUT_FUNCTION(0x0028_1056, Vr.CS),
    MODALITY_LUT_SEQUENCE(0x0028_3000, Vr.SQ),
    LUT_DESCRIPTOR(0x0028_3002, Vr.US),
    LUT_DATA(0x0028_3006, Vr.OW),
    VOI_LUT_SEQUENCE(0x0028_3010, Vr.SQ),
    PIXEL_MEASURES_SEQUENCE(0x0028_9110, Vr.SQ),
    PIXEL_VALUE_TRANSFORMATION_SEQUENCE(0x0028_9145, Vr.SQ),
    SHARED_FUNCTIONAL_GROUPS_SEQUENCE(0x5200_9229, Vr.SQ),
    PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE(0x5200_9230, Vr.SQ);

    /** Where the header ends. */
    static final int PIXEL_DATA = 0x7fe0_0010;

    static final int FLOAT_PIXEL_DATA = 0x7fe0_0008;
    static final int DOUBLE_FLOAT_PIXEL_DATA = 0x7fe0_0009;

    static final int ITEM = 0xfffe_e000;
    static final int ITEM_DELIMITATION = 0xfffe_e00d;
    static final int SEQUENCE_DELIMITATION = 0xfffe_e0dd;

    private static final Map<Integer, Tag> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Tag::code, Function.identity()));

    private final int code;
    private final Vr vr;

    Tag(int code, Vr vr) {
        this.code = code;
        this.vr = vr;
    }

    /** Group and element number, the group in the upper half. */
    int code() {
        return code;
    }

    /** The representation that the standard's dictionary has for it; US where it has US or SS. */
    Vr vr() {
        return vr;
    }

    /** The attribute with this number, if it is one that is read. */
    static Optional<Tag> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** A number as the standard writes it: {@code (0028,0010)}. */
    static String text(int code) {
        return String.format("(%04X,%04X)", code >>> 16, code & 0xffff);
    }

    @Override
    public String toString() {
        return text(code);
    }
}
