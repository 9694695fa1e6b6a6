package dev.pcrl.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pcrl.finetune.Scan;
import dev.pcrl.metric.Mask;
import dev.pcrl.report.CasePicture;
import dev.pcrl.view.IntensitySettings;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegionPictureTest {
    private static final Geometry GRID = new Geometry(4, 2, 5, Affine.axial(2, 3, 10));
    private static final int PLANE = 8;

    /** A region with so many voxels in each slice. */
    private static Mask mask(int... counts) {
        boolean[] voxels = new boolean[(int) GRID.voxels()];
        for (int z = 0; z < counts.length; z++) {
            for (int i = 0; i < counts[z]; i++) {
                voxels[z * PLANE + i] = true;
            }
        }
        return new Mask(GRID, voxels);
    }

    private static RegionPicture picture(Mask truth, Mask told) {
        float[] voxels = new float[(int) GRID.voxels()];
        Scan scan = Scan.of("case-7", "p", new Volume(GRID, 1, Modality.CT, voxels), IntensitySettings.paper());
        return new RegionPicture(scan, List.of(truth), List.of(told));
    }

    @Test
    void should_show_the_slice_with_most_of_truth_and_prediction() {
        assertThat(picture(mask(0, 3, 0, 4, 0), mask(0, 3, 0, 1, 0)).slice()).isEqualTo(1);
    }

    @Test
    void should_show_what_was_told_where_nothing_is_true() {
        assertThat(picture(mask(), mask(0, 0, 0, 0, 2)).slice()).isEqualTo(4);
    }

    @Test
    void should_show_the_larger_error_of_slices_with_as_much() {
        assertThat(picture(mask(2, 0, 0, 3, 0), mask(2, 0, 0, 1, 0)).slice()).isEqualTo(3);
    }

    @Test
    void should_show_the_middle_where_there_is_nothing() {
        assertThat(picture(mask(), mask()).slice()).isEqualTo(2);
    }

    @Test
    void should_name_case_and_slice_and_keep_proportions() {
        CasePicture picture = picture(mask(0, 0, 0, 1), mask()).draw("worst case", List.of("liver"));
        assertThat(picture.place()).isEqualTo("case-7, axial slice 4 of 5 from the feet, 30.0 mm superior");
        assertThat(picture.aspect()).isEqualTo(4 * 2 / (2 * 3.0));
        assertThat(picture.regions()).containsExactly("liver");
    }
}
