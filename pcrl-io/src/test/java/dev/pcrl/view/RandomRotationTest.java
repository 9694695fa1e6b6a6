package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.random.RandomStream;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomRotationTest {
    /** The view of numbers that are written row by row, y by y. */
    private static View rows(int nx, int ny, String numbers) {
        String[] words = numbers.strip().split("\\s+", -1);
        float[] values = new float[nx * ny];
        for (int i = 0; i < words.length; i++) {
            values[i % nx * ny + i / nx] = Float.parseFloat(words[i]);
        }
        return new View(new Size(nx, ny, 1), 1, values);
    }

    /**
     * What Pillow 13, which torchvision rotates images with, makes of 1, 2, 3, ...: {@code rotate(degrees, NEAREST)}.
     */
    @ParameterizedTest
    @CsvSource({
        "4, 3, 20, 1 2 3 8  1 6 7 12  5 10 11 12",
        "4, 3, -30, 5 2 2 0  9 6 7 4  0 11 11 8",
        "5, 5, 20, 0 3 4 5 0  1 7 8 9 15  6 12 13 14 20  11 17 18 19 25  0 21 22 23 0",
        "5, 5, -33.5, 0 6 2 3 0  11 12 7 8 4  16 17 13 9 10  22 18 19 14 15  0 23 24 20 0",
        "3, 3, 90, 3 6 9  2 5 8  1 4 7"
    })
    void should_rotate_as_torchvision(int nx, int ny, double angle, String expected) {
        StringBuilder numbers = new StringBuilder();
        for (int i = 1; i <= nx * ny; i++) {
            numbers.append(i).append(' ');
        }
        assertThat(RandomRotation.rotate(rows(nx, ny, numbers.toString()), angle)
                        .toArray())
                .containsExactly(rows(nx, ny, expected).toArray());
    }

    @Test
    void should_take_all_of_a_pixel_with_it() {
        View view = Volumes.view(3, 3, 2);
        View rotated = RandomRotation.rotate(view, 90);
        assertThat(rotated.at(2, 0, 0, 0)).isEqualTo(view.at(2, 2, 0, 0));
        assertThat(rotated.at(2, 0, 1, 0)).isEqualTo(view.at(2, 2, 1, 0));
    }

    @Test
    void should_turn_by_any_angle_up_to_the_largest_to_either_side() {
        View view = Volumes.view(41, 41, 1);
        RandomGenerator random = RandomStream.of(3).generator();
        View most = RandomRotation.rotate(view, 10);
        assertThat(new RandomRotation(10).apply(view, new Constant(1))).isEqualTo(most);
        assertThat(new RandomRotation(10).apply(view, new Constant(0))).isEqualTo(RandomRotation.rotate(view, -10));
        assertThat(new RandomRotation(10).apply(view, new Constant(0.5))).isEqualTo(view);
        assertThat(new RandomRotation(0).apply(view, random)).isSameAs(view);
    }

    /** Draws one number. */
    private record Constant(double number) implements RandomGenerator {
        @Override
        public double nextDouble() {
            return number;
        }

        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }
    }

    @ParameterizedTest
    @CsvSource({"-1", "181", "NaN"})
    void should_refuse_what_is_no_angle(double degrees) {
        assertThatThrownBy(() -> new RandomRotation(degrees))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rotation-degrees must be in [0, 180]: " + degrees);
    }
}
