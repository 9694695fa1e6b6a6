package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ViewTest {
    @Test
    void should_keep_c_order_with_the_channel_last() {
        float[] values = new float[2 * 3 * 4 * 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        View view = new View(new Size(2, 3, 4), 2, values);
        assertThat(view.at(1, 2, 3, 1)).isEqualTo(((1 * 3 + 2) * 4 + 3) * 2 + 1);
        assertThat(view.at(0, 0, 1, 0)).isEqualTo(2);
        assertThat(view).isEqualTo(view.with(view.toArray())).isNotEqualTo(view.with(new float[48]));
    }

    @Test
    void should_refuse_a_wrong_number_of_values() {
        assertThatThrownBy(() -> new View(new Size(2, 3, 4), 2, new float[24]))
                .hasMessage("24 values for a view of 2x3x4 voxels in 2 channels");
    }
}
