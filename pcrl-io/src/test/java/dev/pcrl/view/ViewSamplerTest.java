package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Volume;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewSamplerTest {
    private static final String HASH = SourceHash.of("s3a://bucket/patient-17.nii.gz");
    private final Volume volume = Volumes.cylinder(128, 128, 70);

    @Test
    void should_cut_bundles_as_the_paper_does() {
        ViewBundle bundle = new ViewSampler(ViewSettings.paper(), 5).sample(volume, HASH, 3);
        assertThat(bundle.globalViews())
                .hasSize(2)
                .allSatisfy(view -> assertThat(view.size()).hasToString("64x64x32"));
        assertThat(bundle.localViews())
                .hasSize(6)
                .allSatisfy(view -> assertThat(view.size()).hasToString("16x16x16"));
        assertThat(bundle.id()).isEqualTo(ViewBundle.id(HASH, 3));
        assertThat(bundle.spacing()).containsExactly(0.7, 0.7, 1.25);
        assertThat(bundle.modality()).isEqualTo(Modality.CT);
        assertThat(bundle.toString()).doesNotContain("patient");
        for (View view : bundle.globalViews()) {
            for (float value : view.toArray()) {
                assertThat(value).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void should_give_the_same_bundles_in_any_order_and_thread() {
        ViewSampler sampler = new ViewSampler(ViewSettings.paper(), 5);
        List<ViewBundle> inOrder = IntStream.range(0, 8)
                .mapToObj(i -> sampler.sample(volume, HASH, i))
                .toList();
        ViewSampler.OfVolume ofVolume = new ViewSampler(ViewSettings.paper(), 5).of(volume, HASH);
        List<ViewBundle> inParallel = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> ofVolume.bundle(7 - i))
                .toList();
        for (int i = 0; i < 8; i++) {
            assertThat(inParallel.get(7 - i)).isEqualTo(inOrder.get(i));
        }
    }

    @Test
    void should_differ_by_seed_volume_and_index() {
        Set<List<?>> boxes = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        for (long seed : new long[] {0, 1}) {
            for (String source : List.of("a", "b")) {
                for (int index : new int[] {0, 1}) {
                    ViewBundle bundle =
                            new ViewSampler(ViewSettings.paper(), seed).sample(volume, SourceHash.of(source), index);
                    boxes.add(bundle.globalBoxes());
                    ids.add(bundle.id());
                }
            }
        }
        assertThat(boxes).hasSize(8);
        assertThat(ids).hasSize(4);
    }

    @Test
    void should_hash_the_source_to_sixteen_digits() {
        // printf "" | sha256sum
        assertThat(SourceHash.of("")).isEqualTo("e3b0c44298fc1c14");
        assertThatThrownBy(() -> SourceHash.bits("e3b0")).hasMessage("a source hash has 16 hexadecimal digits: e3b0");
    }

    @Test
    void should_refuse_volumes_that_show_nothing() {
        Volume air = Volumes.of(64, 64, 32, Modality.CT, (x, y, z) -> -1000);
        assertThatThrownBy(() -> new ViewSampler(ViewSettings.paper(), 5).sample(air, HASH, 0))
                .isInstanceOf(UnfitVolumeException.class)
                .hasMessageContaining("no crop with at most 85 % background found");
    }

    @Test
    void should_not_know_whether_a_bundle_exists_before_zero() {
        ViewSampler.OfVolume ofVolume = new ViewSampler(ViewSettings.paper(), 5).of(volume, HASH);
        assertThatThrownBy(() -> ofVolume.bundle(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
