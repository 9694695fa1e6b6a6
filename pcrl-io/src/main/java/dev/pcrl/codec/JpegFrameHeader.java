package dev.pcrl.codec;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A frame header (T.81, B.2.2), which JPEG-LS shares (T.87, C.2.2). It agrees with the shape that the frame has to
 * have.
 *
 * @param precision bits of a sample
 * @param components one for each sample of a pixel
 */
record JpegFrameHeader(int precision, List<JpegComponent> components) {
    static JpegFrameHeader read(FrameBytes segment, FrameShape shape) {
        int at = segment.position();
        int precision = segment.u8();
        int rows = segment.u16();
        int columns = segment.u16();
        int count = segment.u8();
        if (rows == 0) {
            throw new UnsupportedFrameException("JPEG that tells its number of lines at its end");
        }
        if (rows != shape.rows() || columns != shape.columns() || count != shape.samplesPerPixel()) {
            throw DamagedFrameException.at(
                    at,
                    "codes %d x %d pixels of %d samples, the header promises %d x %d of %d"
                            .formatted(columns, rows, count, shape.columns(), shape.rows(), shape.samplesPerPixel()));
        }
        if (precision < 2 || precision > Math.min(16, shape.bitsAllocated())) {
            throw DamagedFrameException.at(
                    at, "codes samples of " + precision + " bits in cells of " + shape.bitsAllocated());
        }
        List<JpegComponent> components = IntStream.range(0, count)
                .mapToObj(index -> component(segment, index))
                .toList();
        segment.requireEnd();
        if (components.stream().mapToInt(JpegComponent::id).distinct().count() != count) {
            throw DamagedFrameException.at(at, "two components of one identifier");
        }
        return new JpegFrameHeader(precision, components);
    }

    private static JpegComponent component(FrameBytes segment, int index) {
        int at = segment.position();
        int id = segment.u8();
        int sampling = segment.u8();
        int horizontal = sampling >> 4;
        int vertical = sampling & 15;
        int quantisation = segment.u8();
        if (horizontal < 1 || horizontal > 4 || vertical < 1 || vertical > 4 || quantisation > 3) {
            throw DamagedFrameException.at(at, "a component that is sampled " + horizontal + " x " + vertical);
        }
        return new JpegComponent(index, id, horizontal, vertical, quantisation);
    }

    /** The component that a scan names. */
    JpegComponent component(int id, FrameBytes scanHeader) {
        return components.stream()
                .filter(component -> component.id() == id)
                .findFirst()
                .orElseThrow(() -> scanHeader.damaged("a scan of component " + id + ", which there is not"));
    }

    int mostHorizontal() {
        return components.stream().mapToInt(JpegComponent::horizontal).max().orElseThrow();
    }

    int mostVertical() {
        return components.stream().mapToInt(JpegComponent::vertical).max().orElseThrow();
    }
}
