package dev.pcrl.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.metric.Mask;
import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
    private static float[] constant(View view, int classes, float value) {
        float[] all = new float[view.size().voxels() * classes];
        java.util.Arrays.fill(all, value);
        return all;
    }

    @Test
    void should_weigh_windows_by_a_gaussian_about_their_middle() {
        Geometry grid = new Geometry(12, 1, 1, Affine.axial(1, 1, 1));
        List<float[]> told = new ArrayList<>();
        float[] row = new SlidingWindow(new Size(8, 1, 1), 0.5)
                .probabilities(TestScans.scan("row", grid, new float[12]), 1, views -> {
                    views.forEach(view -> told.add(constant(view, 1, told.size())));
                    return List.copyOf(told.subList(told.size() - views.size(), told.size()));
                })
                .get(0);
        // Voxel 5 is 1.5 deviations from the middle of the first window (0) and 2.5 from that of the second (1).
        double first = Math.exp(-1.5 * 1.5 / 2);
        double second = Math.exp(-2.5 * 2.5 / 2);
        assertThat(row[5]).isCloseTo((float) (second / (first + second)), within(1e-6f));
        assertThat(row[6]).isCloseTo((float) (first / (first + second)), within(1e-6f));
        assertThat(row[3]).isZero();
        assertThat(row[8]).isEqualTo(1);
    }

    @Test
    void should_find_a_block_where_it_is_also_at_borders_and_in_a_volume_thinner_than_the_window() {
        Geometry grid = new Geometry(21, 13, 5, Affine.axial(1, 1, 2));
        float[] voxels = new float[(int) grid.voxels()];
        boolean[] block = new boolean[voxels.length];
        for (int i = 0; i < voxels.length; i++) {
            int x = i % grid.nx();
            int y = i / grid.nx() % grid.ny();
            int z = i / (grid.nx() * grid.ny());
            block[i] = x >= 17 && y < 4 && z > 1;
            voxels[i] = block[i] ? 500 : -1000;
        }
        List<Mask> masks = new SlidingWindow(new Size(8, 8, 8), 0.25)
                .masks(
                        TestScans.scan("block", grid, voxels),
                        2,
                        views -> views.stream()
                                .map(SlidingWindowTest::brightAndDark)
                                .toList());
        for (int i = 0; i < voxels.length; i++) {
            assertThat(masks.get(0).at(i)).as("voxel %d", i).isEqualTo(block[i]);
            assertThat(masks.get(1).at(i)).as("voxel %d", i).isEqualTo(!block[i]);
        }
    }

    /** Two classes: above the window's mean, and not. */
    private static float[] brightAndDark(View view) {
        float[] told = new float[2 * view.length()];
        for (int i = 0; i < view.length(); i++) {
            float value = view.values().get(i);
            told[2 * i] = value > 0 ? 1 : 0;
            told[2 * i + 1] = value > 0 ? 0 : 1;
        }
        return told;
    }
}
