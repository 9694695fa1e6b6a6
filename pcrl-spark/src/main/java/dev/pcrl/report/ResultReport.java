package dev.pcrl.report;

import dev.pcrl.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * What an evaluation or an experiment came to, as one HTML file without any reference to the outside.
 *
 * @param kind of report
 * @param title of the page
 * @param lead what the reader sees, in a few sentences
 * @param summary facts
 * @param tables of numbers
 * @param guide how to read the pictures
 * @param plots charts
 * @param pictures cases
 * @param verbatim texts with their headings: configuration, provenance
 */
public record ResultReport(
        String kind,
        String title,
        String lead,
        Map<String, String> summary,
        List<ResultTable> tables,
        String guide,
        List<Plot> plots,
        List<CasePicture> pictures,
        Map<String, String> verbatim) {
    public ResultReport {
        summary = new LinkedHashMap<>(summary);
        tables = List.copyOf(tables);
        plots = List.copyOf(plots);
        pictures = List.copyOf(pictures);
        verbatim = new LinkedHashMap<>(verbatim);
    }

    /** Writes the report, whole or not at all. */
    public void write(Store store, Path file) {
        store.writeText(file, html());
    }

    String html() {
        String body = """
                <header>
                <p class="kind">%s</p>
                <h1>%s</h1>
                <p class="lead">%s</p>
                </header>
                """.formatted(Html.escape(kind), Html.escape(title), Html.escape(lead))
                + results()
                + charts()
                + cases()
                + texts();
        return Page.html(title, body);
    }

    private String results() {
        StringBuilder content = new StringBuilder("<dl class=\"summary\">\n");
        summary.forEach((name, value) ->
                content.append("<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(Html.escape(name), Html.escape(value))));
        content.append("</dl>\n");
        tables.forEach(table -> content.append(table.html()));
        return Html.section("results", "Results", Html.escape(guide), content.toString());
    }

    private String charts() {
        if (plots.isEmpty()) {
            return "";
        }
        ChartPainter painter = new ChartPainter();
        StringBuilder figures = new StringBuilder("<div class=\"charts\">\n");
        plots.forEach(plot -> figures.append(painter.figure(plot.toChart())));
        return Html.section("charts", "Charts", "", figures.append("</div>").toString());
    }

    private String cases() {
        if (pictures.isEmpty()) {
            return "";
        }
        StringBuilder rows = new StringBuilder();
        pictures.forEach(picture -> rows.append(picture.html()));
        return Html.section("cases", "Cases", "", rows.toString());
    }

    private String texts() {
        StringBuilder texts = new StringBuilder();
        verbatim.forEach((heading, text) -> texts.append(
                Html.section(heading.toLowerCase(Locale.ROOT), heading, "", "<pre>" + Html.escape(text) + "</pre>")));
        return texts.toString();
    }
}
