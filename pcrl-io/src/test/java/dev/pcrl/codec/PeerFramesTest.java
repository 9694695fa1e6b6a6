package dev.pcrl.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every codec against encoders and decoders that are not ours. */
class PeerFramesTest {
    @ParameterizedTest
    @MethodSource("dev.pcrl.codec.PeerFrame#all")
    void should_decode_what_the_peer_decodes(PeerFrame frame) {
        int[] expected = frame.samples();

        int[] decoded = frame.codec().decode(frame.bytes(), frame.shape());

        assertThat(decoded).hasSameSizeAs(expected);
        assertThat(IntStream.range(0, expected.length)
                        .filter(i -> Math.abs(decoded[i] - expected[i]) > frame.tolerance()))
                .as("samples that are further off than %d", frame.tolerance())
                .isEmpty();
    }
}
