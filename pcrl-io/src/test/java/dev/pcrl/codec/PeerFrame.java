package dev.pcrl.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A frame that another encoder made, as {@code tools/codec_frames.py} wrote it into {@code frames.csv}. */
public record PeerFrame(String name, String codecName, FrameShape shape, String samplesName, int tolerance) {
    static Stream<PeerFrame> all() {
        return new String(resource("frames.csv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(PeerFrame::parse);
    }

    public static PeerFrame named(String name) {
        return all().filter(frame -> frame.name.equals(name)).findFirst().orElseThrow();
    }

    private static PeerFrame parse(String line) {
        List<String> cells = List.of(line.split(",", -1));
        List<Integer> numbers =
                cells.subList(2, 7).stream().map(Integer::valueOf).toList();
        FrameShape shape = new FrameShape(
                numbers.get(0),
                numbers.get(1),
                numbers.get(2),
                numbers.get(3),
                numbers.get(4),
                Boolean.parseBoolean(cells.get(7)));
        return new PeerFrame(cells.get(0), cells.get(1), shape, cells.get(8), Integer.parseInt(cells.get(9)));
    }

    FrameCodec codec() {
        return switch (codecName) {
            case "rle" -> Codecs.rle();
            case "jpeg" -> Codecs.jpeg();
            case "jpegLossless" -> Codecs.jpegLossless();
            case "jpegLs" -> Codecs.jpegLs();
            case "jpeg2000" -> Codecs.jpeg2000();
            default -> throw new IllegalArgumentException(codecName);
        };
    }

    public byte[] bytes() {
        return resource(name + ".frame");
    }

    /** What the frame decodes to, within the tolerance. */
    int[] samples() {
        ByteBuffer bytes = ByteBuffer.wrap(resource(samplesName + ".samples"));
        int[] samples = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(samples);
        return samples;
    }

    private static byte[] resource(String file) {
        try (InputStream in = PeerFrame.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
