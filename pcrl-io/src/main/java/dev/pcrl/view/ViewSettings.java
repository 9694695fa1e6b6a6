package dev.pcrl.view;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How views are cut from volumes.
 *
 * @param globalSize size that global crops are resized to; {@code global-size}
 * @param localSize size that local crops are resized to; {@code local-size}
 * @param globalCrops sizes that global crops are drawn from; {@code global-crops}
 * @param localCrops sizes that local crops are drawn from; {@code local-crops}
 * @param localViews local views of a bundle; {@code local-views}
 * @param minimumIou least intersection over union of the two global crops; {@code minimum-iou}
 * @param maximumBackground largest share of background voxels in a crop; {@code maximum-background}
 * @param bundlesPerVolume bundles cut from each volume; {@code bundles-per-volume}
 * @param crops where local crops may lie; {@code crops}
 * @param intensity how voxels become numbers in [0, 1]
 */
public record ViewSettings(
        Size globalSize,
        Size localSize,
        List<Size> globalCrops,
        List<Size> localCrops,
        int localViews,
        double minimumIou,
        double maximumBackground,
        int bundlesPerVolume,
        CropMode crops,
        IntensitySettings intensity) {
    public ViewSettings {
        requireNonNull(globalSize, "global-size");
        requireNonNull(localSize, "local-size");
        globalCrops = List.copyOf(globalCrops);
        localCrops = List.copyOf(localCrops);
        requireNonNull(crops, "crops");
        requireNonNull(intensity, "intensity");
        Rule.check(!globalCrops.isEmpty(), "global-crops", "name at least one size", globalCrops);
        Rule.check(!localCrops.isEmpty() || localViews == 0, "local-crops", "name at least one size", localCrops);
        Rule.check(localViews >= 0, "local-views", "be at least 0", localViews);
        Rule.check(minimumIou > 0 && minimumIou <= 1, "minimum-iou", "be in (0, 1]", minimumIou);
        Rule.check(
                maximumBackground >= 0 && maximumBackground <= 1,
                "maximum-background",
                "be in [0, 1]",
                maximumBackground);
        Rule.check(bundlesPerVolume >= 1, "bundles-per-volume", "be at least 1", bundlesPerVolume);
    }

    /** The paper's settings for LUNA (section 4.3), with the 32 bundles a volume of the authors' preparation. */
    public static ViewSettings paper() {
        return new ViewSettings(
                new Size(64, 64, 32),
                Size.cube(16),
                List.of(new Size(64, 64, 32), new Size(96, 96, 64), Size.cube(96), new Size(112, 112, 64)),
                List.of(Size.cube(8), Size.cube(16), new Size(32, 32, 16), Size.cube(32)),
                6,
                0.3,
                0.85,
                32,
                CropMode.SUB_CROP,
                IntensitySettings.paper());
    }

    /** The same with crops of another kind. */
    public ViewSettings withCrops(CropMode other) {
        return new ViewSettings(
                globalSize,
                localSize,
                globalCrops,
                localCrops,
                localViews,
                minimumIou,
                maximumBackground,
                bundlesPerVolume,
                other,
                intensity);
    }
}
