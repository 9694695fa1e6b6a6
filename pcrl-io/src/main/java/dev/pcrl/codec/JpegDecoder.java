package dev.pcrl.codec;

/** The way through the markers of one frame, which T.81 (Annex B) and T.87 (Annex C) share. */
abstract class JpegDecoder {
    private static final int SOI = 0xFFD8;
    private static final int EOI = 0xFFD9;
    private static final int SOS = 0xFFDA;
    private static final int DRI = 0xFFDD;
    private static final int APP0 = 0xFFE0;
    private static final int APP15 = 0xFFEF;
    private static final int COM = 0xFFFE;

    final byte[] frame;
    final FrameShape shape;
    private final FrameBytes bytes;

    /** Null until it has been read. */
    private JpegFrameHeader header;

    /** Null until the first scan. */
    private int[] samples;

    private boolean[] decoded;
    private int restartInterval;

    JpegDecoder(byte[] frame, FrameShape shape) {
        this.frame = frame;
        this.shape = shape;
        this.bytes = new FrameBytes(frame);
    }

    /** Whether a marker begins a frame header of the process that is decoded here. */
    abstract boolean isFrameHeader(int marker);

    /** Takes in a marker segment that is not common to both standards; false if there is no such segment. */
    abstract boolean takeIn(int marker, FrameBytes segment);

    /**
     * Decodes a scan into the samples of its components.
     *
     * @param start position of the coded data in the frame
     * @return position of the marker behind them
     */
    abstract int decodeScan(JpegFrameHeader header, JpegScanHeader scan, int start, int[] samples);

    /** As the DRI segment says; 0 without restarts. */
    final int restartInterval() {
        return restartInterval;
    }

    /** The samples of all components. What comes behind the last scan is not looked at. */
    final int[] decode() {
        if (bytes.marker() != SOI) {
            throw DamagedFrameException.at(0, "does not begin with a start-of-image marker");
        }
        while (samples == null || !allDecoded()) {
            int at = bytes.position();
            int marker = bytes.marker();
            if (marker == EOI) {
                throw DamagedFrameException.at(at, "the image ends without all its components");
            }
            takeIn(at, marker);
        }
        return samples;
    }

    private boolean allDecoded() {
        for (boolean component : decoded) {
            if (!component) {
                return false;
            }
        }
        return true;
    }

    private void takeIn(int at, int marker) {
        FrameBytes segment = bytes.segment();
        if (isFrameHeader(marker)) {
            if (header != null) {
                throw DamagedFrameException.at(at, "a second frame header");
            }
            header = JpegFrameHeader.read(segment, shape);
            decoded = new boolean[header.components().size()];
        } else if (marker == SOS) {
            decodeScan(at, segment);
        } else if (marker == DRI) {
            restartInterval = restartInterval(segment);
        } else if (!takeIn(marker, segment) && marker != COM && (marker < APP0 || marker > APP15)) {
            throw DamagedFrameException.at(at, "a marker FF%02X is out of place".formatted(marker & 0xFF));
        }
    }

    private void decodeScan(int at, FrameBytes segment) {
        if (header == null) {
            throw DamagedFrameException.at(at, "a scan without a frame header");
        }
        JpegScanHeader scan = JpegScanHeader.read(segment, header);
        for (JpegScanHeader.Part part : scan.parts()) {
            int index = part.component().index();
            if (decoded[index]) {
                throw DamagedFrameException.at(at, "a second scan of a component");
            }
            decoded[index] = true;
        }
        if (samples == null) {
            samples = new int[shape.samples()];
        }
        bytes.seek(decodeScan(header, scan, bytes.position(), samples));
    }

    /** B.2.4.4; T.87, C.2.5 has longer ones. */
    private static int restartInterval(FrameBytes segment) {
        int length = segment.remaining();
        if (length < 2 || length > 4) {
            throw segment.damaged("a restart interval of " + length + " bytes");
        }
        return switch (length) {
            case 2 -> segment.u16();
            case 3 -> segment.u8() << 16 | segment.u16();
            default -> segment.u31();
        };
    }
}
