package dev.pcrl.codec;

/** Decodes one compressed frame. Codecs have no state: any number of threads may use one. */
public interface FrameCodec {
    /**
     * The samples of a frame, without any colour transform that the code stream itself does not ask for.
     *
     * @param frame the code stream, whole; a DICOM file's fragments joined
     * @return rows * columns * samplesPerPixel samples, pixel-interleaved, row by row, as coded: unsigned values (of
     *     the code stream's own precision, which may be less than bitsAllocated; RLE has whole cells of bitsAllocated
     *     bits) or, where the code stream itself is signed (JPEG 2000), the signed values
     * @throws DamagedFrameException if the code stream is not what it or the shape promises
     * @throws UnsupportedFrameException if the code stream uses a feature that is not decoded here
     */
    int[] decode(byte[] frame, FrameShape shape);
}
