package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ViewSettingsTest {
    @Test
    void should_default_to_the_paper() {
        ViewSettings paper = ViewSettings.paper();
        assertThat(paper.globalSize()).hasToString("64x64x32");
        assertThat(paper.localSize()).hasToString("16x16x16");
        assertThat(paper.globalCrops()).hasToString("[64x64x32, 96x96x64, 96x96x96, 112x112x64]");
        assertThat(paper.localCrops()).hasToString("[8x8x8, 16x16x16, 32x32x16, 32x32x32]");
        assertThat(paper.localViews()).isEqualTo(6);
        assertThat(paper.minimumIou()).isEqualTo(0.3);
        assertThat(paper.maximumBackground()).isEqualTo(0.85);
        assertThat(paper.bundlesPerVolume()).isEqualTo(32);
        assertThat(paper.crops()).isEqualTo(CropMode.SUB_CROP);
    }

    @Test
    void should_name_the_key_and_the_rule() {
        assertThatThrownBy(() -> settings(2, 0.85, 32, 6)).hasMessage("minimum-iou must be in (0, 1]: 2.0");
        assertThatThrownBy(() -> settings(0, 0.85, 32, 6)).hasMessage("minimum-iou must be in (0, 1]: 0.0");
        assertThatThrownBy(() -> settings(Double.NaN, 0.85, 32, 6)).hasMessageStartingWith("minimum-iou must");
        assertThatThrownBy(() -> settings(0.3, 85, 32, 6)).hasMessage("maximum-background must be in [0, 1]: 85.0");
        assertThatThrownBy(() -> settings(0.3, 0.85, 0, 6)).hasMessage("bundles-per-volume must be at least 1: 0");
        assertThatThrownBy(() -> settings(0.3, 0.85, 32, -1)).hasMessage("local-views must be at least 0: -1");
        assertThatThrownBy(() -> new IntensitySettings(1000, -1000, 0, 0, 100, 0))
                .hasMessage("ct-high must be above ct-low (1000.0): -1000.0");
    }

    @Test
    void should_read_crop_modes() {
        assertThat(CropMode.parse("sub-crop")).isEqualTo(CropMode.SUB_CROP);
        assertThat(CropMode.parse("multi-crop")).isEqualTo(CropMode.MULTI_CROP);
        assertThatThrownBy(() -> CropMode.parse("none")).hasMessage("crops must be sub-crop or multi-crop: none");
    }

    @Test
    void should_check_augmentations_too() {
        assertThat(AugmentationSettings.paper().swapPatch()).hasToString("15x15x15");
        assertThatThrownBy(() ->
                        new AugmentationSettings(List.of(3), 0.5, 0.1, 10, 2, 0.25, 0.3, Size.cube(15), 100, true))
                .hasMessage("flip-axes must be of 0, 1, 2: [3]");
        assertThatThrownBy(() ->
                        new AugmentationSettings(List.of(0), 0.5, 0.1, 10, -2, 0.25, 0.3, Size.cube(15), 100, true))
                .hasMessage("blur-std must be a number of at least 0: -2.0");
    }

    private static ViewSettings settings(double iou, double background, int bundles, int locals) {
        ViewSettings paper = ViewSettings.paper();
        return new ViewSettings(
                paper.globalSize(),
                paper.localSize(),
                paper.globalCrops(),
                paper.localCrops(),
                locals,
                iou,
                background,
                bundles,
                paper.crops(),
                paper.intensity());
    }
}
