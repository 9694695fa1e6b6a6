package dev.pcrl.dicom;

import dev.pcrl.codec.Codecs;
import dev.pcrl.codec.FrameCodec;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a file's data set and its pixels are written (PS3.5, section 10 and annex A; PS3.6, annex A). */
enum TransferSyntax {
    IMPLICIT_LITTLE("1.2.840.10008.1.2", "Implicit VR Little Endian", Pixels.NATIVE),
    EXPLICIT_LITTLE("1.2.840.10008.1.2.1", "Explicit VR Little Endian", Pixels.NATIVE),
    ENCAPSULATED("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian", Pixels.FRAGMENTS),
    DEFLATED("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", Pixels.NATIVE),
    EXPLICIT_BIG("1.2.840.10008.1.2.2", "Explicit VR Big Endian", Pixels.NATIVE),
    JPEG_BASELINE("1.2.840.10008.1.2.4.50", "JPEG Baseline", Pixels.JPEG),
    JPEG_EXTENDED("1.2.840.10008.1.2.4.51", "JPEG Extended", Pixels.JPEG),
    JPEG_LOSSLESS("1.2.840.10008.1.2.4.57", "JPEG Lossless", Pixels.JPEG_LOSSLESS),
    JPEG_LOSSLESS_FIRST("1.2.840.10008.1.2.4.70", "JPEG Lossless, first-order prediction", Pixels.JPEG_LOSSLESS),
    JPEG_LS_LOSSLESS("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless", Pixels.JPEG_LS),
    JPEG_LS_NEAR_LOSSLESS("1.2.840.10008.1.2.4.81", "JPEG-LS Near-lossless", Pixels.JPEG_LS),
    JPEG_2000_LOSSLESS("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless", Pixels.JPEG_2000),
    JPEG_2000("1.2.840.10008.1.2.4.91", "JPEG 2000", Pixels.JPEG_2000),
    RLE("1.2.840.10008.1.2.5", "RLE Lossless", Pixels.RLE),

    JPEG_EXTENDED_3_5("1.2.840.10008.1.2.4.52", "JPEG Extended, processes 3 and 5", Pixels.NOT_READ),
    JPEG_SPECTRAL("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection", Pixels.NOT_READ),
    JPEG_PROGRESSIVE("1.2.840.10008.1.2.4.55", "JPEG Full Progression", Pixels.NOT_READ),
    JPEG_2000_COMPONENTS_LOSSLESS(
            "1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component Lossless", Pixels.NOT_READ),
    JPEG_2000_COMPONENTS("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component", Pixels.NOT_READ),
    JPIP("1.2.840.10008.1.2.4.94", "JPIP Referenced", Pixels.NOT_READ),
    JPIP_DEFLATE("1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate", Pixels.NOT_READ),
    MPEG_2_MAIN("1.2.840.10008.1.2.4.100", "MPEG-2 Main Profile, Main Level", Pixels.NOT_READ),
    MPEG_2_HIGH("1.2.840.10008.1.2.4.101", "MPEG-2 Main Profile, High Level", Pixels.NOT_READ),
    MPEG_4("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264", Pixels.NOT_READ),
    MPEG_4_BD("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264, BD-compatible", Pixels.NOT_READ),
    MPEG_4_2D("1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 for 2D video", Pixels.NOT_READ),
    MPEG_4_3D("1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 for 3D video", Pixels.NOT_READ),
    MPEG_4_STEREO("1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo", Pixels.NOT_READ),
    HEVC("1.2.840.10008.1.2.4.107", "HEVC/H.265", Pixels.NOT_READ),
    HEVC_10("1.2.840.10008.1.2.4.108", "HEVC/H.265, 10 bits", Pixels.NOT_READ),
    JPEG_XL_LOSSLESS("1.2.840.10008.1.2.4.110", "JPEG XL Lossless", Pixels.NOT_READ),
    JPEG_XL_RECOMPRESSION("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression", Pixels.NOT_READ),
    JPEG_XL("1.2.840.10008.1.2.4.112", "JPEG XL", Pixels.NOT_READ),
    HTJ2K_LOSSLESS("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless", Pixels.NOT_READ),
    HTJ2K_LOSSLESS_RPCL("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 Lossless, RPCL", Pixels.NOT_READ),
    HTJ2K("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000", Pixels.NOT_READ),
    DEFLATED_FRAMES("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression", Pixels.NOT_READ);

    /** How pixels are written. */
    private enum Pixels {
        NATIVE,
        FRAGMENTS,
        JPEG,
        JPEG_LOSSLESS,
        JPEG_LS,
        JPEG_2000,
        RLE,
        NOT_READ
    }

    private static final Map<String, TransferSyntax> BY_UID =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(TransferSyntax::uid, Function.identity()));

    private final String uid;
    private final String label;
    private final Pixels pixels;

    TransferSyntax(String uid, String label, Pixels pixels) {
        this.uid = uid;
        this.label = label;
        this.pixels = pixels;
    }

    /** The syntax with this UID, if it is one of the standard's that hold images. */
    static Optional<TransferSyntax> of(String uid) {
        return Optional.ofNullable(BY_UID.get(uid));
    }

    /** The syntax of a data set that says no more of itself than how its elements are written. */
    static TransferSyntax of(Encoding encoding) {
        if (encoding.equals(Encoding.EXPLICIT_BIG)) {
            return EXPLICIT_BIG;
        }
        return encoding.explicit() ? EXPLICIT_LITTLE : IMPLICIT_LITTLE;
    }

    /** What a file's meta information names it by. */
    String uid() {
        return uid;
    }

    /** The standard's name. */
    String label() {
        return label;
    }

    Encoding encoding() {
        return switch (this) {
            case IMPLICIT_LITTLE -> Encoding.IMPLICIT_LITTLE;
            case EXPLICIT_BIG -> Encoding.EXPLICIT_BIG;
            default -> Encoding.EXPLICIT_LITTLE;
        };
    }

    /** Whether the data set, but not what stands before it, is packed in deflate. */
    boolean isDeflated() {
        return this == DEFLATED || this == JPIP_DEFLATE;
    }

    /** Whether pixels of this syntax can be read. */
    boolean isRead() {
        return pixels != Pixels.NOT_READ;
    }

    /** Whether pixels stand in fragments, compressed or not. */
    boolean isEncapsulated() {
        return pixels != Pixels.NATIVE;
    }

    /** Whether a frame is decoded to whole cells, of whose bits some may mean nothing, and not to samples. */
    boolean holdsCells() {
        return pixels == Pixels.RLE;
    }

    /** What decodes a frame; nothing if its samples are written as they are. */
    Optional<FrameCodec> codec() {
        return switch (pixels) {
            case NATIVE, FRAGMENTS -> Optional.empty();
            case JPEG -> Optional.of(Codecs.jpeg());
            case JPEG_LOSSLESS -> Optional.of(Codecs.jpegLossless());
            case JPEG_LS -> Optional.of(Codecs.jpegLs());
            case JPEG_2000 -> Optional.of(Codecs.jpeg2000());
            case RLE -> Optional.of(Codecs.rle());
            case NOT_READ -> throw new IllegalStateException(label + " is not read");
        };
    }
}
