package dev.pcrl.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameShapeTest {
    @Test
    void should_count_the_samples_of_all_components() {
        assertThat(new FrameShape(512, 256, 3, 8, 8, false).samples()).isEqualTo(393216);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 8, 8, 'columns must be 1 to 65535, is 0'",
        "65536, 1, 1, 8, 8, 'columns must be 1 to 65535, is 65536'",
        "1, 0, 1, 8, 8, 'rows must be 1 to 65535, is 0'",
        "1, 1, 5, 8, 8, 'samplesPerPixel must be 1 to 4, is 5'",
        "1, 1, 1, 33, 8, 'bitsAllocated must be 1 to 32, is 33'",
        "1, 1, 1, 8, 9, 'bitsStored must be 1 to 8, is 9'",
        "65535, 65535, 1, 8, 8, no array holds 65535 x 65535 x 1"
    })
    void should_refuse_what_no_frame_can_have(
            int columns, int rows, int samplesPerPixel, int bitsAllocated, int bitsStored, String message) {
        assertThatThrownBy(() -> new FrameShape(columns, rows, samplesPerPixel, bitsAllocated, bitsStored, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
