package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pcrl.volume.Volume;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmenterTest {
    private final Volume volume = Volumes.cylinder(128, 128, 70);
    private final ViewBundle bundle = new ViewSampler(ViewSettings.paper(), 5).sample(volume, SourceHash.of("a"), 0);
    private final Augmenter augmenter = new Augmenter(AugmentationSettings.paper(), Corruption.PCRLV2, true);

    @Test
    void should_normalise_inputs_and_keep_targets_in_range() {
        TrainingViews views = augmenter.augment(bundle, 1, 0);
        assertThat(views.bundle()).isEqualTo(bundle.id());
        assertThat(views.clean()).hasSize(2).allSatisfy(view -> {
            for (float value : view.toArray()) {
                assertThat(value).isBetween(0f, 1f);
            }
        });
        assertThat(views.corrupted()).hasSize(2).allSatisfy(AugmenterTest::assertNormalised);
        assertThat(views.locals()).hasSize(6).allSatisfy(AugmenterTest::assertNormalised);
    }

    @Test
    void should_repeat_itself_in_any_thread() {
        TrainingViews once = augmenter.augment(bundle, 1, 4);
        List<TrainingViews> again = IntStream.range(0, 8)
                .parallel()
                .mapToObj(
                        i -> new Augmenter(AugmentationSettings.paper(), Corruption.PCRLV2, true).augment(bundle, 1, 4))
                .toList();
        assertThat(again).containsOnly(once);
    }

    @Test
    void should_differ_by_seed_epoch_and_view() {
        TrainingViews views = augmenter.augment(bundle, 1, 4);
        assertThat(augmenter.augment(bundle, 1, 5)).isNotEqualTo(views);
        assertThat(augmenter.augment(bundle, 2, 4)).isNotEqualTo(views);
        View view = bundle.globalViews().get(0);
        ViewBundle twins = new ViewBundle(
                bundle.id(),
                bundle.sourceHash(),
                5,
                0,
                bundle.modality(),
                bundle.spacing(),
                bundle.globalBoxes(),
                List.of(),
                List.of(view, view),
                List.of());
        TrainingViews ofTwins = augmenter.augment(twins, 1, 4);
        assertThat(ofTwins.clean().get(0)).isNotEqualTo(ofTwins.clean().get(1));
    }

    @Test
    void should_only_normalise_when_all_is_off() {
        TrainingViews views = new Augmenter(AugmentationSettings.none(), Corruption.PCRLV2, true).augment(bundle, 1, 4);
        assertThat(views.clean()).isEqualTo(bundle.globalViews());
        assertThat(views.corrupted().get(0))
                .isEqualTo(ZNormalise.normalise(bundle.globalViews().get(0)));
        assertThat(views.locals().get(3))
                .isEqualTo(ZNormalise.normalise(bundle.localViews().get(3)));
    }

    private static void assertNormalised(View view) {
        double sum = 0;
        double squares = 0;
        for (float value : view.toArray()) {
            sum += value;
            squares += (double) value * value;
        }
        assertThat(sum / view.length()).isCloseTo(0, within(1e-4));
        assertThat(squares / view.length()).isCloseTo(1, within(1e-3));
    }
}
