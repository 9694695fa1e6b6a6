package dev.pcrl.codec;

import java.util.List;

/** One frame of a {@link JpegProcess}, with the tables that its segments have defined so far. */
final class JpegHuffmanDecoder extends JpegDecoder {
    private static final int DHT = 0xFFC4;
    private static final int JPG = 0xFFC8;
    private static final int DAC = 0xFFCC;
    private static final int DQT = 0xFFDB;
    private static final int DNL = 0xFFDC;
    private static final int DHP = 0xFFDE;
    private static final int SOF55 = 0xFFF7;

    private final JpegProcess process;
    private final JpegHuffmanTable[] dcTables = new JpegHuffmanTable[4];
    private final JpegHuffmanTable[] acTables = new JpegHuffmanTable[4];

    private final JpegQuantisation[] quantisation = new JpegQuantisation[4];

    JpegHuffmanDecoder(byte[] frame, FrameShape shape, JpegProcess process) {
        super(frame, shape);
        this.process = process;
    }

    @Override
    boolean isFrameHeader(int marker) {
        boolean any = marker >= 0xFFC0 && marker <= 0xFFCF && marker != DHT && marker != JPG && marker != DAC;
        if (!any && marker != DHP && marker != SOF55) {
            return false;
        }
        JpegProcess coded = JpegProcess.of(marker);
        if (coded != process) {
            throw DamagedFrameException.at(
                    0, coded.title() + " JPEG where the header promises " + process.title() + " JPEG");
        }
        return true;
    }

    @Override
    boolean takeIn(int marker, FrameBytes segment) {
        switch (marker) {
            case DHT -> readHuffmanTables(segment);
            case DQT -> readQuantisation(segment);
            case DNL -> throw new UnsupportedFrameException("JPEG that tells its number of lines at its end");
            default -> {
                return false;
            }
        }
        return true;
    }

    private void readHuffmanTables(FrameBytes segment) {
        while (segment.remaining() > 0) {
            int kind = segment.u8();
            if ((kind & ~0x13) != 0) {
                throw segment.damaged("a Huffman table of class and number " + kind);
            }
            (kind < 0x10 ? dcTables : acTables)[kind & 3] = JpegHuffmanTable.read(segment);
        }
    }

    /** B.2.4.1. */
    private void readQuantisation(FrameBytes segment) {
        while (segment.remaining() > 0) {
            int kind = segment.u8();
            if ((kind & ~0x13) != 0) {
                throw segment.damaged("a quantisation table of precision and number " + kind);
            }
            quantisation[kind & 3] = JpegQuantisation.read(segment, kind >= 0x10);
        }
    }

    @Override
    int decodeScan(JpegFrameHeader header, JpegScanHeader scan, int start, int[] samples) {
        JpegBits bits = new JpegBits(frame, start);
        switch (process) {
            case SEQUENTIAL_DCT -> { // where Ss, Se, Ah, Al can only be 0, 63, 0, 0, and some files have all zeros
                List<JpegDctScan.Channel> channels =
                        scan.parts().stream().map(part -> channel(part, start)).toList();
                new JpegDctScan(shape, header, channels, bits, samples).decode(restartInterval());
            }
            case LOSSLESS -> {
                List<JpegHuffmanTable> tables = scan.parts().stream()
                        .map(part -> defined(dcTables[(part.tables() >> 4) & 3], start))
                        .toList();
                new JpegLosslessScan(shape, header, scan, tables, bits, samples).decode(restartInterval(), start);
            }
        }
        return bits.position;
    }

    private JpegDctScan.Channel channel(JpegScanHeader.Part part, int start) {
        JpegComponent component = part.component();
        JpegQuantisation steps = quantisation[component.quantisation()];
        if (steps == null) {
            throw DamagedFrameException.at(start, "quantisation table " + component.quantisation() + " is missing");
        }
        return new JpegDctScan.Channel(
                component,
                defined(dcTables[(part.tables() >> 4) & 3], start),
                defined(acTables[part.tables() & 3], start),
                steps);
    }

    private static JpegHuffmanTable defined(JpegHuffmanTable table, int start) {
        if (table == null) {
            throw DamagedFrameException.at(start, "a scan's Huffman table is missing");
        }
        return table;
    }
}
