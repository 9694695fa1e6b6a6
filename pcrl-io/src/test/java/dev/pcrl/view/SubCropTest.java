package dev.pcrl.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.random.RandomStream;
import dev.pcrl.volume.Box;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Volume;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubCropTest {
    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** Between the smallest overlap and 1; those two themselves often, as that is where arithmetic goes wrong. */
    private static double overlap(double smallest, RandomGenerator random) {
        return switch (random.nextInt(8)) {
            case 0 -> smallest;
            case 1 -> 1;
            default -> random.nextDouble(smallest, 1);
        };
    }

    /** Between the two, inclusive; the smallest itself often. */
    private static int extent(int smallest, int largest, RandomGenerator random) {
        return random.nextInt(4) == 0 ? smallest : random.nextInt(smallest, largest + 1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void should_draw_exactly_from_the_places_with_the_overlap(long seed) {
        RandomGenerator random = RandomStream.of(seed).generator();
        Geometry grid = Volumes.grid(random.nextInt(3, 10), random.nextInt(3, 10), random.nextInt(3, 10));
        double iou = overlap(0.01, random);
        Box first = anyBox(grid, random);
        Size size = Size.of(anyBox(grid, random));
        Set<Box> expected = places(grid, first, size, iou);
        OverlapSet set = new OverlapSet(grid, first, size, iou);
        assertThat(set.count()).isEqualTo(expected.size());
        for (int i = 0; i < 20 && !expected.isEmpty(); i++) {
            assertThat(expected).contains(set.draw(random));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void should_meet_the_overlap_at_the_papers_sizes(long seed) {
        RandomGenerator random = RandomStream.of(seed).generator();
        Geometry grid = Volumes.grid(extent(64, 200, random), extent(64, 200, random), extent(32, 150, random));
        double iou = overlap(0.05, random);
        ViewSettings settings = settings(ViewSettings.paper(), iou, CropMode.SUB_CROP);
        CropBoxes boxes = new SubCrop(grid, settings).draw(random, box -> true);
        Box first = boxes.globals().get(0);
        Box second = boxes.globals().get(1);
        assertThat(first.iou(second)).isGreaterThanOrEqualTo(iou);
        assertThat(grid.box().contains(first)).isTrue();
        assertThat(grid.box().contains(second)).isTrue();
        assertThat(settings.globalCrops()).contains(Size.of(first), Size.of(second));
        assertThat(boxes.locals()).hasSize(6).allSatisfy(local -> {
            assertThat(first.bounding(second).contains(local)).isTrue();
            assertThat(settings.localCrops()).contains(Size.of(local));
        });
    }

    @Test
    void should_draw_each_place_equally_often() {
        Geometry grid = Volumes.grid(7, 6, 5);
        Box first = new Box(2, 0, 1, 4, 4, 3);
        OverlapSet set = new OverlapSet(grid, first, new Size(3, 4, 3), 0.2);
        Set<Box> places = places(grid, first, new Size(3, 4, 3), 0.2);
        RandomGenerator random = RandomStream.of(7).generator();
        Map<Box, Integer> counts = new HashMap<>();
        int each = 1000;
        for (int i = 0; i < each * places.size(); i++) {
            counts.merge(set.draw(random), 1, Integer::sum);
        }
        double chiSquare = counts.values().stream()
                .mapToDouble(count -> (double) (count - each) * (count - each) / each)
                .sum();
        double freedom = places.size() - 1.0;
        assertThat(counts.keySet()).isEqualTo(places);
        assertThat(places).hasSizeGreaterThan(10);
        assertThat(chiSquare).isLessThan(freedom + 4 * Math.sqrt(2 * freedom));
    }

    @Test
    void should_use_the_sizes_that_fit_a_small_volume() {
        SubCrop crop = new SubCrop(Volumes.grid(70, 100, 40), ViewSettings.paper());
        CropBoxes boxes = crop.draw(RandomStream.of(1).generator(), box -> true);
        assertThat(boxes.globals()).allSatisfy(box -> assertThat(Size.of(box)).hasToString("64x64x32"));
    }

    @Test
    void should_refuse_a_volume_that_is_too_small_for_all_sizes() {
        assertThatThrownBy(() -> new SubCrop(Volumes.grid(64, 63, 100), ViewSettings.paper()))
                .isInstanceOfSatisfying(UnfitVolumeException.class, e -> {
                    assertThat(e.place()).isEqualTo("grid");
                    assertThat(e.reason()).isEqualTo("no global crop fits 64x63x100 voxels; the smallest is 64x64x32");
                });
    }

    @Test
    void should_place_local_crops_anywhere_in_the_ablation() {
        Geometry grid = Volumes.grid(300, 300, 200);
        SubCrop crop = new SubCrop(grid, settings(ViewSettings.paper(), 0.3, CropMode.MULTI_CROP));
        Set<Boolean> inside = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            CropBoxes boxes = crop.draw(RandomStream.of(i).generator(), box -> true);
            Box around = boxes.globals().get(0).bounding(boxes.globals().get(1));
            boxes.locals().forEach(local -> inside.add(around.contains(local)));
        }
        assertThat(inside).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void should_use_no_crop_of_too_much_background() {
        Volume volume = Volumes.cylinder(160, 160, 80);
        Background background = new Background(volume, List.of(new IntensityScale(-1000, 1000, -150)));
        SubCrop crop = new SubCrop(volume.geometry(), ViewSettings.paper());
        for (int i = 0; i < 20; i++) {
            CropBoxes boxes = crop.draw(RandomStream.of(i).generator(), box -> background.isUsable(box, 0.85));
            assertThat(boxes.globals())
                    .allSatisfy(box -> assertThat(share(volume, box)).isLessThanOrEqualTo(0.85));
            assertThat(boxes.locals())
                    .allSatisfy(box -> assertThat(share(volume, box)).isLessThanOrEqualTo(0.85));
        }
    }

    @Test
    void should_tell_usable_crops_without_reading_all_of_them() {
        Volume volume = Volumes.cylinder(40, 40, 10);
        Background background = new Background(volume, List.of(new IntensityScale(-1000, 1000, -150)));
        RandomGenerator random = RandomStream.of(5).generator();
        for (int i = 0; i < 500; i++) {
            Box box = anyBox(volume.geometry(), random);
            double share = share(volume, box);
            assertThat(background.share(box)).isEqualTo(share);
            assertThat(background.isUsable(box, share)).isTrue();
            assertThat(background.isUsable(box, Math.nextDown(share))).isFalse();
            assertThat(background.isUsable(box, 0.85)).isEqualTo(share <= 0.85);
        }
    }

    @Test
    void should_give_up_on_a_volume_of_nothing_but_air() {
        SubCrop crop = new SubCrop(Volumes.grid(70, 70, 40), ViewSettings.paper());
        int tries = SubCrop.TRIES_PER_BUNDLE * SubCrop.TRIES_PER_CROP;
        assertThatThrownBy(() -> crop.draw(RandomStream.of(1).generator(), box -> false))
                .isInstanceOf(UnfitVolumeException.class)
                .hasMessage("voxels: no crop with at most 85 % background found in " + tries + " tries");
    }

    @Test
    void should_draw_the_bundle_again_when_a_local_crop_stays_background() {
        SubCrop crop = new SubCrop(Volumes.grid(200, 200, 100), ViewSettings.paper());
        // Only the right half shows anything; small crops on the left are refused, large ones hardly ever.
        CropBoxes boxes =
                crop.draw(RandomStream.of(3).generator(), box -> box.width() > 32 || box.x() + box.width() > 190);
        assertThat(boxes.locals())
                .hasSize(6)
                .allSatisfy(box -> assertThat(box.x() + box.width()).isGreaterThan(190));
    }

    private static double share(Volume volume, Box box) {
        int empty = 0;
        for (int x = box.x(); x < box.x() + box.width(); x++) {
            for (int y = box.y(); y < box.y() + box.height(); y++) {
                for (int z = box.z(); z < box.z() + box.depth(); z++) {
                    empty += volume.at(x, y, z, 0) < -150 ? 1 : 0;
                }
            }
        }
        return (double) empty / box.volume();
    }

    /** All places with the overlap, by trying each. */
    private static Set<Box> places(Geometry grid, Box first, Size size, double iou) {
        Set<Box> places = new HashSet<>();
        for (int x = 0; x + size.x() <= grid.nx(); x++) {
            for (int y = 0; y + size.y() <= grid.ny(); y++) {
                for (int z = 0; z + size.z() <= grid.nz(); z++) {
                    Box box = new Box(x, y, z, size.x(), size.y(), size.z());
                    if (box.iou(first) >= iou) {
                        places.add(box);
                    }
                }
            }
        }
        return places;
    }

    private static Box anyBox(Geometry grid, RandomGenerator random) {
        int width = 1 + random.nextInt(grid.nx());
        int height = 1 + random.nextInt(grid.ny());
        int depth = 1 + random.nextInt(grid.nz());
        return new Box(
                random.nextInt(grid.nx() - width + 1),
                random.nextInt(grid.ny() - height + 1),
                random.nextInt(grid.nz() - depth + 1),
                width,
                height,
                depth);
    }

    private static ViewSettings settings(ViewSettings base, double iou, CropMode mode) {
        return new ViewSettings(
                base.globalSize(),
                base.localSize(),
                base.globalCrops(),
                base.localCrops(),
                base.localViews(),
                iou,
                base.maximumBackground(),
                base.bundlesPerVolume(),
                mode,
                base.intensity());
    }
}
