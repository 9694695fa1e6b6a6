package dev.pcrl.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.damage.Mutator;
import dev.pcrl.damage.Outcome;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames of all codecs, cut and damaged at random. The time limit is there only to end a loop that does not end. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DamagedFramesTest {
    private static final int MUTANTS = 50;

    /** Where markers and parameters are, which half of the damage is done to. */
    private static final int HEADER_BYTES = 150;

    private static final int END_MARKER_BYTES = 3;

    @ParameterizedTest
    @MethodSource("dev.pcrl.codec.PeerFrame#all")
    void should_refuse_each_frame_that_was_cut(PeerFrame frame) {
        byte[] bytes = frame.bytes();
        Random random = new Random(frame.name().hashCode());
        for (int i = 0; i < MUTANTS; i++) {
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length - END_MARKER_BYTES));

            assertThatThrownBy(() -> frame.codec().decode(cut, frame.shape()))
                    .as("the first %d of %d bytes", cut.length, bytes.length)
                    .isInstanceOf(DamagedFrameException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.pcrl.codec.PeerFrame#all")
    void should_give_a_picture_or_a_reason_for_each_damaged_frame(PeerFrame frame) {
        Mutator mutator = new Mutator(frame.name().hashCode(), HEADER_BYTES);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutator.flip(frame.bytes());
            Outcome outcome = Outcome.of(() -> assertThat(frame.codec().decode(mutant, frame.shape()))
                    .hasSize(frame.shape().samples()));
            if (outcome.thrown() != null) {
                assertThat(outcome.thrown())
                        .isInstanceOfAny(DamagedFrameException.class, UnsupportedFrameException.class)
                        .message()
                        .isNotBlank();
            }
            assertThat(outcome.allocated())
                    .as("bytes allocated for mutant %d", i)
                    .isLessThan((2 << 20) + 64L * frame.shape().samples());
        }
    }
}
