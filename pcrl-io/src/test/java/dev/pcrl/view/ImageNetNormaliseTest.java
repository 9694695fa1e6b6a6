package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ImageNetNormaliseTest {
    @Test
    void should_make_three_colours_of_grey_each_by_its_own_mean_and_deviation() {
        View view = ImageNetNormalise.normalise(new View(new Size(2, 1, 1), 1, new float[] {0, 1}));
        assertThat(view.size()).isEqualTo(new Size(2, 1, 1));
        // torchvision: Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)) of zeros and of ones
        assertThat(view.toArray())
                .containsExactly(
                        new float[] {-2.117904f, -2.035714f, -1.804444f, 2.248908f, 2.428571f, 2.64f}, within(1e-5f));
    }

    @Test
    void should_refuse_what_is_not_grey() {
        assertThatThrownBy(() -> ImageNetNormalise.normalise(new View(new Size(1, 1, 1), 2, new float[2])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a grey view has one channel, not 2");
    }
}
