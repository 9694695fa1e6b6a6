package dev.pcrl.dataset;

import dev.pcrl.dataset.LidcMark.Kind;
import dev.pcrl.dataset.LidcMark.Outline;
import dev.pcrl.dicom.Series;
import dev.pcrl.dicom.Slice;
import dev.pcrl.volume.Affine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A volume of LIDC-IDRI as marks are put into it. */
final class LidcVolume {
    private final Affine affine;
    private final Map<String, Double> heights; // UID of an image -> z of its slice, in voxels
    private final List<LabelledPoint> nodules = new ArrayList<>();
    private final List<LabelledPoint> smallNodules = new ArrayList<>();

    LidcVolume(Series series) {
        this.affine = series.geometry().affine();
        this.heights = heights(series);
    }

    private static Map<String, Double> heights(Series series) {
        Map<String, Double> heights = new HashMap<>();
        List<Slice> slices = series.slices();
        if (series.files().size() < slices.size()) {
            return heights; // an image of many slices does not tell which
        }
        double first = slices.get(0).position();
        double length = slices.get(slices.size() - 1).position() - first;
        int last = series.geometry().nz() - 1;
        slices.forEach(
                slice -> heights.put(slice.instance(), last == 0 ? 0 : (slice.position() - first) / length * last));
        return heights;
    }

    /** Whether the images of a mark are slices of this volume. */
    boolean holds(LidcMark mark) {
        return mark.outlines().stream().map(Outline::image).allMatch(heights::containsKey);
    }

    /** Adds a mark that it holds, as a point: the mean of its outlines' points. */
    void add(LidcMark mark) {
        List<LabelledPoint> points = mark.kind() == Kind.SMALL_NODULE ? smallNodules : nodules;
        points.add(point(mark));
    }

    private LabelledPoint point(LidcMark mark) {
        double[] sum = new double[3];
        int points = 0;
        for (Outline outline : mark.outlines()) {
            double z = heights.get(outline.image());
            for (int row = 0; row < 3; row++) {
                double place = affine.at(row, 0) * outline.x()
                        + affine.at(row, 1) * outline.y()
                        + affine.at(row, 2) * z
                        + affine.at(row, 3);
                sum[row] += outline.points() * place;
            }
            points += outline.points();
        }
        Truth truth = mark.kind() == Kind.NON_NODULE ? Truth.NEGATIVE : Truth.POSITIVE;
        return new LabelledPoint( // the affine is RAS
                -sum[0] / points, -sum[1] / points, sum[2] / points, truth, null, mark.reader(), mark.ratings());
    }

    /** All marks that were added: {@code nodule}, whose truth is 0 for what is none, and {@code small-nodule}. */
    List<Label> labels() {
        return List.of(new PointLabels("nodule", nodules), new PointLabels("small-nodule", smallNodules));
    }
}
