package dev.pcrl.codec;

/** The decoders there are. */
public final class Codecs {
    private Codecs() {}

    /** DICOM's run-length encoding (PS3.5, Annex G). */
    public static FrameCodec rle() {
        return new RleCodec();
    }

    /** JPEG baseline and extended sequential DCT with Huffman coding, 8 and 12 bit (T.81, processes 1, 2 and 4). */
    public static FrameCodec jpeg() {
        return (frame, shape) -> new JpegHuffmanDecoder(frame, shape, JpegProcess.SEQUENTIAL_DCT).decode();
    }

    /** JPEG lossless with Huffman coding, 2 to 16 bit, any selection value (T.81, process 14). */
    public static FrameCodec jpegLossless() {
        return (frame, shape) -> new JpegHuffmanDecoder(frame, shape, JpegProcess.LOSSLESS).decode();
    }

    /** JPEG-LS, lossless and near-lossless, 2 to 16 bit (T.87). */
    public static FrameCodec jpegLs() {
        return (frame, shape) -> new JpegLsDecoder(frame, shape).decode();
    }

    /** JPEG 2000 part 1, reversible and irreversible (T.800). */
    public static FrameCodec jpeg2000() {
        return (frame, shape) -> new J2kDecoder(frame, shape).decode();
    }
}
