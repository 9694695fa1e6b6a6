package dev.pcrl.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlapTest {
    private static final MetricValue NO_TRUTH = MetricValue.undefined("the truth is empty");
    private static final MetricValue NO_PREDICTION = MetricValue.undefined("the prediction is empty");

    @Test
    void should_count_voxels() {
        assertThat(Overlap.of(Masks.drawn("###", "..."), Masks.drawn("..#", "##.")))
                .isEqualTo(new Overlap(1, 2, 2));
    }

    /** By hand from the definitions. */
    @ParameterizedTest
    @CsvSource({
        "1, 2, 2, 0.3333333333333333, 0.2", // 2/6, 1/5
        "3, 1, 0, 0.8571428571428571, 0.75", // 6/7, 3/4
        "4, 0, 0, 1, 1",
        "0, 3, 2, 0, 0",
        "0, 0, 2, 0, 0", // prediction empty
        "0, 3, 0, 0, 0", // truth empty
        "0, 0, 0, 1, 1" // both: BraTS
    })
    void should_have_dice_and_iou(long both, long predicted, long truth, double dice, double iou) {
        Overlap overlap = new Overlap(both, predicted, truth);

        assertThat(overlap.dice()).isEqualTo(dice);
        assertThat(overlap.iou()).isEqualTo(iou);
    }

    @Test
    void should_have_sensitivity_and_precision() {
        assertThat(new Overlap(3, 1, 2).sensitivity()).isEqualTo(MetricValue.of(0.6));
        assertThat(new Overlap(3, 1, 2).precision()).isEqualTo(MetricValue.of(0.75));
    }

    @Test
    void should_leave_undefined_what_an_empty_mask_leaves_undefined() {
        assertThat(new Overlap(0, 3, 0).sensitivity()).isEqualTo(NO_TRUTH);
        assertThat(new Overlap(0, 3, 0).precision()).isEqualTo(MetricValue.of(0));
        assertThat(new Overlap(0, 0, 2).sensitivity()).isEqualTo(MetricValue.of(0));
        assertThat(new Overlap(0, 0, 2).precision()).isEqualTo(NO_PREDICTION);
        assertThat(new Overlap(0, 0, 0).sensitivity()).isEqualTo(NO_TRUTH);
        assertThat(new Overlap(0, 0, 0).precision()).isEqualTo(NO_PREDICTION);
    }

    @Test
    void should_refuse_masks_of_different_grids() {
        Mask mask = Masks.drawn("###");
        Mask wider = Masks.of(new Geometry(3, 1, 1, Affine.axial(2, 1, 1)), (x, y, z) -> true);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Overlap.of(mask, Masks.drawn("####")))
                .withMessage("masks must stand on the same grid: 3x1x1, 4x1x1");
        assertThatIllegalArgumentException().isThrownBy(() -> Overlap.of(mask, wider));
    }
}
