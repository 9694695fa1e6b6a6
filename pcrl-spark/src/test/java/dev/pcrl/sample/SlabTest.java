package dev.pcrl.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlabTest {
    // oblique, so that an origin that is moved along one direction only is found out
    private static final Geometry GRID =
            new Geometry(3, 2, 11, Affine.ofRows(-1, 0, 0.5, 90, 0, -2, 0.25, 70, 0, 0, 3, -40));

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "10", "11"})
    void should_cut_into_slabs_that_share_no_voxel_and_are_the_whole_together(int count) {
        Slab head = slab(0, 11);

        List<Slab> slabs = head.cut(count);

        assertThat(slabs).hasSize(count);
        FloatBuffer image = FloatBuffer.allocate(3 * 2 * 11);
        FloatBuffer labels = FloatBuffer.allocate(3 * 2 * 11);
        for (Slab slab : slabs) {
            assertThat(slab.depth()).isBetween(11 / count, 11 / count + 1);
            image.put(slab.image().voxels());
            labels.put(slab.labels().voxels());
        }
        // every voxel has a number of its own: one that came twice would push another one out
        assertThat(image.flip()).isEqualTo(head.image().voxels());
        assertThat(labels.flip()).isEqualTo(head.labels().voxels());
    }

    @Test
    void should_leave_each_voxel_at_its_place_in_the_patient() {
        List<Slab> slabs = slab(0, 11).cut(3); // slices 0-2, 3-6, 7-10

        Geometry last = slabs.get(2).image().geometry();

        assertThat(last)
                .isEqualTo(new Geometry(3, 2, 4, Affine.ofRows(-1, 0, 0.5, 93.5, 0, -2, 0.25, 71.75, 0, 0, 3, -19)));
        assertThat(slabs.get(2).labels().geometry()).isEqualTo(last);
        assertThat(slabs.get(2).image().at(2, 1, 0, 0))
                .isEqualTo(slab(0, 11).image().at(2, 1, 7, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "4, 6, 0, 2, 4", // labelled from, to, margin: slices left, first of them
        "4, 6, 3, 8, 1",
        "4, 6, 99, 11, 0",
        "0, 11, 0, 11, 0"
    })
    void should_keep_a_margin_around_what_is_labelled(int from, int to, int margin, int depth, int first) {
        Slab trimmed = slab(from, to).trimmed(margin);

        assertThat(trimmed.depth()).isEqualTo(depth);
        assertThat(trimmed.image().at(0)).isEqualTo(6f * first);
    }

    @Test
    void should_refuse_what_cannot_be_cut() {
        assertThatThrownBy(() -> slab(0, 11).cut(12)).hasMessage("11 slices cannot be cut into 12 slabs");
        assertThatThrownBy(() -> slab(0, 0).trimmed(1)).hasMessage("no slice has a label");
    }

    @Test
    void should_refuse_labels_of_another_place() {
        Volume image = slab(0, 11).image();
        Geometry moved = new Geometry(3, 2, 11, Affine.ofRows(-1, 0, 0.5, 91, 0, -2, 0.25, 70, 0, 0, 3, -40));
        Volume labels = new Volume(moved, 1, Modality.MR, new float[66]);

        assertThatThrownBy(() -> new Slab(image, labels)).hasMessage("labels are on another grid than the image");
    }

    /** Voxels are numbered; slices {@code from} to before {@code to} are labelled with their numbers from 1. */
    private static Slab slab(int from, int to) {
        float[] image = new float[66];
        float[] labels = new float[66];
        for (int i = 0; i < image.length; i++) {
            image[i] = i;
        }
        for (int z = from; z < to; z++) {
            Arrays.fill(labels, 6 * z + 5, 6 * z + 6, z + 1);
        }
        return new Slab(new Volume(GRID, 1, Modality.MR, image), new Volume(GRID, 1, Modality.MR, labels));
    }
}
