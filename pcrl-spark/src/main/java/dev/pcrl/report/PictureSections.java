package dev.pcrl.report;

import dev.pcrl.volume.Box;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The sections that show images. */
final class PictureSections {
    private PictureSections() {}

    /** What the network is fed: one bundle of views and where they lie. */
    static String bundle(Optional<BundlePicture> bundle) {
        String guide = """
                From each place in a volume the network gets two large views (G) and several small ones (L) cut from \
                within the dashed box around the large ones; it learns that they belong together. Good: the large views \
                overlap, every small one lies inside the dashed box, and body structures can be made out. Bad: empty or \
                black views, or small views outside. The patient's right is on the left of every picture.""";
        return Html.section(
                "views",
                "What the network is fed",
                guide,
                bundle.map(PictureSections::views)
                        .orElseGet(() -> Html.nothing("This run kept no example of its views.")));
    }

    /** What the network restores, coarse scales first. */
    static String restorations(List<RestorationPicture> restorations) {
        String guide = """
                The network sees the corrupted view and must restore the clean target. Scale 1 is the coarsest and can \
                only give a blurred picture, the last should show edges. Good: organs in place, the difference almost \
                black, and a correlation with the target near 1; where that is above the corrupted input's, the network \
                undoes more than it blurs. Brightness and contrast are not in the network's input, which is \
                z-normalised: it has to guess them, and the correlation leaves them out. Bad: a flat grey picture (the \
                network gives the average of all images), or the \
                same picture whatever the input. A row's pictures are one slice in one grey window; each row is its own view. \
                Of the first 16 bundles, or of a minibatch if that is more, this one is in the middle by its error.""";
        StringBuilder rows = new StringBuilder();
        restorations.stream()
                .sorted(Comparator.comparingInt(RestorationPicture::scale).thenComparingInt(RestorationPicture::view))
                .forEach(restoration -> rows.append(row(restoration)));
        return Html.section(
                "restorations",
                "What the network restores",
                guide,
                rows.isEmpty() ? Html.nothing("This run kept no restored views.") : rows.toString());
    }

    private static String views(BundlePicture bundle) {
        StringBuilder html = new StringBuilder(
                "<p>Volume: <strong>%s</strong>%s</p>\n".formatted(Html.escape(bundle.volume()), overlap(bundle)));
        html.append("<div class=\"charts\">\n")
                .append(new BoxDiagram(bundle).figures())
                .append("</div>\n");
        html.append("<div class=\"views\">\n");
        LabelledView.of(bundle).forEach(view -> html.append(card(view)));
        return html.append("</div>").toString();
    }

    private static String overlap(BundlePicture bundle) {
        if (bundle.globalViews().size() != 2) {
            return "";
        }
        double overlap = bundle.globalViews()
                .get(0)
                .box()
                .iou(bundle.globalViews().get(1).box());
        return ". The two large views share %s of the space they cover together (intersection over union)."
                .formatted(Math.round(100 * overlap) + " %");
    }

    private static String card(LabelledView view) {
        Box box = view.box();
        // In the box's proportions: views of any box are resampled to one size.
        String axial = Html.picture(view.picture().axial(), view.name() + ", axial", box.width(), box.height());
        String coronal = view.picture()
                .coronal()
                .map(image -> Html.picture(image, view.name() + ", coronal", box.width(), box.depth()))
                .orElse("");
        return """
                <figure class="view %s" style="border-top-color:%s">
                <figcaption><strong>%s</strong> %s</figcaption>
                <div class="pair">%s%s</div>
                <p>%d × %d × %d voxels from (%d, %d, %d)%s</p>
                </figure>
                """.formatted(
                        view.isGlobal() ? "global" : "local",
                        view.ink().css(),
                        view.label(),
                        view.name(),
                        axial,
                        coronal,
                        box.width(),
                        box.height(),
                        box.depth(),
                        box.x(),
                        box.y(),
                        box.z(),
                        coronal.isEmpty() ? "" : "; axial, coronal");
    }

    private static String row(RestorationPicture restoration) {
        return """
                <article class="restoration">
                <h3><span class="swatch" style="background:%s"></span>Scale %d, view %d <small>mean squared error %s, correlation with the target %s, of the corrupted input %s</small></h3>
                <div class="four">
                %s%s%s%s</div>
                </article>
                """.formatted(
                        Ink.scale(restoration.scale()).css(),
                        restoration.scale(),
                        restoration.view(),
                        Numbers.brief(restoration.meanSquaredError()),
                        Numbers.brief(restoration.correlation()),
                        Numbers.brief(restoration.corruptedCorrelation()),
                        named(restoration.corrupted(), "corrupted input"),
                        named(restoration.restored(), "restored"),
                        named(restoration.target(), "target"),
                        named(restoration.restored().difference(restoration.target()), "difference"));
    }

    private static String named(GreyImage image, String name) {
        return "<figure>%s<figcaption>%s</figcaption></figure>\n"
                .formatted(Html.picture(image, name, image.width(), image.height()), name.toLowerCase(Locale.ROOT));
    }
}
