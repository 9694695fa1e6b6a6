package dev.pcrl.codec;

/** The processes of T.81 that are decoded here, by the way they code samples. */
enum JpegProcess {
    SEQUENTIAL_DCT,
    LOSSLESS;

    /** The process that a start-of-frame marker names (B.1.1.3, table B.1). */
    static JpegProcess of(int marker) {
        return switch (marker) {
            case 0xFFC0, 0xFFC1 -> SEQUENTIAL_DCT;
            case 0xFFC3 -> LOSSLESS;
            case 0xFFC2 -> throw new UnsupportedFrameException("progressive JPEG");
            case 0xFFF7 -> throw new UnsupportedFrameException("JPEG-LS in a frame of JPEG");
            case 0xFFC5, 0xFFC6, 0xFFC7, 0xFFDE -> throw new UnsupportedFrameException("hierarchical JPEG");
            default -> throw new UnsupportedFrameException("arithmetic coding of JPEG");
        };
    }

    String title() {
        return switch (this) {
            case SEQUENTIAL_DCT -> "sequential DCT";
            case LOSSLESS -> "lossless";
        };
    }
}
