package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.random.RandomStream;
import dev.pcrl.volume.Box;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomResizedCropTest {
    /** Draws these numbers; as whole numbers the largest possible. */
    private static RandomGenerator drawing(Double... numbers) {
        Iterator<Double> next = List.of(numbers).iterator();
        return new RandomGenerator() {
            @Override
            public double nextDouble() {
                return next.next();
            }

            @Override
            public int nextInt(int bound) {
                return bound - 1;
            }

            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }
        };
    }

    /** Of 8000 pixels 0.3 + 0.7 / 2, which are 5200: 72.1 x 72.1, or if the ratio is 4/3 83.3 x 62.4. */
    @Test
    void should_have_the_area_and_the_ratio_that_are_drawn() {
        RandomResizedCrop crop = new RandomResizedCrop(0.3, 1);
        assertThat(crop.draw(new Box(0, 0, 0, 100, 80, 1), drawing(0.5, 0.5))).isEqualTo(new Box(28, 8, 0, 72, 72, 1));
        assertThat(crop.draw(new Box(5, 6, 7, 100, 80, 9), drawing(0.5, 1.0)))
                .as("along z all of the box")
                .isEqualTo(new Box(5 + 17, 6 + 18, 7, 83, 62, 9));
    }

    /** With a ratio of 3/4, 5200 pixels are 62.4 x 83.3. */
    @Test
    void should_be_drawn_anew_where_it_is_too_high() {
        assertThat(new RandomResizedCrop(0.3, 1).draw(new Box(0, 0, 0, 100, 80, 1), drawing(0.5, 0.0, 0.0, 0.5)))
                .as("of 2400 pixels")
                .isEqualTo(new Box(51, 31, 0, 49, 49, 1));
    }

    /** All of the area does not fit in at a ratio of 3/4, which is drawn ten times. */
    @ParameterizedTest
    @CsvSource({"100, 50, 16, 0, 67, 50", "50, 100, 0, 16, 50, 67", "90, 80, 0, 0, 90, 80"})
    void should_be_in_the_middle_where_none_fits(int nx, int ny, int x, int y, int width, int height) {
        Box image = new Box(0, 0, 0, nx, ny, 1);
        RandomGenerator random = drawing(Collections.nCopies(20, 0.0).toArray(Double[]::new));
        assertThat(new RandomResizedCrop(1, 1).draw(image, random)).isEqualTo(new Box(x, y, 0, width, height, 1));
    }

    @Test
    void should_lie_anywhere_with_any_share_of_the_area() {
        Box image = new Box(0, 0, 0, 224, 224, 1);
        RandomGenerator random = RandomStream.of(2).generator();
        DoubleSummaryStatistics shares = new DoubleSummaryStatistics();
        DoubleSummaryStatistics middles = new DoubleSummaryStatistics();
        for (int i = 0; i < 2000; i++) {
            Box crop = new RandomResizedCrop(0.1, 0.3).draw(image, random);
            assertThat(image.contains(crop)).isTrue();
            shares.accept((double) crop.volume() / image.volume());
            middles.accept(crop.x() + crop.width() / 2.0);
        }
        assertThat(shares.getMin()).isCloseTo(0.1, within(0.005));
        assertThat(shares.getMax()).isCloseTo(0.3, within(0.005));
        assertThat(shares.getAverage()).isCloseTo(0.2, within(0.01));
        assertThat(middles.getAverage()).isCloseTo(112, within(4.0));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.5, 0.4", "0.5, 1.1", "NaN, 1"})
    void should_be_a_part_of_the_image(double minimum, double maximum) {
        assertThatThrownBy(() -> new RandomResizedCrop(minimum, maximum))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scale must go up from above 0 to 1 at most: " + minimum + " to " + maximum);
    }
}
