package dev.pcrl.finetune;

import dev.pcrl.metric.Mask;
import dev.pcrl.view.Rule;
import dev.pcrl.view.UnfitVolumeException;
import dev.pcrl.volume.Geometry;
import dev.pcrl.volume.Modality;
import dev.pcrl.volume.Reorder;
import dev.pcrl.volume.Volume;
import java.util.List;

/** A model at work on volumes that nothing is known of. Of one thread, which also closes it. */
public final class Predictor implements AutoCloseable {
    private final ModelDescription description;
    private final Learner learner;

    public Predictor(Model model) {
        this.description = model.description();
        this.learner = model.open();
    }

    /**
     * The label volume of an image, with the values of {@link LabelValues}.
     *
     * @param image in axial LPS order
     * @param own grid of the image's file, in which the labels are
     * @param overlap of the sliding window
     * @throws UnfitVolumeException if the image has not the dimensions or channels that the network takes
     */
    public Volume segment(Volume image, Geometry own, double overlap) {
        Rule.check(!description.task().kind().isClassification(), "the model", "segment", description.task());
        List<Mask> masks = new SlidingWindow(description.window(), overlap)
                .masks(scan(image), description.task().classes().size(), learner::probabilities);
        float[] labels = LabelValues.of(description.task()).paint(masks);
        return new Volume(own, 1, Modality.UNKNOWN, "int16", Reorder.to(own, image.geometry(), labels));
    }

    /**
     * Probabilities of the classes of an image as a whole, or of places in it.
     *
     * @param image in axial LPS order
     * @param places none for the whole of it
     * @return [classes] for each place
     * @throws UnfitVolumeException if the image has not the dimensions or channels that the network takes
     */
    public List<float[]> classify(Volume image, List<Labels> places) {
        Rule.check(description.task().kind().isClassification(), "the model", "classify", description.task());
        Scan scan = scan(image);
        List<Labels> all = places.isEmpty() ? List.of(new Labels.Whole(List.of())) : places;
        return learner.classify(
                description.cutter(),
                all.stream().map(place -> new Sample(scan, place)).toList());
    }

    private Scan scan(Volume image) {
        description.network().requireFit(image);
        return Scan.of("image", "", image, description.intensity());
    }

    @Override
    public void close() {
        learner.close();
    }
}
