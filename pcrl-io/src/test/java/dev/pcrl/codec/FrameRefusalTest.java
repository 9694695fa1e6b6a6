package dev.pcrl.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames of peers with one byte changed, so that they ask for what is not decoded or cannot be. */
class FrameRefusalTest {
    /** The byte is counted from the marker's first one; 1 is what the marker means. */
    @ParameterizedTest
    @CsvSource({
        "dct-8-q95, C0, 1, C2, progressive JPEG",
        "dct-8-q95, C0, 1, C5, hierarchical JPEG",
        "dct-8-q95, C0, 1, C9, arithmetic coding of JPEG",
        "dct-8-q95, C0, 6, 00, JPEG that tells its number of lines at its end",
        "jls-8, F7, 11, 21, subsampled JPEG-LS",
        "jls-8, DA, 6, 01, JPEG-LS with a mapping table",
        "jls-8, DA, 9, 01, JPEG-LS with a point transform",
        "jls-thresholds, F8, 4, 02, JPEG-LS parameters of type 2",
        "j2k-12, 51, 41, 02, subsampled JPEG 2000",
        "j2k-12, 52, 12, 40, JPEG 2000 code-blocks of style 64",
        "j2k-12, 5C, 1, 50, high-throughput JPEG 2000",
        "j2k-12, 5C, 1, 5E, JPEG 2000 with a region of interest",
        "j2k-12, 5C, 1, 5F, JPEG 2000 with a change of progression order",
        "j2k-12, 5C, 1, 60, JPEG 2000 with packed packet headers"
    })
    void should_name_the_feature_that_is_not_supported(
            String name, String marker, int offset, String value, String feature) {
        PeerFrame frame = PeerFrame.named(name);
        byte[] changed = changed(frame, marker, offset, value);

        assertThatThrownBy(() -> frame.codec().decode(changed, frame.shape()))
                .isInstanceOf(UnsupportedFrameException.class)
                .hasMessage(feature + " is not supported");
    }

    @ParameterizedTest
    @CsvSource({
        "dct-8-q95, C0, 1, C3, lossless JPEG where the header promises sequential DCT JPEG",
        "dct-8-q95, C0, 4, 09, codes samples of 9 bits in cells of 8",
        "dct-8-q95, C0, 4, 07, DCT of samples of 7 bits",
        "dct-8-q95, C0, 8, 26, codes 38 x 29 pixels of 1 samples",
        "dct-8-q95, C0, 7, FF, codes 65317 x 29 pixels of 1 samples",
        "dct-8-q95, C0, 9, 03, codes 37 x 29 pixels of 3 samples",
        "dct-8-q95, C0, 11, 00, a component that is sampled 0 x 0",
        "dct-8-q95, C0, 12, 03, quantisation table 3 is missing",
        "dct-8-q95, DA, 5, 09, 'a scan of component 9, which there is not'",
        "dct-8-q95, DA, 6, 22, a scan's Huffman table is missing",
        "dct-8-q95, D8, 1, D9, not begin",
        "lossless-16-p1, C3, 1, C1, sequential DCT JPEG where the header promises lossless JPEG",
        "lossless-16-p1, DA, 7, 00, predictor 0",
        "lossless-16-p1, DA, 7, 08, predictor 8",
        "lossless-12, DA, 9, 0C, a point transform of all 12 bits",
        "jls-8, DA, 7, C8, an error of 200 in samples of at most 255",
        "jls-8, DA, 8, 03, 1 components in interleave mode 3",
        "jls-thresholds, F8, 5, FF, impossible coding parameters",
        "j2k-12, 51, 9, 26, codes 38 x 29 pixels of 1 samples",
        "j2k-12, 51, 40, 1F, codes samples of 32 bits in cells of 16",
        "j2k-12, 51, 25, 00, impossible tiles",
        "j2k-12, 52, 5, 05, progression order 5",
        "j2k-12, 52, 7, 00, no quality layers",
        "j2k-12, 52, 8, 01, a component transform without three equal components",
        "j2k-12, 52, 9, 21, impossible coding style",
        "j2k-12, 52, 10, 09, impossible coding style",
        "j2k-12, 52, 9, 05, its quantisation does not fit its transform",
        "j2k-12, 52, 13, 00, its quantisation does not fit its transform",
        "j2k-12, 52, 1, 64, its coding style is missing",
        "j2k-12, 5C, 1, 64, its quantisation is missing",
        "j2k-tiles, 90, 5, 09, tile-part 0 of tile 9 is out of place",
        "j2k-markers, 92, 1, 93, a packet header does not end with its marker",
        "j2k-12, 52, 12, 20, its coded data are wrong"
    })
    void should_say_what_is_wrong(String name, String marker, int offset, String value, String reason) {
        PeerFrame frame = PeerFrame.named(name);
        byte[] changed = changed(frame, marker, offset, value);

        assertThatThrownBy(() -> frame.codec().decode(changed, frame.shape()))
                .isInstanceOf(DamagedFrameException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void should_not_take_the_colour_transforms_of_hewlett_packard() {
        PeerFrame frame = PeerFrame.named("jls-rgb8-2-near0");
        byte[] segment = {-1, (byte) 0xE8, 0, 7, 'm', 'r', 'f', 'x', 1};
        byte[] bytes = frame.bytes();
        byte[] changed = new byte[bytes.length + segment.length];
        System.arraycopy(bytes, 0, changed, 0, 2);
        System.arraycopy(segment, 0, changed, 2, segment.length);
        System.arraycopy(bytes, 2, changed, 2 + segment.length, bytes.length - 2);

        assertThatThrownBy(() -> frame.codec().decode(changed, frame.shape()))
                .isInstanceOf(UnsupportedFrameException.class)
                .hasMessageContaining("Hewlett-Packard");
    }

    private static byte[] changed(PeerFrame frame, String marker, int offset, String value) {
        byte[] bytes = frame.bytes();
        int code = Integer.parseInt(marker, 16);
        int at = 0;
        while (bytes[at] != -1 || (bytes[at + 1] & 0xFF) != code) {
            at++;
        }
        bytes[at + offset] = (byte) Integer.parseInt(value, 16);
        return bytes;
    }
}
