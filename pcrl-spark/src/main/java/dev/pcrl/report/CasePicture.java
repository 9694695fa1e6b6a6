package dev.pcrl.report;

import java.io.Serializable;
import java.util.List;

/**
 * A case as a report shows it.
 *
 * @param title why it is shown
 * @param place which case, and where in it
 * @param aspect width over height, in millimetres
 * @param plain the image's channels
 * @param drawn one of them with what was found
 * @param regions names of those that are outlined, in the order of {@link ColourImage#regions}; none of a map
 * @param limit what is warmest in a map, as {@link ColourImage#heat} draws 1; 0 of regions
 */
public record CasePicture(
        String title,
        String place,
        double aspect,
        List<GreyImage> plain,
        ColourImage drawn,
        List<String> regions,
        double limit)
        implements Serializable {
    public CasePicture {
        plain = List.copyOf(plain);
        regions = List.copyOf(regions);
    }

    String html() {
        StringBuilder figures = new StringBuilder();
        plain.forEach(image -> figures.append(figure(image.toDataUri(), "image")));
        figures.append(figure(drawn.toDataUri(), title));
        return """
                <article class="restoration">
                <h3>%s <small>%s</small></h3>
                <div class="pictures">
                %s</div>
                %s
                </article>
                """.formatted(Html.escape(title), Html.escape(place), figures, regions.isEmpty() ? scale() : legend());
    }

    private String figure(String uri, String alternative) {
        return "<figure><img src=\"%s\" alt=\"%s\" style=\"aspect-ratio:%s\"/></figure>\n"
                .formatted(uri, Html.escape(alternative), Numbers.plain(aspect));
    }

    private String legend() {
        StringBuilder items = new StringBuilder("<ul class=\"legend\">");
        for (int i = 0; i < regions.size(); i++) {
            // As the image has it, whether the page is light or dark.
            items.append("<li><span class=\"swatch\" style=\"background:#%06x\"></span>%s</li>"
                    .formatted(ColourImage.region(i).getRGB() & 0xffffff, Html.escape(regions.get(i))));
        }
        return items.append("<li>line: the truth</li><li>tint: what the model found</li></ul>")
                .toString();
    }

    private String scale() {
        return """
                <p class="scale">against: %s <img src="%s" alt="scale of colours"/> for: +%s</p>""".formatted(Numbers.brief(-limit), ColourImage.scale().toDataUri(), Numbers.brief(limit));
    }
}
