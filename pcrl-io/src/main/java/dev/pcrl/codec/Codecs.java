package dev.pcrl.codec;

/** The ways of compression that DICOM names. */
public final class Codecs {
    private Codecs() {}

    /** Run lengths (PS3.5, annex G). */
    public static FrameCodec rle() {
        return new RleCodec();
    }

    /** JPEG with discrete cosine transform, 8 and 12 bits. */
    public static FrameCodec jpeg() {
        return unsupported("JPEG");
    }

    /** JPEG with prediction, lossless. */
    public static FrameCodec jpegLossless() {
        return unsupported("JPEG lossless");
    }

    /** JPEG-LS, lossless and near-lossless. */
    public static FrameCodec jpegLs() {
        return unsupported("JPEG-LS");
    }

    /** JPEG 2000, part 1. */
    public static FrameCodec jpeg2000() {
        return unsupported("JPEG 2000");
    }

    private static FrameCodec unsupported(String name) {
        return (frame, shape) -> {
            throw new UnsupportedFrameException(name);
        };
    }
}
