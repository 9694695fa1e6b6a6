package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {
    @Test
    void should_put_the_view_into_the_middle_of_zeros() {
        Size inner = new Size(2, 3, 1);
        View view = new View(inner, 2, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});

        View padded = Padding.around(view, new Size(4, 6, 2));

        float sum = 0;
        for (float value : padded.toArray()) {
            sum += value;
        }
        assertThat(sum).isEqualTo(78);
        for (int x = 0; x < 2; x++) {
            for (int y = 0; y < 3; y++) {
                for (int channel = 0; channel < 2; channel++) {
                    assertThat(padded.at(x + 1, y + 1, 0, channel)).isEqualTo(view.at(x, y, 0, channel));
                }
            }
        }
    }

    @Test
    void should_leave_a_view_of_that_size_alone() {
        View view = Volumes.view(4, 3, 2);

        assertThat(Padding.around(view, new Size(4, 3, 2))).isSameAs(view);
    }

    @Test
    void should_refuse_a_larger_view() {
        assertThatThrownBy(() -> Padding.around(Volumes.view(4, 3, 2), new Size(9, 9, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a view of 4x3x2 cannot be padded to 9x9x1");
    }

    @Test
    void should_put_the_view_where_it_is_told_to() {
        View view = new View(new Size(2, 1, 3), 2, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});

        View padded = Padding.at(view, new Size(4, 2, 5), 2, 1, 1);

        for (int x = 0; x < 4; x++) {
            for (int y = 0; y < 2; y++) {
                for (int z = 0; z < 5; z++) {
                    boolean inside = x >= 2 && y == 1 && z >= 1 && z < 4;
                    for (int channel = 0; channel < 2; channel++) {
                        float expected = inside ? view.at(x - 2, 0, z - 1, channel) : 0;
                        assertThat(padded.at(x, y, z, channel)).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "2, 0, 0", "0, -1, 0", "0, 2, 0", "0, 0, -1", "0, 0, 2"})
    void should_refuse_a_place_from_which_the_view_reaches_out(int x, int y, int z) {
        assertThatThrownBy(() -> Padding.at(Volumes.view(4, 3, 2), new Size(5, 4, 3), x, y, z))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4x3x2");
    }

    @Test
    void should_refuse_to_shift_a_view_within_its_own_size() {
        assertThatThrownBy(() -> Padding.at(Volumes.view(4, 3, 2), new Size(4, 3, 2), 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
