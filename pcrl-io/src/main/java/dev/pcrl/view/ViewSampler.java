package dev.pcrl.view;

import static java.util.Objects.requireNonNull;

import dev.pcrl.random.RandomStream;
import dev.pcrl.volume.Box;
import dev.pcrl.volume.Volume;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Volumes to view bundles. A bundle depends on nothing but the settings, the seed, the volume, its hash and the
 * bundle's index: it has the same bytes on any machine, in any thread and any order.
 */
public final class ViewSampler {
    private final ViewSettings settings;
    private final long seed;

    public ViewSampler(ViewSettings settings, long seed) {
        this.settings = requireNonNull(settings, "settings");
        this.seed = seed;
    }

    /**
     * One bundle of a volume; {@link #of(Volume, String)} is faster for many of one volume.
     *
     * @param volume in axial LPS orientation
     * @param sourceHash names the volume's file; see {@link SourceHash}
     * @param index number of the bundle among those of the volume, from 0
     * @throws UnfitVolumeException if the volume is too small or has too little foreground
     */
    public ViewBundle sample(Volume volume, String sourceHash, int index) {
        return of(volume, sourceHash).bundle(index);
    }

    /**
     * The sampler of one volume: what can be known before the first bundle, such as its intensities, is worked out here
     * once. Can be used by several threads.
     *
     * @throws UnfitVolumeException if the volume is too small
     */
    public OfVolume of(Volume volume, String sourceHash) {
        return new OfVolume(volume, sourceHash);
    }

    /** Draws the bundles of one volume. */
    public final class OfVolume {
        private final Volume volume;
        private final String sourceHash;
        private final List<IntensityScale> scales;
        private final Background background;
        private final SubCrop crops;

        private OfVolume(Volume volume, String sourceHash) {
            this.volume = requireNonNull(volume, "volume");
            this.sourceHash = requireNonNull(sourceHash, "sourceHash");
            this.crops = new SubCrop(volume.geometry(), settings);
            this.scales = IntStream.range(0, volume.channels())
                    .mapToObj(channel -> IntensityScale.of(volume, settings.intensity(), channel))
                    .toList();
            this.background = new Background(volume, scales);
        }

        /**
         * The bundle of the given number, from 0.
         *
         * @throws UnfitVolumeException if too little foreground is found
         */
        public ViewBundle bundle(int index) {
            if (index < 0) {
                throw new IndexOutOfBoundsException(index);
            }
            RandomStream stream = RandomStream.of(seed)
                    .child("crop")
                    .child(SourceHash.bits(sourceHash))
                    .child(index);
            CropBoxes boxes =
                    crops.draw(stream.generator(), box -> background.isUsable(box, settings.maximumBackground()));
            return new ViewBundle(
                    ViewBundle.id(sourceHash, index),
                    sourceHash,
                    seed,
                    index,
                    volume.modality(),
                    IntStream.range(0, 3)
                            .mapToObj(axis -> volume.geometry().affine().spacing(axis))
                            .toList(),
                    boxes.globals(),
                    boxes.locals(),
                    views(boxes.globals(), settings.globalSize()),
                    views(boxes.locals(), settings.localSize()));
        }

        private List<View> views(List<Box> boxes, Size size) {
            return boxes.stream()
                    .map(box -> Resize.view(volume, box, scales, size))
                    .toList();
        }
    }
}
