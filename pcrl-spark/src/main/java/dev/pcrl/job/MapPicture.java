package dev.pcrl.job;

import dev.pcrl.finetune.ActivationMap;
import dev.pcrl.finetune.ExampleCutter;
import dev.pcrl.finetune.Labels;
import dev.pcrl.finetune.Learner;
import dev.pcrl.finetune.ModelDescription;
import dev.pcrl.finetune.Sample;
import dev.pcrl.finetune.Scan;
import dev.pcrl.report.CasePicture;
import dev.pcrl.report.ColourImage;
import dev.pcrl.report.GreyImage;
import dev.pcrl.view.Size;
import dev.pcrl.view.View;
import dev.pcrl.volume.Geometry;
import java.util.List;
import java.util.Locale;

/**
 * Where a classifier saw a class, on the middle slice of what it was shown.
 *
 * @param shown the same before normalisation, in [0, 1]
 */
record MapPicture(Sample sample, String title, View shown, ActivationMap map) {
    /** Of the scale: cells that add less to a logit are weak, and must not look strong because all others are, too. */
    static final double LEAST_LIMIT = 0.1;

    static MapPicture of(Sample sample, PictureTask.Pick pick, ModelDescription description, Learner learner) {
        View shown = new ExampleCutter(description.window(), view -> view).view(sample);
        ActivationMap map = learner.activationMap(description.cutter().view(sample), pick.index());
        return new MapPicture(sample, pick.title(), shown, map);
    }

    /** Of the slice, whatever its sign. */
    double largest() {
        double largest = 0;
        for (float value : heat()) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** The slice's numbers, row by row. */
    private float[] heat() {
        Size size = shown.size();
        float[] heat = new float[size.x() * size.y()];
        for (int i = 0; i < heat.length; i++) {
            heat[i] = map.at(i % size.x(), i / size.x(), size.z() / 2);
        }
        return heat;
    }

    /** @param limit what is drawn warmest */
    CasePicture draw(double limit) {
        float[] heat = heat();
        for (int i = 0; i < heat.length; i++) {
            heat[i] /= (float) limit;
        }
        Size size = shown.size();
        List<GreyImage> channels = RegionPicture.channels(shown, size.z() / 2);
        ColourImage drawn = ColourImage.heat(channels.get(0), heat);
        Geometry grid = sample.scan().image().geometry();
        boolean isPlace = sample.labels() instanceof Labels.Place;
        double width = grid.affine().spacing(0) * (isPlace ? size.x() : grid.nx());
        double height = grid.affine().spacing(1) * (isPlace ? size.y() : grid.ny());
        return new CasePicture(
                title,
                where(),
                width / height,
                channels,
                // A window is cut around its place
                isPlace ? drawn.marked((size.x() / 2 + 0.5) / size.x(), (size.y() / 2 + 0.5) / size.y()) : drawn,
                List.of(),
                limit);
    }

    /** The case, and the place as {@code predict --point} takes it. */
    private String where() {
        Scan scan = sample.scan();
        if (!(sample.labels() instanceof Labels.Place place)) {
            return scan.id();
        }
        double[] ras = scan.image().geometry().affine().toMillimetres(place.x(), place.y(), place.z());
        return String.format(
                Locale.ROOT, "%s, at %.1f, %.1f, %.1f mm (LPS)", scan.id(), 0 - ras[0], 0 - ras[1], ras[2]);
    }
}
