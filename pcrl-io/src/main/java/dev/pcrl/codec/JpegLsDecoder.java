package dev.pcrl.codec;

/** One frame of JPEG-LS (T.87). */
final class JpegLsDecoder extends JpegDecoder {
    private static final int SOF55 = 0xFFF7;
    private static final int LSE = 0xFFF8;
    private static final int APP8 = 0xFFE8;

    private static final int PRESET = 1;

    private JpegLsPreset preset = JpegLsPreset.UNSET;

    JpegLsDecoder(byte[] frame, FrameShape shape) {
        super(frame, shape);
    }

    @Override
    boolean isFrameHeader(int marker) {
        return marker == SOF55;
    }

    @Override
    boolean takeIn(int marker, FrameBytes segment) {
        if (marker == LSE) {
            int type = segment.u8();
            if (type != PRESET) {
                throw new UnsupportedFrameException("JPEG-LS parameters of type " + type);
            }
            preset = JpegLsPreset.read(segment);
            return true;
        }
        if (marker == APP8 && hasColourTransform(segment)) {
            throw new UnsupportedFrameException("JPEG-LS with Hewlett-Packard's colour transforms");
        }
        return false;
    }

    /**
     * Whether a segment is "mrfx" and the number of a transform, an extension of Hewlett-Packard's that others write,
     * too.
     */
    private static boolean hasColourTransform(FrameBytes segment) {
        return segment.remaining() == 5 && segment.u16() == 0x6D72 && segment.u16() == 0x6678 && segment.u8() != 0;
    }

    @Override
    int decodeScan(JpegFrameHeader header, JpegScanHeader scan, int start, int[] samples) {
        JpegLsBits bits = new JpegLsBits(frame, start);
        if (scan.approximation() != 0) {
            throw new UnsupportedFrameException("JPEG-LS with a point transform");
        }
        if (scan.parts().stream().anyMatch(part -> part.tables() != 0)) {
            throw new UnsupportedFrameException("JPEG-LS with a mapping table");
        }
        if (header.mostHorizontal() * header.mostVertical() != 1) {
            throw new UnsupportedFrameException("subsampled JPEG-LS");
        }
        JpegLsModel model =
                new JpegLsModel(bits, preset.complete(header.precision(), scan.start(), bits), scan.start());
        new JpegLsScan(shape, scan.parts(), interleave(scan, bits), bits, model).decode(restartInterval(), samples);
        return bits.position;
    }

    private static JpegLsScan.Interleave interleave(JpegScanHeader scan, JpegLsBits bits) {
        int components = scan.parts().size();
        if (scan.end() > 2 || (scan.end() == 0 && components > 1)) {
            throw bits.damaged(components + " components in interleave mode " + scan.end());
        }
        if (components == 1) { // for which all modes are one
            return JpegLsScan.Interleave.NONE;
        }
        return scan.end() == 1 ? JpegLsScan.Interleave.LINE : JpegLsScan.Interleave.SAMPLE;
    }
}
