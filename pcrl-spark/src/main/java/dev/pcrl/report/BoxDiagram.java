package dev.pcrl.report;

import dev.pcrl.volume.Box;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Where the views of a bundle were cut, to scale, seen from two sides. The volume itself is not at hand when a report
 * is written, so there are outlines only.
 */
final class BoxDiagram {
    private final List<LabelledView> views;
    private final Box globals;
    private final Box all;

    BoxDiagram(BundlePicture bundle) {
        views = LabelledView.of(bundle);
        globals = views.stream()
                .filter(LabelledView::isGlobal)
                .map(LabelledView::box)
                .reduce(Box::bounding)
                .orElseThrow();
        all = views.stream().map(LabelledView::box).reduce(globals, Box::bounding);
    }

    /** Both projections; the one from the front only where there is depth. */
    String figures() {
        String axial = figure(
                "Where they lie, in the axial plane",
                "x to the right (the patient's left), y down (to the back); voxels.",
                box -> new Area(box.x(), box.y(), box.width(), box.height()));
        if (all.depth() == 1) {
            return axial;
        }
        return axial
                + figure(
                        "The same, in the coronal plane",
                        "x to the right (the patient's left), z up (to the head); voxels.",
                        // Down is positive in SVG, and z grows upwards.
                        box -> new Area(box.x(), -box.z() - box.depth(), box.width(), box.depth()));
    }

    private String figure(String title, String axes, Function<Box, Area> projection) {
        Area area = projection.apply(all);
        double unit = Math.max(area.width, area.height) / 100.0; // lines and letters are in hundredths of the picture
        StringBuilder shapes = new StringBuilder();
        for (LabelledView view : views) {
            shapes.append(outline(view, projection.apply(view.box()), unit));
        }
        shapes.append(frame(projection.apply(globals), unit));
        for (LabelledView view : views) { // letters last, so that no box covers them
            shapes.append(label(view, projection.apply(view.box()), unit));
        }
        return """
                <figure class="boxes">
                <figcaption><h3>%s</h3><p>%s</p></figcaption>
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="%s %s %s %s" role="img" aria-label="%s">
                %s</svg>
                </figure>
                """.formatted(
                        Html.escape(title),
                        Html.escape(axes),
                        number(area.left - 2.5 * unit),
                        number(area.top - 2.5 * unit),
                        number(area.width + 5 * unit),
                        number(area.height + 5 * unit),
                        Html.escape(title),
                        shapes);
    }

    private static String outline(LabelledView view, Area area, double unit) {
        return """
                <rect %s fill="%s" fill-opacity="%s" stroke="%s" stroke-width="%s"/>
                """.formatted(
                        area.attributes(),
                        view.ink().css(),
                        view.isGlobal() ? "0.06" : "0.25",
                        view.ink().css(),
                        number((view.isGlobal() ? 1.1 : 0.7) * unit));
    }

    /** Around the global views, a little outside so that their own outlines stay visible. */
    private static String frame(Area area, double unit) {
        double gap = 1.3 * unit;
        return """
                <rect x="%s" y="%s" width="%s" height="%s" fill="none" stroke="var(--ink)" stroke-width="%s" \
                stroke-dasharray="%s"/>
                """.formatted(
                        number(area.left - gap),
                        number(area.top - gap),
                        number(area.width + 2 * gap),
                        number(area.height + 2 * gap),
                        number(0.5 * unit),
                        number(1.5 * unit));
    }

    /** In the upper left corner; the second global view's in the opposite one, for the two may begin at one place. */
    private String label(LabelledView view, Area area, double unit) {
        boolean opposite = view.isGlobal() && !view.equals(views.get(0));
        return """
                <text x="%s" y="%s" text-anchor="%s" font-size="%s" stroke-width="%s">%s</text>
                """.formatted(
                        number(opposite ? area.left + area.width - unit : area.left + unit),
                        number(opposite ? area.top + area.height - 1.4 * unit : area.top + 4.6 * unit),
                        opposite ? "end" : "start",
                        number(4.4 * unit),
                        number(1.2 * unit),
                        view.label());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** A box seen from one side. */
    private record Area(int left, int top, int width, int height) {
        String attributes() {
            return "x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"".formatted(left, top, width, height);
        }
    }
}
