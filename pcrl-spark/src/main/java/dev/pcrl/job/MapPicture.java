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
import dev.pcrl.volume.Affine;
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
        Scan scan = sample.scan();
        Geometry grid = scan.image().geometry();
        Affine affine = grid.affine();
        if (sample.labels() instanceof Labels.Place place) {
            return new CasePicture(
                    title,
                    at(scan.id(), affine.toMillimetres(place.x(), place.y(), place.z())),
                    affine.spacing(0) * size.x() / (affine.spacing(1) * size.y()),
                    channels,
                    // Where the window is cut around a place
                    drawn.marked((size.x() / 2 + 0.5) / size.x(), (size.y() / 2 + 0.5) / size.y()),
                    List.of(),
                    limit);
        }
        return new CasePicture(
                title,
                scan.id(),
                affine.spacing(0) * grid.nx() / (affine.spacing(1) * grid.ny()),
                channels,
                drawn,
                List.of(),
                limit);
    }

    /** A place as {@code predict --point} takes it. */
    private static String at(String id, double[] ras) {
        return String.format(Locale.ROOT, "%s, at %.1f, %.1f, %.1f mm (LPS)", id, 0 - ras[0], 0 - ras[1], ras[2]);
    }
}
