package dev.pcrl.dicom;

/** Reads the frames of a file in the order in which they are stored. */
interface FrameReader {
    /** A frame whose bytes are known to be there: its size can be believed. */
    @FunctionalInterface
    interface Frame {
        /** Writes the frame's voxels, row by row, from some index on; once. */
        void writeTo(float[] voxels, int at, VoxelScale scale);
    }

    /**
     * The next frame, which is to be written before the one after it is asked for.
     *
     * @param last whether it is the file's last
     */
    Frame next(boolean last);

    /**
     * Frames of the file whose header was just read.
     *
     * @throws dev.pcrl.failure.BadDataException if the header does not fit to its pixels, or they are not read
     */
    static FrameReader of(DicomInput input, DicomHeader header) {
        Element pixels = header.pixels().orElseThrow();
        if (pixels.tag() != Tag.PIXEL_DATA) {
            throw fault(input, pixels, "pixels that are real numbers are not read");
        }
        TransferSyntax syntax = header.syntax();
        if (!syntax.isRead()) {
            throw fault(input, pixels, "pixels are written in " + syntax.label() + ", which is not read");
        }
        if (pixels.isUndefined() != syntax.isEncapsulated()) {
            throw fault(
                    input,
                    pixels,
                    (pixels.isUndefined() ? "pixels in fragments" : "pixels without fragments") + " in "
                            + syntax.label());
        }
        return syntax.isEncapsulated() ? new EncapsulatedFrames(input, header) : new NativeFrames(input, header);
    }

    private static RuntimeException fault(DicomInput input, Element pixels, String reason) {
        return input.origin().fault(pixels.tag(), pixels.position(), reason);
    }
}
