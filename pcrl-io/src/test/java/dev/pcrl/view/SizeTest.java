package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.volume.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {
    @Test
    void should_read_what_it_writes() {
        assertThat(Size.parse("64x64x32")).isEqualTo(new Size(64, 64, 32)).hasToString("64x64x32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "64", "64x64", "64x64x32x1", "64 x 64 x 32", "-1x2x3", "0x1x1", "99999x99999x99999"})
    void should_refuse_what_is_no_size(String text) {
        assertThatThrownBy(() -> Size.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a size must");
    }

    @Test
    void should_fit_only_if_no_axis_is_longer() {
        assertThat(new Size(4, 5, 6).fits(new Box(9, 9, 9, 4, 5, 6))).isTrue();
        assertThat(new Size(4, 5, 7).fits(new Box(9, 9, 9, 4, 5, 6))).isFalse();
        assertThat(new Size(4, 5, 6).fits(Volumes.grid(4, 5, 5))).isFalse();
    }
}
