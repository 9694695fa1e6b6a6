package dev.pcrl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pcrl.store.Store;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ResultReportTest {
    private static final String INJECTION = "</td><script>alert('x')</script>&amp;\"<!-- ]]> %s %d\n \u0000\uD800";
    private static final String SHOWN = INJECTION.replace('\u0000', '\uFFFD').replace('\uD800', '\uFFFD');

    private static ResultReport report(String text) {
        GreyImage grey = new GreyImage(2, 2, new float[] {0, 0.3f, 0.6f, 1});
        ColourImage drawn = ColourImage.heat(grey, new float[4]);
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("cases " + text, text);
        return new ResultReport(
                text,
                text,
                text,
                summary,
                List.of(new ResultTable(text, List.of("class", text), List.of(List.of("liver", text)), List.of(text))),
                text,
                List.of(new Plot(
                        text,
                        text,
                        "labels",
                        text,
                        List.of(text, "all"),
                        List.of(
                                new Plot.Series(text, true, List.of(1.0, 2.0), List.of(0.5, 0.7)),
                                new Plot.Series(text, false, List.of(1.0, 2.0), List.of(0.4, 0.6)),
                                new Plot.Series("scratch", false, List.of(1.0), List.of(0.4))))),
                List.of(
                        new CasePicture(text, text, 1, List.of(grey), drawn, List.of(text, "spleen"), 0),
                        new CasePicture("map", text, 1.5, List.of(grey, grey), drawn, List.of(), 2.5)),
                Map.of("Configuration", text));
    }

    private static Document parsed(ResultReport report) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(report.html())));
    }

    private static List<String> texts(Document page, String name) {
        return elements(page, name).stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(Document page, String name) {
        NodeList found = page.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    @Test
    void should_be_well_formed_and_have_every_section() throws Exception {
        Document page = parsed(report("organs"));
        assertThat(elements(page, "section"))
                .extracting(section -> section.getAttribute("id"))
                .containsExactly("results", "charts", "cases", "configuration");
        assertThat(texts(page, "th")).containsExactly("class", "organs");
        assertThat(texts(page, "td")).containsExactly("liver", "organs");
        assertThat(elements(page, "img")).hasSize(2 + 4); // channels, what was found, and a map's scale
        assertThat(elements(page, "svg")).hasSize(1);
    }

    @Test
    void should_show_any_text_as_text() throws Exception {
        Document page = parsed(report(INJECTION));
        assertThat(elements(page, "script")).isEmpty();
        assertThat(texts(page, "title")).containsExactly(SHOWN);
        assertThat(texts(page, "h1")).containsExactly(SHOWN);
        assertThat(texts(page, "caption")).containsExactly(SHOWN);
        assertThat(texts(page, "th")).containsExactly("class", SHOWN);
        assertThat(texts(page, "td")).containsExactly("liver", SHOWN);
        assertThat(texts(page, "dt")).containsExactly("cases " + SHOWN);
        assertThat(texts(page, "dd")).containsExactly(SHOWN);
        assertThat(texts(page, "pre")).containsExactly(SHOWN);
        assertThat(texts(page, "h3")).containsExactly(SHOWN, SHOWN + " " + SHOWN, "map " + SHOWN); // chart and pictures
        assertThat(texts(page, "li"))
                .containsExactly(
                        SHOWN, "scratch", SHOWN, "spleen", "line: the truth", "tint: what the model found"); // legends
        assertThat(elements(page, "p"))
                .filteredOn(paragraph -> paragraph.getAttribute("class").equals("note"))
                .extracting(Element::getTextContent)
                .containsExactly(SHOWN);
    }

    @Test
    void should_tell_what_the_warmest_colour_of_a_map_means_and_keep_proportions() throws Exception {
        Document page = parsed(report("organs"));
        assertThat(texts(page, "p")).contains("against: \u22122.5  for: +2.5");
        assertThat(elements(page, "img").get(2).getAttribute("style")).isEqualTo("aspect-ratio:1.5");
    }

    @Test
    void should_refer_to_nothing_outside() {
        String html = report("organs").html();
        assertThat(html).doesNotContainPattern("(?i)(src|href|action|data)\\s*=\\s*[\"'](?!data:image/png;base64,)");
        assertThat(html).doesNotContainPattern("(?i)url\\(|@import|<script|<link|<iframe|<object");
    }

    @Test
    void should_leave_out_what_there_is_nothing_of() throws Exception {
        Document page =
                parsed(new ResultReport("", "bare", "", Map.of(), List.of(), "", List.of(), List.of(), Map.of()));
        assertThat(elements(page, "section"))
                .extracting(section -> section.getAttribute("id"))
                .containsExactly("results");
    }

    @Test
    void should_show_a_plot_without_points() throws Exception {
        Plot empty = new Plot(
                "empty", "", "labels", List.of("a"), List.of(new Plot.Series("a", true, List.of(), List.of())));
        ResultReport report =
                new ResultReport("", "a", "", Map.of(), List.of(), "", List.of(empty), List.of(), Map.of());
        assertThat(texts(parsed(report), "p")).contains("There is no number to show here.");
    }

    @Test
    void should_write_one_file(@TempDir java.nio.file.Path directory) {
        java.nio.file.Path file = directory.resolve("report.html");
        report("organs").write(Store.local(), new Path(file.toUri()));
        assertThat(file).content().isEqualTo(report("organs").html());
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void should_refuse_a_row_of_another_length() {
        assertThatThrownBy(() -> new ResultTable("", List.of("a", "b"), List.of(List.of("1", "2"), List.of("3"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("each row has 2 columns");
        assertThatThrownBy(() -> new Plot.Series("a", true, List.of(1.0), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 x for 0 y");
    }
}
