package dev.pcrl.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Frames written byte by byte after PS3.5, Annex G. */
class RleCodecTest {
    private static final FrameShape FIVE_BYTES = new FrameShape(5, 1, 1, 8, 8, false);
    private static final FrameShape TWO_WORDS = new FrameShape(2, 1, 1, 16, 12, false);
    private static final FrameShape TWO_COLOURS = new FrameShape(2, 1, 3, 8, 8, false);

    @Test
    void should_unpack_literals_runs_and_nothings() {
        assertThat(decode(FIVE_BYTES, bytes(1, 7, 8, -128, -2, 200))).containsExactly(7, 8, 200, 200, 200);
    }

    @Test
    void should_put_the_high_byte_first() {
        assertThat(decode(TWO_WORDS, bytes(1, 0xF1, 0x02), bytes(-1, 0x34))).containsExactly(0xF134, 0x0234);
    }

    @Test
    void should_interleave_colour_planes() {
        assertThat(decode(TWO_COLOURS, bytes(1, 1, 2), bytes(1, 3, 4), bytes(1, 5, 6)))
                .containsExactly(1, 3, 5, 2, 4, 6);
    }

    @Test
    void should_leave_out_a_pad_byte_within_the_last_run() {
        assertThat(decode(FIVE_BYTES, bytes(-5, 9))).containsExactly(9, 9, 9, 9, 9);
    }

    @Test
    void should_refuse_a_run_beyond_the_last_pixel() {
        assertDamaged(FIVE_BYTES, "segment 1", "more bytes than the frame has pixels", bytes(-6, 9));
    }

    @Test
    void should_refuse_a_segment_that_ends_too_early() {
        assertDamaged(FIVE_BYTES, "segment 1", "ends 2 samples too early", bytes(2, 1, 2, 3));
        assertDamaged(FIVE_BYTES, "segment 1", "ends within a literal of 5 bytes", bytes(4, 1, 2, 3));
        assertDamaged(FIVE_BYTES, "segment 1", "ends before the byte of a run", bytes(-4));
        assertDamaged(TWO_WORDS, "segment 1", "ends 1 samples too early", bytes(0, 1), bytes(1, 1, 2));
    }

    @Test
    void should_refuse_another_number_of_segments() {
        assertDamaged(TWO_WORDS, "byte 0", "the number of segments is not 2", bytes(1, 1, 2));
    }

    @Test
    void should_refuse_offsets_outside_of_the_frame() {
        for (int offset : new int[] {0, 63, 68, Integer.MIN_VALUE, -1}) {
            byte[] frame = frame(bytes(-4, 9));
            ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(4, offset);

            assertThatThrownBy(() -> Codecs.rle().decode(frame, FIVE_BYTES))
                    .isInstanceOf(DamagedFrameException.class)
                    .hasMessage("byte 4: offset " + Integer.toUnsignedString(offset) + " of segment 1");
        }
    }

    @Test
    void should_not_take_cells_that_are_no_bytes() {
        assertThatThrownBy(() -> decode(new FrameShape(5, 1, 1, 12, 12, false), bytes(-4, 9)))
                .isInstanceOf(UnsupportedFrameException.class)
                .hasMessage("RLE of cells of 12 bits is not supported");
        assertThatThrownBy(() -> decode(new FrameShape(5, 1, 4, 32, 32, false), bytes(-4, 9)))
                .isInstanceOf(UnsupportedFrameException.class)
                .hasMessage("RLE of 16 byte planes is not supported");
    }

    private static void assertDamaged(FrameShape shape, String place, String reason, byte[]... segments) {
        assertThatThrownBy(() -> decode(shape, segments)).isInstanceOfSatisfying(DamagedFrameException.class, e -> {
            assertThat(e.place()).isEqualTo(place);
            assertThat(e.reason()).contains(reason);
        });
    }

    private static int[] decode(FrameShape shape, byte[]... segments) {
        return Codecs.rle().decode(frame(segments), shape);
    }

    private static byte[] frame(byte[]... segments) {
        ByteBuffer frame = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt(segments.length).position(64);
        for (int i = 0; i < segments.length; i++) {
            frame.putInt(4 + 4 * i, frame.position()).put(segments[i]);
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
