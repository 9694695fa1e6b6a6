package dev.pcrl.view;

import static java.util.Objects.requireNonNull;

import dev.pcrl.volume.Box;
import dev.pcrl.volume.Geometry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Draws the boxes of bundles from one volume (sub-crop, sections 3.4 and 4.3 of the paper): two global crops whose
 * intersection over union is large enough, and local crops inside their minimum bounding box.
 *
 * <p>The first global crop has a size drawn uniformly from those that fit the volume and a uniform place. The second
 * has a size drawn uniformly from those that can meet the first one closely enough, and a place drawn uniformly from
 * all that do ({@link OverlapSet}); the first one's own size always can. A local crop has a size drawn uniformly from
 * those that fit the bounding box and a uniform place in it.
 *
 * <p>Crops of too much background are drawn again, each up to {@value #TRIES_PER_CROP} times; then the whole bundle is
 * drawn again, up to {@value #TRIES_PER_BUNDLE} times.
 */
public final class SubCrop {
    static final int TRIES_PER_CROP = 20;
    static final int TRIES_PER_BUNDLE = 20;

    private final Geometry geometry;
    private final ViewSettings settings;
    private final List<Size> globalSizes;

    /** @throws UnfitVolumeException if the volume is smaller than all crop sizes */
    public SubCrop(Geometry geometry, ViewSettings settings) {
        this.geometry = requireNonNull(geometry, "geometry");
        this.settings = requireNonNull(settings, "settings");
        this.globalSizes = fitting(settings.globalCrops(), geometry.box(), "global");
        fittingLocals(geometry.box());
    }

    /**
     * Draws the boxes of one bundle.
     *
     * @param random decides everything
     * @param usable whether a crop shows enough to be used; see {@link Background#isUsable}
     * @throws UnfitVolumeException if too few usable crops are found in a bounded number of tries
     */
    public CropBoxes draw(RandomGenerator random, Predicate<Box> usable) {
        Tries tries = new Tries(usable);
        for (int i = 0; i < TRIES_PER_BUNDLE; i++) {
            Optional<CropBoxes> boxes = tryDraw(random, tries);
            if (boxes.isPresent()) {
                return boxes.get();
            }
        }
        throw new UnfitVolumeException(
                "voxels",
                String.format(
                        Locale.ROOT,
                        "no crop with at most %s %% background found in %d tries",
                        Double.toString(Math.round(settings.maximumBackground() * 1000) / 10.0)
                                .replaceAll("\\.0$", ""),
                        tries.count));
    }

    private Optional<CropBoxes> tryDraw(RandomGenerator random, Tries tries) {
        Optional<Box> first = tries.find(() -> place(oneOf(globalSizes, random), geometry.box(), random));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        List<OverlapSet> overlapping = overlapping(first.get());
        Optional<Box> second = tries.find(() -> oneOf(overlapping, random).draw(random));
        if (second.isEmpty()) {
            return Optional.empty();
        }
        Box around = switch (settings.crops()) {
            case SUB_CROP -> first.get().bounding(second.get());
            case MULTI_CROP -> geometry.box();
        };
        List<Size> localSizes = fittingLocals(around);
        List<Box> locals = new ArrayList<>();
        while (locals.size() < settings.localViews()) {
            Optional<Box> local = tries.find(() -> place(oneOf(localSizes, random), around, random));
            if (local.isEmpty()) {
                return Optional.empty();
            }
            locals.add(local.get());
        }
        return Optional.of(new CropBoxes(List.of(first.get(), second.get()), locals));
    }

    /** For each size that can meet the first crop closely enough, all places where it does. */
    private List<OverlapSet> overlapping(Box first) {
        List<OverlapSet> sets = new ArrayList<>();
        for (Size size : globalSizes) {
            OverlapSet set = new OverlapSet(geometry, first, size, settings.minimumIou());
            if (set.count() > 0) {
                sets.add(set);
            }
        }
        return sets;
    }

    private List<Size> fittingLocals(Box box) {
        return settings.localViews() == 0 ? List.of() : fitting(settings.localCrops(), box, "local");
    }

    private static List<Size> fitting(List<Size> sizes, Box box, String kind) {
        List<Size> fitting = sizes.stream().filter(size -> size.fits(box)).toList();
        if (fitting.isEmpty()) {
            Size smallest =
                    sizes.stream().min(Comparator.comparingInt(Size::voxels)).orElseThrow();
            throw new UnfitVolumeException(
                    "grid", "no " + kind + " crop fits " + Size.of(box) + " voxels; the smallest is " + smallest);
        }
        return fitting;
    }

    private static Box place(Size size, Box within, RandomGenerator random) {
        int x = within.x() + random.nextInt(within.width() - size.x() + 1);
        int y = within.y() + random.nextInt(within.height() - size.y() + 1);
        int z = within.z() + random.nextInt(within.depth() - size.z() + 1);
        return new Box(x, y, z, size.x(), size.y(), size.z());
    }

    private static <T> T oneOf(List<T> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Draws until a crop is usable, and counts. */
    private static final class Tries {
        private final Predicate<Box> usable;
        private int count;

        Tries(Predicate<Box> usable) {
            this.usable = usable;
        }

        Optional<Box> find(Supplier<Box> draw) {
            for (int i = 0; i < TRIES_PER_CROP; i++) {
                count++;
                Box box = draw.get();
                if (usable.test(box)) {
                    return Optional.of(box);
                }
            }
            return Optional.empty();
        }
    }
}
