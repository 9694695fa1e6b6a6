package dev.pcrl.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pcrl.dataset.ManifestFile;
import dev.pcrl.dataset.SegmentationLabel;
import dev.pcrl.volume.Affine;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {
    @Test
    void should_hold_all_voxels_with_one_of_its_labels() {
        Volume labels = volume(0, 1, 2, 4, 1);

        assertThat(in("whole-tumour", labels, 1, 2, 4)).containsExactly(false, true, true, true, true);
        assertThat(in("tumour-core", labels, 1, 4)).containsExactly(false, true, false, true, true);
        assertThat(in("enhancing-tumour", labels, 4)).containsExactly(false, false, false, true, false);
    }

    @Test
    void should_come_from_a_manifest_in_its_order() {
        Map<String, List<Integer>> regions = new LinkedHashMap<>();
        regions.put("liver", List.of(1, 2));
        regions.put("tumour", List.of(2));
        SegmentationLabel label = new SegmentationLabel(new ManifestFile("file:/seg.nii", 1, "0".repeat(64)), regions);

        assertThat(Region.of(label)).containsExactly(Region.of("liver", Set.of(1, 2)), Region.of("tumour", Set.of(2)));
    }

    @ParameterizedTest
    @ValueSource(floats = {0.5f, Float.NaN, Float.POSITIVE_INFINITY, 1e20f})
    void should_refuse_a_voxel_that_is_no_label(float voxel) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Region.of("liver", Set.of(1)).in(volume(1, voxel)))
                .withMessageStartingWith("voxel 1 of a label volume must be a whole number");
    }

    @Test
    void should_refuse_a_region_of_nothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Region.of("liver", Set.of()));
    }

    private static Boolean[] in(String name, Volume labels, Integer... values) {
        Mask mask = Region.of(name, Set.of(values)).in(labels);
        Boolean[] voxels = new Boolean[mask.size()];
        for (int i = 0; i < voxels.length; i++) {
            voxels[i] = mask.at(i);
        }
        return voxels;
    }

    private static Volume volume(float... voxels) {
        return new Volume(new Geometry(voxels.length, 1, 1, Affine.axial(1, 1, 1)), 1, Modality.CT, voxels);
    }
}
