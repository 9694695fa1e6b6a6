package dev.pcrl.codec;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A scan header (T.81, B.2.3), which JPEG-LS shares with other meanings (T.87, C.2.3).
 *
 * @param parts the components of the scan, in their order
 * @param start Ss: the lossless predictor; NEAR
 * @param end Se; the interleave mode
 * @param approximation Ah and Al, of which the lossless point transform is the lower half
 */
record JpegScanHeader(List<Part> parts, int start, int end, int approximation) {
    /**
     * A component of a scan.
     *
     * @param tables Td and Ta, the numbers of its Huffman tables; its mapping table
     */
    record Part(JpegComponent component, int tables) {}

    static JpegScanHeader read(FrameBytes segment, JpegFrameHeader frame) {
        int count = segment.u8();
        if (count < 1 || count > frame.components().size()) {
            throw segment.damaged("a scan of " + count + " components");
        }
        List<Part> parts = IntStream.range(0, count)
                .mapToObj(i -> new Part(frame.component(segment.u8(), segment), segment.u8()))
                .toList();
        if (parts.stream().map(Part::component).distinct().count() != count) {
            throw segment.damaged("a scan of one component twice");
        }
        JpegScanHeader scan = new JpegScanHeader(parts, segment.u8(), segment.u8(), segment.u8());
        segment.requireEnd();
        return scan;
    }
}
